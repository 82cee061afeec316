package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import java.util.function.Function;

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

  private final EventSink sink;
  private final JsonFrames frames;
  private final Candidates<OpenAiCandidate> candidates;
  private final DecodedMessage primary;
  private final Function<JsonMembers, OpenAiChunk> shape = new OpenAiChunk()::read;

  OpenAiDecoder(EventSink sink, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, "OpenAI Chat Completions", strict);
    primary = message(sink.primary());
    candidates = new Candidates<>(frames, this::candidate);
  }

  private DecodedMessage message(MessageSink message) {
    return new DecodedMessage(frames, message, "openai");
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
    } else if (DoneMark.is(frame)) {
      if (!frames.failIfNothingWasUnderstood()) {
        complete(true);
      }
    } else {
      chunk(frame);
    }
  }

  private void chunk(SseFrame frame) {
    if (frame.type().equals("error")) {
      OpenAiChunk error = JsonFrames.readOrNull(frame.data(), shape);
      sink.failed(ProviderErrors.of(
          error == null ? ProviderError.unstructured(frame.data()) : error.errorEvent()));
      return;
    }
    OpenAiChunk chunk = frames.read(frame, shape);
    if (chunk == null) {
      return;
    }
    if (chunk.isOfThisProtocol()) {
      frames.understood();
      apply(chunk);
    } else {
      other(frame, chunk);
    }
  }

  /** What is not of this protocol is kept as it came; what says nothing is not kept. */
  private void other(SseFrame frame, OpenAiChunk chunk) {
    frames.notUnderstood();
    tellIdentity(chunk);
    String kind = chunk.otherKind();
    if (kind != null) {
      primary.raw(kind, frames.read(frame, JsonMembers::whole));
    }
  }

  private void apply(OpenAiChunk chunk) {
    tellIdentity(chunk);
    for (OpenAiChunk.Choice choice : chunk.choices) {
      OpenAiCandidate candidate = candidates.at(choice.index);
      if (candidate != null) {
        candidate.apply(choice);
      }
    }
    primary.usage(chunk.usage);
    if (chunk.error != null && sink.isOpen()) {
      sink.failed(ProviderErrors.of(chunk.error));
    }
  }

  private void tellIdentity(OpenAiChunk chunk) {
    primary.started(chunk.id, chunk.model);
  }

  private OpenAiCandidate candidate(int index) {
    return new OpenAiCandidate(
        frames, index == 0 ? primary : message(sink.message(Integer.toString(index))));
  }

  @Override
  public void wholeBody(byte[] body) {
    OpenAiChunk answer = frames.readWhole(body, shape);
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
    if (candidates.are(OpenAiCandidate::isFinished)) {
      complete(false);
      return true;
    }
    return frames.failIfNothingWasUnderstood();
  }

  private void complete(boolean endMarkSeen) {
    if (candidates.isEmpty()) {
      primary.close();
    }
    candidates.all().forEach(OpenAiCandidate::close);
    if (sink.isOpen()) {
      sink.completed(endMarkSeen);
    }
  }
}
