package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OpenAI Chat Completions stream: chunks of JSON, then {@code [DONE]}. An answer is whole
 * when {@code [DONE]} came, or when every candidate told its finish reason and the connection then
 * ended; some compatible servers leave out one or the other.
 *
 * <p>Lenient: a chunk that is no JSON is passed over and reported. If nothing but such chunks came,
 * the peer does not speak this protocol, and the answer fails with that.
 */
final class OpenAiDecoder implements StreamDecoder {
  private static final String NO_CHOICES = "its JSON has no choices";
  private static final int LONGEST_NAME = 256;
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final EventSink sink;
  private final JsonFrames frames;
  private final Map<Integer, OpenAiCandidate> candidates = new HashMap<>();
  private @Nullable String id;
  private @Nullable String model;

  OpenAiDecoder(EventSink sink, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, "OpenAI Chat Completions", strict);
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
    } else if (isDone(frame)) {
      if (!frames.failIfNothingWasUnderstood()) {
        complete(true);
      }
    } else {
      chunk(frame);
    }
  }

  private void chunk(SseFrame frame) {
    if (frame.type().equals("error")) {
      OpenAiChunk error = JsonFrames.readOrNull(frame.data(), OpenAiChunk::read);
      sink.failed(ProviderErrors.of(
          error == null ? ProviderError.unstructured(frame.data()) : error.errorEvent()));
      return;
    }
    OpenAiChunk chunk = frames.read(frame, OpenAiChunk::read);
    if (chunk == null) {
      return;
    }
    if (chunk.isOfThisProtocol()) {
      frames.understood();
    } else {
      frames.notUnderstood();
    }
    apply(chunk);
  }

  private void apply(OpenAiChunk chunk) {
    if (chunk.error != null) {
      sink.failed(ProviderErrors.of(chunk.error));
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
            frames, index == 0 ? sink.primary() : sink.message(Integer.toString(index))));
  }

  @Override
  public void wholeBody(byte[] body) {
    OpenAiChunk answer = frames.readWhole(body, OpenAiChunk::read);
    if (answer != null) {
      wholeBody(answer);
    }
  }

  private void wholeBody(OpenAiChunk answer) {
    if (answer.choices.isEmpty() && answer.error == null) {
      frames.failAsUnreadable(NO_CHOICES);
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
    return frames.failIfNothingWasUnderstood();
  }

  private void complete(boolean endMarkSeen) {
    if (candidates.isEmpty()) {
      sink.primary().finish(FinishReason.UNKNOWN);
    }
    candidates.values().forEach(OpenAiCandidate::finishIfUnknown);
    sink.completed(endMarkSeen);
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
