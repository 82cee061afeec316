package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.sse.internal.Json;
import io.github.streamingchat.sse.protocol.OpenAiChunk.ProviderError;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads an OpenAI Chat Completions stream: chunks of JSON, then {@code [DONE]}. An answer is whole
 * when {@code [DONE]} came, or when every candidate told its finish reason and the connection then
 * ended; some compatible servers leave out one or the other.
 *
 * <p>Lenient: a chunk that is no JSON is passed over and reported. If nothing but such chunks came,
 * the peer does not speak this protocol, and the answer fails with that.
 */
final class OpenAiDecoder implements StreamDecoder {
  private static final String NOT_JSON = "what it sent is not JSON";
  private static final String OTHER_JSON = "what it sent is JSON of another kind";
  private static final String NO_CHOICES = "its JSON has no choices";
  private static final int LONGEST_NAME = 256;
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final EventSink sink;
  private final Map<Integer, OpenAiCandidate> candidates = new HashMap<>();
  private @Nullable String id;
  private @Nullable String model;
  private boolean understood;
  /** Why the first chunk that was passed over could not be read. */
  private @Nullable String unreadable;

  OpenAiDecoder(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void event(SseFrame frame) {
    if (isBlank(frame)) {
      sink.heartbeat();
    } else if (isDone(frame)) {
      if (!failIfNothingWasUnderstood()) {
        complete(true);
      }
    } else {
      chunk(frame);
    }
  }

  private void chunk(SseFrame frame) {
    OpenAiChunk chunk = read(frame);
    if (chunk != null && chunk.isOfThisProtocol()) {
      understood = true;
    } else if (chunk != null) {
      unreadable = unreadable == null ? OTHER_JSON : unreadable;
    }
    if (frame.type().equals("error")) {
      sink.failed(OpenAiErrors.of(
          chunk == null ? ProviderError.unstructured(frame.data()) : chunk.errorEvent()));
    } else if (chunk != null) {
      apply(chunk);
    }
  }

  /** Bytes first, without a String; ill-formed UTF-8 is repaired by decoding it. */
  private @Nullable OpenAiChunk read(SseFrame frame) {
    byte[] bytes = frame.bytes();
    int offset = frame.offset();
    int length = frame.length();
    if (Json.isReadTooKindly(bytes, offset, length)) {
      return read(frame.data());
    }
    try (JsonParser json = Json.parser(bytes, offset, length)) {
      return OpenAiChunk.read(json);
    } catch (JacksonException | NotAChunkException mayBeRepaired) {
      return read(frame.data());
    }
  }

  private @Nullable OpenAiChunk read(String data) {
    try (JsonParser json = Json.parser(data)) {
      return OpenAiChunk.read(json);
    } catch (StreamConstraintsException tooDeep) {
      passOver(NOT_JSON, "malformed_json", "it is nested too deep");
    } catch (JacksonException malformed) {
      passOver(NOT_JSON, "malformed_json", "it is not JSON" + place(malformed));
    } catch (NotAChunkException unexpected) {
      passOver(OTHER_JSON, "unexpected_json", unexpected.getMessage());
    }
    return null;
  }

  private static String place(JacksonException malformed) {
    TokenStreamLocation location = malformed.getLocation();
    return location == null ? "" : ", at character " + location.getCharOffset();
  }

  private void passOver(String reason, String code, @Nullable String what) {
    unreadable = unreadable == null ? reason : unreadable;
    problem(code, what);
  }

  private void problem(String code, @Nullable String what) {
    sink.problem(new Problem(code, "a chunk of the stream was passed over: " + what));
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

  /** Every chunk repeats id and model; the first of each is told. */
  private void tellIdentity(OpenAiChunk chunk) {
    String newId = id == null ? named(chunk.id) : null;
    String newModel = model == null ? named(chunk.model) : null;
    if (newId != null || newModel != null) {
      id = newId != null ? newId : id;
      model = newModel != null ? newModel : model;
      sink.primary().started(newId, newModel);
    }
  }

  /** A name that can be kept; nobody's is blank, or longer than this. */
  private static @Nullable String named(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > LONGEST_NAME ? null : text;
  }

  private OpenAiCandidate candidate(int index) {
    return candidates.computeIfAbsent(
        index,
        unknown -> new OpenAiCandidate(
            sink, index == 0 ? sink.primary() : sink.message(Integer.toString(index))));
  }

  @Override
  public void wholeBody(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      sink.truncated(null);
      return;
    }
    try (JsonParser json = Json.parser(text)) {
      wholeBody(OpenAiChunk.read(json));
    } catch (UnexpectedEndOfInputException brokenOff) {
      sink.truncated(null);
    } catch (JacksonException malformed) {
      failAsUnreadable(NOT_JSON);
    } catch (NotAChunkException unexpected) {
      failAsUnreadable(OTHER_JSON);
    }
  }

  private void wholeBody(OpenAiChunk answer) {
    if (answer.choices.isEmpty() && answer.error == null) {
      failAsUnreadable(NO_CHOICES);
      return;
    }
    apply(answer);
    if (sink.isOpen()) {
      complete(true);
    }
  }

  @Override
  public boolean end() {
    boolean finished =
        !candidates.isEmpty() && candidates.values().stream().allMatch(OpenAiCandidate::isFinished);
    if (finished) {
      complete(false);
      return true;
    }
    return failIfNothingWasUnderstood();
  }

  private boolean failIfNothingWasUnderstood() {
    String reason = unreadable;
    if (understood || reason == null) {
      return false;
    }
    failAsUnreadable(reason);
    return true;
  }

  private void complete(boolean endMarkSeen) {
    if (candidates.isEmpty()) {
      sink.primary().finish(FinishReason.UNKNOWN);
    }
    candidates.values().forEach(OpenAiCandidate::finishIfUnknown);
    sink.completed(endMarkSeen);
  }

  private void failAsUnreadable(String reason) {
    sink.failed(ChatError.builder(
            ChatError.Kind.PROTOCOL,
            "The server does not speak OpenAI Chat Completions at this URL: %s; check the URL."
                .formatted(reason))
        .code(reason.equals(NOT_JSON) ? "malformed_json" : "unexpected_json")
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
}
