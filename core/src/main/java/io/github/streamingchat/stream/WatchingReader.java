package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A reader that is shown the primary message as it is now, and at last as it stays. */
final class WatchingReader extends CallingReader {
  private static final long NOTHING = -1;

  private final Consumer<? super ChatMessage> consumer;

  /** The version that was shown; belongs to the drain. */
  private long shown = NOTHING;

  WatchingReader(AnswerRun run, Consumer<? super ChatMessage> consumer, Executor executor) {
    super(run, executor);
    this.consumer = consumer;
  }

  /** It shows the whole message each time, and says nothing that it has to take back. */
  @Override
  boolean canUnsay() {
    return true;
  }

  @Override
  void drain() {
    if (isClosed()) {
      return;
    }
    Reading reading = Reading.of(run);
    ChatMessage message = reading.message();
    if (message.version() != shown) {
      shown = message.version();
      tell(() -> consumer.accept(message));
    }
    if (reading.outcome() != null) {
      close();
    }
  }
}
