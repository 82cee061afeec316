package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber of a publisher gets of an answer, element by element, out of the message as it
 * stands when there is demand.
 *
 * <p>Not thread-safe: belongs to its subscription.
 *
 * @param <T> the elements
 */
interface Feed<T> {
  /** Whether there is an element that was not taken. Copies nothing. */
  boolean hasNext(ChatMessage now);

  /** Takes an element; {@link #hasNext} was true of the same message. */
  T next(ChatMessage now);

  /** Whether an element can be taken back by a later one. */
  boolean canUnsay();

  /** The text since the last element, part by part. */
  final class Texts implements Feed<String> {
    private final TextCursor cursor = new TextCursor();

    @Override
    public boolean canUnsay() {
      return false;
    }

    @Override
    public boolean hasNext(ChatMessage now) {
      return cursor.hasNext(now);
    }

    @Override
    public String next(ChatMessage now) {
      String text = cursor.next(now);
      if (text == null) {
        throw new IllegalStateException("no text is new");
      }
      return text;
    }
  }

  /** The message, if it is another than the last element. */
  final class Messages implements Feed<ChatMessage> {
    private @Nullable ChatMessage last;

    @Override
    public boolean canUnsay() {
      return true;
    }

    @Override
    public boolean hasNext(ChatMessage now) {
      return last == null || last.version() != now.version();
    }

    @Override
    public ChatMessage next(ChatMessage now) {
      last = now;
      return now;
    }
  }
}
