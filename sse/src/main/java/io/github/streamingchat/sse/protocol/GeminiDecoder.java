package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Gemini stream: every event is a whole {@code GenerateContentResponse} with what is new. The
 * format has no end mark: an answer is whole when every candidate told its finish reason, or the prompt
 * was blocked, and the body then ended. Each event is handed on when it is there; none waits for the
 * next one.
 */
final class GeminiDecoder implements StreamDecoder {
  static final String ISSUER = "gemini";

  private static final String UNSPECIFIED = "BLOCK_REASON_UNSPECIFIED";

  private final EventSink sink;
  private final JsonFrames frames;
  private final Candidates<GeminiCandidate> candidates;
  private final DecodedMessage primary;
  private @Nullable Usage usage;

  /** Why the question was refused: the answer, unless candidates come. */
  private @Nullable String blockReason;

  GeminiDecoder(EventSink sink, boolean strict) {
    this.sink = sink;
    frames = new JsonFrames(sink, "Gemini", strict);
    primary = new DecodedMessage(frames, sink.primary(), ISSUER);
    candidates = new Candidates<>(frames, index -> new GeminiCandidate(frames, message(index)));
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
      return;
    }
    GeminiChunk chunk = frames.read(frame, GeminiChunk::read);
    if (chunk != null) {
      take(chunk);
    }
  }

  private void take(GeminiChunk chunk) {
    if (chunk.isOfThisProtocol()) {
      frames.understood();
      apply(chunk);
    } else {
      frames.notUnderstood();
      if (!chunk.others.isEmpty()) {
        primary.raw(ISSUER, chunk.others);
      }
    }
  }

  private void apply(GeminiChunk chunk) {
    if (chunk.error != null) {
      sink.failed(ProviderErrors.of(chunk.error));
      return;
    }
    primary.started(chunk.responseId, chunk.model);
    for (GeminiChunk.Candidate share : chunk.candidates) {
      GeminiCandidate candidate = candidates.at(share.index);
      if (candidate != null) {
        candidate.apply(share);
      }
    }
    applyBlock(chunk);
    if (chunk.usage != null && !chunk.usage.equals(usage)) {
      usage = chunk.usage;
      primary.usage(usage);
    }
  }

  private void applyBlock(GeminiChunk chunk) {
    String reason = chunk.blockReason;
    if (reason != null && !reason.equals(UNSPECIFIED)) {
      blockReason = reason;
      if (chunk.blockMessage != null) {
        primary.metadata(Map.of("blockReasonMessage", chunk.blockMessage));
      }
    }
  }

  private DecodedMessage message(int index) {
    return index == 0
        ? primary
        : new DecodedMessage(frames, sink.message(Integer.toString(index)), ISSUER);
  }

  @Override
  public void wholeBody(byte[] body) {
    Object read = frames.readWhole(body, json -> {
      GeminiChunk.readBody(json, chunk -> {
        if (sink.isOpen()) {
          take(chunk);
        }
      });
      return this;
    });
    if (read == null || !sink.isOpen()) {
      return;
    }
    if (candidates.isEmpty() && blockReason == null) {
      frames.failAsUnreadable("its JSON has no candidates");
    } else {
      complete(true);
    }
  }

  @Override
  public boolean end() {
    if (isBlocked() || candidates.are(GeminiCandidate::isFinished)) {
      complete(false);
      return true;
    }
    return frames.failIfNothingWasUnderstood();
  }

  private boolean isBlocked() {
    return blockReason != null && candidates.isEmpty();
  }

  private void complete(boolean endMarkSeen) {
    if (isBlocked()) {
      primary.finish(FinishReason.Kind.CONTENT_FILTER, blockReason);
    }
    candidates.all().forEach(GeminiCandidate::close);
    if (sink.isOpen()) {
      sink.completed(endMarkSeen);
    }
  }
}
