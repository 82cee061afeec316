package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a UI message stream: chunks of JSON, then {@code [DONE]}. An answer is whole when {@code finish}
 * came; {@code [DONE]} or the end of the connection without it is a truncation.
 *
 * <p>Lenient: what comes for a part that was never started opens it, and is reported.
 */
final class UiMessagesDecoder implements StreamDecoder {
  /** What the type of a chunk or part begins with that has data of the application's own. */
  static final String DATA = "data-";

  private final EventSink sink;
  private final JsonFrames frames;
  private final DecodedMessage message;
  private final UiMessagesParts texts;
  private final UiMessagesParts reasonings;
  private final UiMessagesTools tools;
  private final UiMessagesMetadata metadata = new UiMessagesMetadata();
  private final @Nullable UiMessagesRepeat repeat;

  /** How many parts came whole that have no name by which they are replaced. */
  private int unnamed;

  /**
   * Begins an answer.
   *
   * @param resumable whether the stream may be one that comes again from its beginning
   */
  UiMessagesDecoder(EventSink sink, boolean strict, boolean resumable) {
    this.sink = sink;
    repeat = resumable ? new UiMessagesRepeat(sink) : null;
    frames = new JsonFrames(sink, "the UI message stream protocol", strict);
    message =
        new DecodedMessage(frames, repeat == null ? sink.primary() : repeat, UiMessagesSeal.ISSUER);
    texts = UiMessagesParts.texts(frames, message);
    reasonings = UiMessagesParts.reasonings(frames, message);
    tools = new UiMessagesTools(frames, message);
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
    } else if (DoneMark.is(frame)) {
      done();
    } else {
      if (repeat != null) {
        repeat.nextChunk();
      }
      UiMessagesChunk chunk = frames.read(frame, UiMessagesChunk::read);
      if (chunk != null) {
        apply(chunk);
      }
    }
  }

  private void apply(UiMessagesChunk chunk) {
    if (chunk.type.isEmpty()) {
      frames.notUnderstood();
    } else if (isPiece(chunk) || isWhole(chunk) || isOfTheMessage(chunk)) {
      frames.understood();
    } else {
      frames.notUnderstood();
      message.raw(chunk.type, chunk.members());
    }
  }

  /** Takes what belongs to a part that grows. */
  private boolean isPiece(UiMessagesChunk chunk) {
    switch (chunk.type) {
      case "text-delta" -> texts.delta(chunk);
      case "reasoning-delta" -> reasonings.delta(chunk);
      case "tool-input-delta" -> tools.inputDelta(chunk);
      case "text-start" -> texts.start(chunk);
      case "text-end" -> texts.end(chunk);
      case "reasoning-start" -> reasonings.start(chunk);
      case "reasoning-end" -> reasonings.end(chunk);
      case "tool-input-start" -> tools.inputStart(chunk);
      case "tool-input-available" -> tools.inputAvailable(chunk);
      case "tool-input-error" -> tools.inputError(chunk);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Takes a part that comes whole. */
  private boolean isWhole(UiMessagesChunk chunk) {
    switch (chunk.type) {
      case "tool-output-available" -> tools.output(chunk);
      case "tool-output-error" -> tools.outputError(chunk);
      case "tool-output-denied" -> tools.outputDenied(chunk);
      case "source-url", "source-document" ->
        message.put(nextName(), UiMessagesFiles.source(chunk));
      case "file" -> message.put(nextName(), UiMessagesFiles.file(chunk));
      default -> {
        if (isKept(chunk.type)) {
          message.raw(chunk.type, chunk.members());
        } else if (isApproval(chunk.type)) {
          approval(chunk);
        } else if (chunk.type.startsWith(DATA)) {
          data(chunk);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** What belongs to the server's provider alone: it is kept as it came, to go back. */
  static boolean isKept(String type) {
    return type.equals("custom") || type.equals("reasoning-file");
  }

  /** What concerns leave to run a tool. */
  static boolean isApproval(String type) {
    return type.equals("tool-approval-request") || type.equals("tool-approval-response");
  }

  private String nextName() {
    return "unnamed-" + unnamed++;
  }

  /** Data of the same kind and id takes the place of what was there. */
  private void data(UiMessagesChunk chunk) {
    String kind = chunk.type.substring(DATA.length());
    Part.Data data = new Part.Data(kind, chunk.id, chunk.value("data"));
    if (!chunk.truth("transient")) {
      message.put(chunk.id == null ? nextName() : chunk.type + "\n" + chunk.id, data);
    } else if (frames.isOpen()) {
      message.sink().notice(data);
    }
  }

  private void approval(UiMessagesChunk chunk) {
    Map<String, @Nullable Object> members = chunk.members();
    members.remove("type");
    String id = chunk.text("approvalId");
    message.put(
        id == null ? nextName() : chunk.type + "\n" + id, new Part.Data(chunk.type, id, members));
  }

  /** Takes what concerns the message or its steps. */
  private boolean isOfTheMessage(UiMessagesChunk chunk) {
    switch (chunk.type) {
      case "start" -> {
        message.started(chunk.text("messageId"), null);
        metadata(chunk);
      }
      case "message-metadata" -> metadata(chunk);
      case "start-step" -> beginStep();
      case "finish-step" -> endStep();
      case "reset-step" -> resetStep();
      case "finish" -> {
        metadata(chunk);
        finish(chunk.text("finishReason"));
      }
      case "abort" -> aborted(chunk.text("reason"));
      case "error" -> sink.failed(ProviderErrors.of(error(chunk)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void metadata(UiMessagesChunk chunk) {
    Object told = chunk.value("messageMetadata");
    if (told instanceof Map<?, ?> members) {
      message.metadata(metadata.merge(members));
      message.usage(metadata.usage());
    } else if (told != null) {
      message.raw("message-metadata", told);
    }
  }

  private void beginStep() {
    tools.beginStep();
    if (frames.isOpen()) {
      message.sink().step();
    }
  }

  private void endStep() {
    texts.close();
    reasonings.close();
  }

  private void resetStep() {
    texts.forget();
    reasonings.forget();
    tools.resetStep();
    if (frames.isOpen()) {
      message.sink().resetStep();
    }
  }

  /** A model that stopped to have tools run says so in most servers' words, and here in all. */
  private void finish(@Nullable String word) {
    FinishReason.Kind kind = word == null ? FinishReason.Kind.UNKNOWN : kind(word);
    boolean isPlain = kind == FinishReason.Kind.STOP || kind == FinishReason.Kind.UNKNOWN;
    message.finish(isPlain && tools.awaitsResult() ? FinishReason.Kind.TOOL_CALLS : kind, word);
  }

  private static FinishReason.Kind kind(String word) {
    return switch (word) {
      case "stop" -> FinishReason.Kind.STOP;
      case "length" -> FinishReason.Kind.LENGTH;
      case "content-filter" -> FinishReason.Kind.CONTENT_FILTER;
      case "tool-calls" -> FinishReason.Kind.TOOL_CALLS;
      case "error" -> FinishReason.Kind.ERROR;
      case "unknown" -> FinishReason.Kind.UNKNOWN;
      default -> FinishReason.Kind.OTHER;
    };
  }

  /** Nobody here asked for that: to the application it is an answer that went wrong. */
  private void aborted(@Nullable String reason) {
    String why = reason == null || reason.isBlank() ? "" : ": " + PeerWords.shown(reason);
    sink.failed(ChatError.builder(ChatError.Kind.PROVIDER, "The server cancelled the answer" + why)
        .code("aborted")
        .build());
  }

  private static ProviderError error(UiMessagesChunk chunk) {
    String words = chunk.text("errorText");
    return words == null ? ProviderError.of(chunk.members()) : ProviderError.unstructured(words);
  }

  private void done() {
    if (message.isFinished()) {
      complete(true);
    } else if (!frames.failIfNothingWasUnderstood()) {
      sink.truncated(null);
    }
  }

  @Override
  public boolean end() {
    if (message.isFinished()) {
      complete(false);
      return true;
    }
    return frames.failIfNothingWasUnderstood();
  }

  private void complete(boolean endMarkSeen) {
    endStep();
    tools.close();
    if (sink.isOpen()) {
      sink.completed(endMarkSeen);
    }
  }

  /** The protocol has no answer in one body; what such a server sends is most likely an error. */
  @Override
  public void wholeBody(byte[] body) {
    Map<String, @Nullable Object> read = frames.readWhole(body, JsonMembers::whole);
    if (read == null) {
      return;
    }
    Map<String, @Nullable Object> error = new LinkedHashMap<>(read);
    error.putIfAbsent("error", error.remove("errorText"));
    if (error.get("error") != null) {
      sink.failed(ProviderErrors.of(ProviderError.of(error)));
    } else {
      frames.failAsUnreadable("its JSON is no stream of chunks");
    }
  }
}
