package io.github.streamingchat.view;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/**
 * A transcript cannot be read to its end: something in it is not what a transcript consists of, it is
 * cut short, or it passes a limit, which is the cause then. What was read before is kept.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class TranscriptFormatException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The number of the line, counted from 1. */
  private final long line;

  /** The place in the line, counted from 1. */
  private final long column;

  private final transient @Nullable List<ChatMessage> messages;

  TranscriptFormatException(
      String what,
      @Nullable TokenStreamLocation at,
      List<ChatMessage> messages,
      @Nullable Throwable cause) {
    super(message(what, at), cause);
    this.line = at == null ? 1 : at.getLineNr();
    this.column = at == null ? 1 : at.getColumnNr();
    this.messages = List.copyOf(messages);
  }

  private static String message(String what, @Nullable TokenStreamLocation at) {
    return at == null
        ? "the transcript: " + what
        : "line %d, column %d of the transcript: %s"
            .formatted(at.getLineNr(), at.getColumnNr(), what);
  }

  /**
   * Tells in which line it is, or in which the message begins that has it.
   *
   * @return the number of the line, counted from 1
   */
  public long line() {
    return line;
  }

  /**
   * Tells where in the line it is, or where the message begins that has it.
   *
   * @return the place in UTF-16 units, counted from 1
   */
  public long column() {
    return column;
  }

  /**
   * Gives the messages that stand before it.
   *
   * @return the messages in their order, unmodifiable; none if they were given on one by one, or if this
   *     exception was itself written down and read again
   */
  public List<ChatMessage> messages() {
    return messages == null ? List.of() : messages;
  }
}
