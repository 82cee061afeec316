package io.github.streamingchat.transport;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * {@link EventSink#connected(int)}.
   *
   * @param status the peer's status, or 0
   */
  record Connected(int status) implements StreamEvent {
    /** Without a status. */
    public Connected() {
      this(0);
    }

    @Override
    public void deliverTo(EventSink sink) {
      sink.connected(status);
    }
  }

  /**
   * {@link EventSink#event(String)}, and what the event says, which is dropped if the sink knows it. A
   * recording has what it says behind it instead of in it.
   *
   * @param id the event's own id
   * @param content what the event says
   */
  record Identified(String id, List<StreamEvent> content) implements StreamEvent {
    /**
     * Copies the content.
     *
     * @param id the event's own id
     * @param content what the event says
     */
    public Identified {
      content = List.copyOf(content);
    }

    @Override
    public void deliverTo(EventSink sink) {
      if (sink.event(id)) {
        content.forEach(event -> event.deliverTo(sink));
      }
    }
  }

  /**
   * {@link EventSink#lastEventId(String)}.
   *
   * @param id the id to resume after, or empty
   */
  record LastEventIdSet(String id) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.lastEventId(id);
    }
  }

  /**
   * {@link EventSink#reconnectionTime(Duration)}.
   *
   * @param base the base of the back-off
   */
  record ReconnectionTime(Duration base) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.reconnectionTime(base);
    }
  }

  /**
   * {@link EventSink#streamId(String)}.
   *
   * @param id the peer's id of the stream
   */
  record StreamNamed(String id) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.streamId(id);
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
   * {@link MessageSink#author(Author)}.
   *
   * @param message the message's key
   * @param author who speaks
   */
  record Authored(String message, Author author) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).author(author);
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
   * {@link MessageSink#text(String, long, CharSequence)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param offset where the piece begins in the part, in UTF-16 units
   * @param piece text from there on
   */
  record TextAt(String message, String part, long offset, String piece) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).text(part, offset, piece);
    }
  }

  /**
   * {@link MessageSink#replaceText(String, CharSequence)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param whole the part's whole text
   */
  record TextReplaced(String message, String part, String whole) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).replaceText(part, whole);
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
   * {@link MessageSink#put(String, Part)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param whole the part
   */
  record PartPut(String message, String part, Part whole) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).put(part, whole);
    }
  }

  /**
   * {@link MessageSink#arguments(String, CharSequence)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param piece the new JSON text
   */
  record ArgumentsAppended(String message, String part, String piece) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).arguments(part, piece);
    }
  }

  /**
   * {@link MessageSink#completeArguments(String)}.
   *
   * @param message the message's key
   * @param part the part's key
   */
  record ArgumentsCompleted(String message, String part) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).completeArguments(part);
    }
  }

  /**
   * {@link MessageSink#sealText(String, Part.Seal)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param seal what the provider gave
   */
  record TextSealed(String message, String part, Part.Seal seal) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).sealText(part, seal);
    }
  }

  /**
   * {@link MessageSink#sealReasoning(String, Part.Seal)}.
   *
   * @param message the message's key
   * @param part the part's key
   * @param seal what the provider gave
   */
  record ReasoningSealed(String message, String part, Part.Seal seal) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).sealReasoning(part, seal);
    }
  }

  /**
   * {@link MessageSink#notice(Part.Data)}.
   *
   * @param message the message's key
   * @param data what the peer told
   */
  record Noticed(String message, Part.Data data) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).notice(data);
    }
  }

  /**
   * {@link MessageSink#step()}.
   *
   * @param message the message's key
   */
  record StepBegun(String message) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).step();
    }
  }

  /**
   * {@link MessageSink#resetStep()}.
   *
   * @param message the message's key
   */
  record StepReset(String message) implements StreamEvent {
    @Override
    public void deliverTo(EventSink sink) {
      sink.message(message).resetStep();
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
