package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.sse.protocol.OpenAiChunk.ProviderError;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an OpenAI Chat Completions stream: chunks of JSON, then {@code [DONE]}. An answer is whole
 * when {@code [DONE]} came, or when every candidate told its finish reason and the connection then
 * ended; some compatible servers leave out one or the other.
 *
 * <p>Lenient: a chunk that is no JSON is passed over and reported. If nothing but such chunks came,
 * the peer does not speak this protocol, and the answer fails with that.
 */
final class OpenAiDecoder implements StreamDecoder {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final EventSink sink;
  private final Map<Integer, Candidate> candidates = new HashMap<>();
  private @Nullable String id;
  private @Nullable String model;
  private boolean understood;
  private @Nullable String firstProblem;

  OpenAiDecoder(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void event(SseFrame frame) {
    if (isBlank(frame)) {
      sink.heartbeat();
    } else if (isDone(frame)) {
      complete(true);
    } else {
      chunk(frame);
    }
  }

  private void chunk(SseFrame frame) {
    OpenAiChunk chunk = read(frame);
    understood |= chunk != null;
    if (frame.type().equals("error")) {
      ProviderError said = chunk == null ? null : chunk.error;
      sink.failed(OpenAiErrors.of(said != null ? said : ProviderError.unstructured(frame.data())));
    } else if (chunk != null) {
      apply(chunk);
    }
  }

  /** Bytes first, without a String; ill-formed UTF-8 is repaired by decoding it. */
  private @Nullable OpenAiChunk read(SseFrame frame) {
    try (JsonParser json = JSON.createParser(
        ObjectReadContext.empty(), frame.bytes(), frame.offset(), frame.length())) {
      return OpenAiChunk.read(json);
    } catch (JacksonException | NotAChunkException unreadable) {
      return read(frame.data());
    }
  }

  private @Nullable OpenAiChunk read(String data) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), data)) {
      return OpenAiChunk.read(json);
    } catch (JacksonException malformed) {
      problem("malformed_json", malformed.getOriginalMessage());
    } catch (NotAChunkException unexpected) {
      problem("unexpected_json", unexpected.getMessage());
    }
    return null;
  }

  private void problem(String code, @Nullable String what) {
    String message = "a chunk of the stream was passed over: " + what;
    firstProblem = firstProblem == null ? message : firstProblem;
    sink.problem(new Problem(code, message));
  }

  private void apply(OpenAiChunk chunk) {
    if (chunk.error != null) {
      sink.failed(OpenAiErrors.of(chunk.error));
      return;
    }
    tellIdentity(chunk);
    for (OpenAiChunk.Choice choice : chunk.choices) {
      candidate(choice.index).apply(choice);
    }
    if (chunk.usage != null) {
      sink.primary().usage(chunk.usage);
    }
  }

  /** Every chunk repeats id and model; they are told once. */
  private void tellIdentity(OpenAiChunk chunk) {
    String newId = blankIsAbsent(chunk.id);
    String newModel = blankIsAbsent(chunk.model);
    boolean idIsNews = newId != null && !newId.equals(id);
    boolean modelIsNews = newModel != null && !newModel.equals(model);
    if (idIsNews || modelIsNews) {
      id = idIsNews ? newId : id;
      model = modelIsNews ? newModel : model;
      sink.primary().started(idIsNews ? newId : null, modelIsNews ? newModel : null);
    }
  }

  private static @Nullable String blankIsAbsent(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private Candidate candidate(int index) {
    return candidates.computeIfAbsent(
        index,
        unknown -> new Candidate(
            index == 0 ? sink.primary() : sink.message(Integer.toString(index)), this));
  }

  @Override
  public void wholeBody(byte[] body) {
    OpenAiChunk chunk = read(new String(body, StandardCharsets.UTF_8));
    if (chunk == null) {
      failAsUnreadable();
      return;
    }
    boolean isAnswer = !chunk.choices.isEmpty() || chunk.error != null;
    if (!isAnswer) {
      firstProblem = "the JSON has no choices";
      failAsUnreadable();
      return;
    }
    apply(chunk);
    if (sink.isOpen()) {
      complete(true);
    }
  }

  @Override
  public boolean end() {
    boolean finished =
        !candidates.isEmpty() && candidates.values().stream().allMatch(Candidate::isFinished);
    if (finished) {
      complete(false);
      return true;
    }
    if (!understood && firstProblem != null) {
      failAsUnreadable();
      return true;
    }
    return false;
  }

  private void complete(boolean endMarkSeen) {
    if (candidates.isEmpty()) {
      sink.primary().finish(FinishReason.UNKNOWN);
    }
    candidates.values().forEach(Candidate::finishIfUnknown);
    sink.completed(endMarkSeen);
  }

  private void failAsUnreadable() {
    sink.failed(ChatError.builder(
            ChatError.Kind.PROTOCOL,
            "The server does not speak OpenAI Chat Completions at this URL ("
                + firstProblem
                + "); check the URL.")
        .code("malformed_json")
        .build());
  }

  private static boolean isBlank(SseFrame frame) {
    return trimmedLength(frame) == 0;
  }

  private static boolean isDone(SseFrame frame) {
    int from = firstNonBlank(frame);
    return trimmedLength(frame) == DONE.length
        && Arrays.equals(frame.bytes(), from, from + DONE.length, DONE, 0, DONE.length);
  }

  private static int firstNonBlank(SseFrame frame) {
    int at = frame.offset();
    int end = at + frame.length();
    while (at < end && frame.bytes()[at] == ' ') {
      at++;
    }
    return at;
  }

  private static int trimmedLength(SseFrame frame) {
    int from = firstNonBlank(frame);
    int end = frame.offset() + frame.length();
    while (end > from && frame.bytes()[end - 1] == ' ') {
      end--;
    }
    return end - from;
  }

  /** One of the answers to the same question; most requests have one. */
  private static final class Candidate {
    private static final String PART = "content";

    private final MessageSink message;
    private final OpenAiDecoder decoder;
    private boolean finished;

    // Length and hash of the text so far, by String.hashCode's own rule: enough to know it again.
    private int length;
    private int hash;

    Candidate(MessageSink message, OpenAiDecoder decoder) {
      this.message = message;
      this.decoder = decoder;
    }

    void apply(OpenAiChunk.Choice choice) {
      if (choice.content != null) {
        text(choice.content);
      }
      if (choice.wholeContent != null) {
        whole(choice.wholeContent);
      }
      if (choice.refusal != null) {
        message.refusal("refusal", choice.refusal);
      }
      if (choice.finishReason != null) {
        finished = true;
        message.finish(OpenAiErrors.finishReason(choice.finishReason));
      }
    }

    private void text(String piece) {
      for (int i = 0; i < piece.length(); i++) {
        hash = 31 * hash + piece.charAt(i);
      }
      length += piece.length();
      message.text(PART, piece);
    }

    /** A closing chunk of some servers repeats the whole text: only what is new of it counts. */
    private void whole(String text) {
      boolean continues = text.length() >= length && text.substring(0, length).hashCode() == hash;
      if (continues) {
        text(text.substring(length));
      } else {
        decoder.problem(
            "text_differs", "its whole text differs from the pieces before it, which were kept");
      }
    }

    boolean isFinished() {
      return finished;
    }

    void finishIfUnknown() {
      if (!finished) {
        message.finish(FinishReason.UNKNOWN);
      }
    }
  }
}
