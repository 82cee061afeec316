package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A reader of the primary message's text and of nothing else, which is what most of the thousands are
 * that a server may have: it keeps its place in the text, and no moves, notices and parts. What came
 * while it was busy it is told as one.
 *
 * <p>{@code cursor} belongs to the drain.
 */
final class TextReader extends CallingReader {
  private final Consumer<? super String> consumer;
  private final TextCursor cursor = new TextCursor();

  TextReader(AnswerRun run, Consumer<? super String> consumer, Executor executor) {
    super(run, executor);
    this.consumer = consumer;
  }

  @Override
  boolean canUnsay() {
    return false;
  }

  @Override
  void drain() {
    if (isClosed()) {
      return;
    }
    Outcome outcome = run.state().outcome().orElse(null); // before the text, which is then whole
    ChatMessage message =
        outcome == null ? run.primaryMessage() : outcome.messages().get(0);
    for (String text = cursor.next(message); text != null; text = cursor.next(message)) {
      String news = text;
      tell(() -> consumer.accept(news));
    }
    if (outcome != null) {
      close();
    }
  }
}
