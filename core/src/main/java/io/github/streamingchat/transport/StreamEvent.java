package io.github.streamingchat.transport;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Usage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to an {@link EventSink} as a value, for scripts, recordings and tests. The running library
 * makes none of them.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface StreamEvent {
  /** The key of the primary message. */
  String PRIMARY = "";

  /**
   * Makes the call that this event stands for.
   *
   * @param sink what to call
   */
  void deliverTo(EventSink sink);

  /** {@link EventSink#connected()}. */
  record Connected() implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.connected();
    }
  }

  /**
   * {@link EventSink#received(int)}.
   *
   * @param bytes how many
   */
  record Received(int bytes) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.received(bytes);
    }
  }

  /** {@link EventSink#heartbeat()}. */
  record Heartbeat() implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.heartbeat();
    }
  }

  /**
   * {@link MessageSink#started(String, String)}.
   *
   * @param message the message's key
   * @param serverId the peer's id, or null
   * @param model the model, or null
   */
  record Started(
      String message, @Nullable String serverId, @Nullable String model) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).started(serverId, model);
    }
  }

  /**
   * {@link MessageSink#text(String, CharSequence)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param piece the new text
   */
  record Text(String message, String part, String piece) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).text(part, piece);
    }
  }

  /**
   * {@link MessageSink#reasoning(String, CharSequence)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param piece the new text
   */
  record Reasoning(String message, String part, String piece) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).reasoning(part, piece);
    }
  }

  /**
   * {@link MessageSink#refusal(String, CharSequence)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param piece the new text
   */
  record Refusal(String message, String part, String piece) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).refusal(part, piece);
    }
  }

  /**
   * {@link MessageSink#metadata(Map)}.
   *
   * @param message the message's key
   * @param members JSON members
   */
  record Metadata(String message, Map<String, ? extends @Nullable Object> members)
      implements StreamEvent {
    /**
     * Copies the members.
     *
     * @param message the message's key
     * @param members JSON members
     */
    public Metadata {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).metadata(members);
    }
  }

  /**
   * {@link MessageSink#usage(Usage)}.
   *
   * @param message the message's key
   * @param usage the report
   */
  record UsageReported(String message, Usage usage) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).usage(usage);
    }
  }

  /**
   * {@link MessageSink#finish(FinishReason)}.
   *
   * @param message the message's key
   * @param reason the reason
   */
  record Finished(String message, FinishReason reason) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).finish(reason);
    }
  }

  /**
   * {@link EventSink#problem(Problem)}.
   *
   * @param problem what the peer did
   */
  record ProblemMet(Problem problem) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.problem(problem);
    }
  }

  /**
   * {@link EventSink#completed(boolean)}.
   *
   * @param endMarkSeen whether the peer sent the end mark
   */
  record Completed(boolean endMarkSeen) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.completed(endMarkSeen);
    }
  }

  /**
   * {@link EventSink#truncated(Throwable)}.
   *
   * @param cause how the connection ended, or null
   */
  record Truncated(@Nullable Throwable cause) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.truncated(cause);
    }
  }

  /**
   * {@link EventSink#failed(ChatError)}.
   *
   * @param error why
   */
  record Failed(ChatError error) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.failed(error);
    }
  }

  /**
   * Makes a piece of the primary message's text.
   *
   * @param piece the new text
   * @return the event
   */
  static Text text(String piece) {
    return new Text(PRIMARY, "0", piece);
  }
}
