package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far one reader has read the text of a message, part by part. The text itself stays in the store.
 *
 * <p>Not thread-safe: belongs to its reader.
 */
final class TextCursor {
  private static final int[] NONE = {};

  /** The length that was read of each text part, 0 of those not met; nearly always there is one. */
  private int[] read = NONE;

  /** The revision of each text part of which something was read. */
  private int[] revisions = NONE;

  /** Whether something that was read is no longer there: its part is gone, or has another text. */
  boolean isVoid(ChatMessage message) {
    int textPart = 0;
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        if (isRead(textPart) && text.revision() != revisions[textPart]) {
          return true;
        }
        textPart++;
      }
    }
    while (textPart < read.length && !isRead(textPart)) {
      textPart++;
    }
    return textPart < read.length;
  }

  private boolean isRead(int textPart) {
    return textPart < read.length && read[textPart] > 0;
  }

  /** Reads all that is there now. */
  String restart(ChatMessage message) {
    read = NONE;
    revisions = NONE;
    skip(message);
    return message.text();
  }

  /** Whether there is text that was not read. */
  boolean hasNext(ChatMessage message) {
    return firstUnread(message) != null;
  }

  /** Reads what is new in the first text part that has something new; null if none has. */
  @Nullable
  String next(ChatMessage message) {
    Unread unread = firstUnread(message);
    if (unread == null) {
      return null;
    }
    read[unread.textPart()] = unread.content().length();
    return unread.content().since(unread.from());
  }

  /** Passes over all that is there, and tells whether anything of it was new. */
  boolean skip(ChatMessage message) {
    boolean anything = false;
    for (Unread unread = firstUnread(message); unread != null; unread = firstUnread(message)) {
      read[unread.textPart()] = unread.content().length();
      anything = true;
    }
    return anything;
  }

  private record Unread(int textPart, int from, ChatText content) {}

  private @Nullable Unread firstUnread(ChatMessage message) {
    int textPart = 0;
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        if (textPart == read.length) {
          int room = Math.max(1, 2 * textPart);
          read = Arrays.copyOf(read, room);
          revisions = Arrays.copyOf(revisions, room);
        }
        int from = read[textPart];
        if (from == 0) {
          revisions[textPart] = text.revision();
        }
        if (text.content().length() > from) {
          return new Unread(textPart, from, text.content());
        }
        textPart++;
      }
    }
    return null;
  }
}
