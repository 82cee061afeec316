package io.github.streamingchat.testkit;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sink that writes down every call as a {@link StreamEvent}: what a decoder or a transport says,
 * without an answer behind it.
 *
 * <p>Thread-safe.
 */
public final class RecordingSink implements EventSink {
  private final List<StreamEvent> events = new ArrayList<>();
  private final Map<String, MessageSink> messages = new ConcurrentHashMap<>();
  private boolean open = true;

  /** Makes an open sink with nothing in it. */
  public RecordingSink() {}

  /**
   * Gives what was called so far, in order.
   *
   * @return a copy
   */
  public synchronized List<StreamEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Joins the text pieces of the primary message that say no place of their own.
   *
   * @return the text
   */
  public String text() {
    return events().stream()
        .filter(StreamEvent.Text.class::isInstance)
        .map(StreamEvent.Text.class::cast)
        .filter(text -> text.message().equals(StreamEvent.PRIMARY))
        .map(StreamEvent.Text::piece)
        .collect(Collectors.joining());
  }

  private synchronized void add(StreamEvent event) {
    events.add(event);
  }

  private synchronized void end(StreamEvent event) {
    events.add(event);
    open = false;
  }

  /**
   * Tells whether no terminal method was called yet.
   *
   * @return true until then
   */
  @Override
  public synchronized boolean isOpen() {
    return open;
  }

  @Override
  public void connected(int status) {
    add(new StreamEvent.Connected(status));
  }

  /**
   * Writes the id down; what the event says follows it.
   *
   * @param id the event's own id
   * @return true: nothing is known here
   */
  @Override
  public boolean event(String id) {
    add(new StreamEvent.Identified(id, List.of()));
    return true;
  }

  @Override
  public void lastEventId(String id) {
    add(new StreamEvent.LastEventIdSet(id));
  }

  @Override
  public void reconnectionTime(Duration base) {
    add(new StreamEvent.ReconnectionTime(base));
  }

  @Override
  public void streamId(String id) {
    add(new StreamEvent.StreamNamed(id));
  }

  @Override
  public void received(int bytes) {
    add(new StreamEvent.Received(bytes));
  }

  @Override
  public void heartbeat() {
    add(new StreamEvent.Heartbeat());
  }

  @Override
  public MessageSink primary() {
    return message(StreamEvent.PRIMARY);
  }

  @Override
  public MessageSink message(String key) {
    return messages.computeIfAbsent(key, Message::new);
  }

  @Override
  public void problem(Problem problem) {
    add(new StreamEvent.ProblemMet(problem));
  }

  @Override
  public void completed(boolean endMarkSeen) {
    end(new StreamEvent.Completed(endMarkSeen));
  }

  @Override
  public void truncated(@Nullable Throwable cause) {
    end(new StreamEvent.Truncated(cause));
  }

  @Override
  public void failed(ChatError error) {
    end(new StreamEvent.Failed(error));
  }

  private final class Message implements MessageSink {
    private final String key;

    Message(String key) {
      this.key = key;
    }

    @Override
    public void started(@Nullable String serverId, @Nullable String model) {
      add(new StreamEvent.Started(key, serverId, model));
    }

    @Override
    public void text(String part, CharSequence piece) {
      add(new StreamEvent.Text(key, part, piece.toString()));
    }

    @Override
    public void text(String part, long offset, CharSequence piece) {
      add(new StreamEvent.TextAt(key, part, offset, piece.toString()));
    }

    @Override
    public void replaceText(String part, CharSequence whole) {
      add(new StreamEvent.TextReplaced(key, part, whole.toString()));
    }

    @Override
    public void reasoning(String part, CharSequence piece) {
      add(new StreamEvent.Reasoning(key, part, piece.toString()));
    }

    @Override
    public void refusal(String part, CharSequence piece) {
      add(new StreamEvent.Refusal(key, part, piece.toString()));
    }

    @Override
    public void metadata(Map<String, ? extends @Nullable Object> members) {
      add(new StreamEvent.Metadata(key, members));
    }

    @Override
    public void usage(Usage usage) {
      add(new StreamEvent.UsageReported(key, usage));
    }

    @Override
    public void finish(FinishReason reason) {
      add(new StreamEvent.Finished(key, reason));
    }
  }
}
