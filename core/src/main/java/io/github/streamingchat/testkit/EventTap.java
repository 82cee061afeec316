package io.github.streamingchat.testkit;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A sink that turns every call into a value and hands it to one method. */
abstract class EventTap implements EventSink {
  private final Map<String, MessageSink> messages = new ConcurrentHashMap<>();

  /** Takes one call. */
  abstract void take(StreamEvent event);

  @Override
  public void connected(int status) {
    take(new StreamEvent.Connected(status));
  }

  @Override
  public void received(int bytes) {
    take(new StreamEvent.Received(bytes));
  }

  @Override
  public void heartbeat() {
    take(new StreamEvent.Heartbeat());
  }

  @Override
  public boolean event(String id) {
    take(new StreamEvent.Identified(id, List.of()));
    return true;
  }

  @Override
  public void lastEventId(String id) {
    take(new StreamEvent.LastEventIdSet(id));
  }

  @Override
  public void reconnectionTime(Duration base) {
    take(new StreamEvent.ReconnectionTime(base));
  }

  @Override
  public void streamId(String id) {
    take(new StreamEvent.StreamNamed(id));
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
    take(new StreamEvent.ProblemMet(problem));
  }

  @Override
  public void completed(boolean endMarkSeen) {
    take(new StreamEvent.Completed(endMarkSeen));
  }

  @Override
  public void truncated(@Nullable Throwable cause) {
    take(new StreamEvent.Truncated(cause));
  }

  @Override
  public void failed(ChatError error) {
    take(new StreamEvent.Failed(error));
  }

  /** Whether an event brings text, wherever that belongs. */
  static boolean isText(StreamEvent event) {
    return event instanceof StreamEvent.Text || event instanceof StreamEvent.TextAt;
  }

  /** Whether an event ends the attempt. */
  static boolean isEnd(StreamEvent event) {
    return event instanceof StreamEvent.Completed
        || event instanceof StreamEvent.Truncated
        || event instanceof StreamEvent.Failed;
  }

  private final class Message implements MessageSink {
    private final String key;

    Message(String key) {
      this.key = key;
    }

    @Override
    public void started(@Nullable String serverId, @Nullable String model) {
      take(new StreamEvent.Started(key, serverId, model));
    }

    @Override
    public void author(Author author) {
      take(new StreamEvent.Authored(key, author));
    }

    @Override
    public void text(String part, CharSequence piece) {
      take(new StreamEvent.Text(key, part, piece.toString()));
    }

    @Override
    public void text(String part, long offset, CharSequence piece) {
      take(new StreamEvent.TextAt(key, part, offset, piece.toString()));
    }

    @Override
    public void replaceText(String part, CharSequence whole) {
      take(new StreamEvent.TextReplaced(key, part, whole.toString()));
    }

    @Override
    public void reasoning(String part, CharSequence piece) {
      take(new StreamEvent.Reasoning(key, part, piece.toString()));
    }

    @Override
    public void refusal(String part, CharSequence piece) {
      take(new StreamEvent.Refusal(key, part, piece.toString()));
    }

    @Override
    public void put(String part, Part whole) {
      take(new StreamEvent.PartPut(key, part, whole));
    }

    @Override
    public void arguments(String part, CharSequence piece) {
      take(new StreamEvent.ArgumentsAppended(key, part, piece.toString()));
    }

    @Override
    public void completeArguments(String part) {
      take(new StreamEvent.ArgumentsCompleted(key, part));
    }

    @Override
    public void sealText(String part, Part.Seal seal) {
      take(new StreamEvent.TextSealed(key, part, seal));
    }

    @Override
    public void sealReasoning(String part, Part.Seal seal) {
      take(new StreamEvent.ReasoningSealed(key, part, seal));
    }

    @Override
    public void notice(Part.Data data) {
      take(new StreamEvent.Noticed(key, data));
    }

    @Override
    public void step() {
      take(new StreamEvent.StepBegun(key));
    }

    @Override
    public void resetStep() {
      take(new StreamEvent.StepReset(key));
    }

    @Override
    public void metadata(Map<String, ? extends @Nullable Object> members) {
      take(new StreamEvent.Metadata(key, members));
    }

    @Override
    public void usage(Usage usage) {
      take(new StreamEvent.UsageReported(key, usage));
    }

    @Override
    public void finish(FinishReason reason) {
      take(new StreamEvent.Finished(key, reason));
    }
  }
}
