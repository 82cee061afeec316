package io.github.streamingchat.journal;

import io.github.streamingchat.ChatException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that a journal cannot be opened, or cannot be written at the moment, and what to do.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public class JournalException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, by what a caller can do about it. */
  public enum Kind {
    /** Another journal writes there, in this program or another. */
    IN_USE,
    /** What is there is not what was written: see {@link JournalDamagedException}. */
    DAMAGED,
    /** What is there is the journal of another conversation. */
    OTHER_CONVERSATION,
    /** What is there was written by a later version of this library. */
    NEWER,
    /** It may be read, but not written. */
    READ_ONLY,
    /** There is no room left. */
    FULL,
    /** Anything else that went wrong in reading or writing; the cause says what. */
    IO
  }

  /** What is wrong. */
  private final Kind kind;

  /**
   * Makes an exception.
   *
   * @param kind what is wrong
   * @param message what was wrong, and what to do
   * @param cause what led to it, or null
   */
  public JournalException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * Tells what is wrong.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
