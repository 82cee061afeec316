package io.github.streamingchat.benchmarks.decode;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands text and arguments on and drops the rest: the least that can stand behind a decoder. */
final class TextSink implements EventSink, MessageSink {
  private final Consumer<CharSequence> consumer;
  private boolean open = true;

  TextSink(Consumer<CharSequence> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void text(String part, CharSequence piece) {
    consumer.accept(piece);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public MessageSink primary() {
    return this;
  }

  @Override
  public MessageSink message(String key) {
    return this;
  }

  @Override
  public void completed(boolean endMarkSeen) {
    open = false;
  }

  @Override
  public void truncated(@Nullable Throwable cause) {
    throw new IllegalStateException("the stream is whole", cause);
  }

  @Override
  public void failed(ChatError error) {
    throw new IllegalStateException(error.message());
  }

  @Override
  public void problem(Problem problem) {
    throw new IllegalStateException(problem.toString());
  }

  @Override
  public void connected(int status) {}

  @Override
  public boolean event(String id) {
    return true;
  }

  @Override
  public void lastEventId(String id) {}

  @Override
  public void reconnectionTime(Duration base) {}

  @Override
  public void streamId(String id) {}

  @Override
  public void received(int bytes) {}

  @Override
  public void heartbeat() {}

  @Override
  public void started(@Nullable String serverId, @Nullable String model) {}

  @Override
  public void author(Author author) {}

  @Override
  public void text(String part, long offset, CharSequence piece) {
    consumer.accept(piece);
  }

  @Override
  public void replaceText(String part, CharSequence whole) {
    consumer.accept(whole);
  }

  @Override
  public void reasoning(String part, CharSequence piece) {}

  @Override
  public void refusal(String part, CharSequence piece) {}

  @Override
  public void put(String part, Part whole) {
    if (whole instanceof Part.ToolCall call) {
      consumer.accept(call.content());
    }
  }

  @Override
  public void arguments(String part, CharSequence piece) {
    consumer.accept(piece);
  }

  @Override
  public void completeArguments(String part) {}

  @Override
  public void sealText(String part, Part.Seal seal) {}

  @Override
  public void sealReasoning(String part, Part.Seal seal) {}

  @Override
  public void notice(Part.Data data) {}

  @Override
  public void step() {}

  @Override
  public void resetStep() {}

  @Override
  public void metadata(Map<String, ? extends @Nullable Object> members) {}

  @Override
  public void usage(Usage usage) {}

  @Override
  public void finish(FinishReason reason) {}
}
