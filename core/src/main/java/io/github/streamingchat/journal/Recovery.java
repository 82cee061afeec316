package io.github.streamingchat.journal;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read back from a journal. A message that was PENDING or STREAMING when its program ended is
 * FAILED now, with the text that was written, an error of kind {@link ChatError.Kind#TRUNCATED} and the
 * code {@value #INTERRUPTED}. One that lacks something behind a damaged line is FAILED with the code
 * {@value #INCOMPLETE}; where text is missing in its middle stands U+FFFD.
 *
 * <p>Immutable and thread-safe.
 *
 * @param conversation the id of the conversation, or null if the journal is empty
 * @param messages all messages in their order, of terminal status
 * @param interrupted which of them were growing when the journal ended
 * @param incomplete which of them lack something behind a damaged line
 * @param losses the lines that did not count, in their order, at most {@value #MOST_LOSSES}
 * @param lost how many lines did not count
 * @param lines how many lines there are
 */
public record Recovery(
    @Nullable String conversation,
    List<ChatMessage> messages,
    List<MessageId> interrupted,
    List<MessageId> incomplete,
    List<Loss> losses,
    long lost,
    long lines) {
  /** The code of the error of a message whose program ended before it did. */
  public static final String INTERRUPTED = "interrupted";

  /** The code of the error of a message of which lines are damaged. */
  public static final String INCOMPLETE = "incomplete";

  /** How many losses are described. */
  public static final int MOST_LOSSES = 1000;

  /**
   * Copies the lists.
   *
   * @param conversation the id of the conversation
   * @param messages all messages
   * @param interrupted which of them were growing
   * @param incomplete which of them lack something
   * @param losses the lines that did not count
   * @param lost how many lines did not count
   * @param lines how many lines there are
   */
  public Recovery {
    messages = List.copyOf(messages);
    interrupted = List.copyOf(interrupted);
    incomplete = List.copyOf(incomplete);
    losses = List.copyOf(losses);
  }

  /**
   * Tells what is damaged first.
   *
   * @return the first line that was changed after it was written; empty if none was, whether or not the
   *     last one was cut short
   */
  public Optional<Loss> damage() {
    return losses.stream().filter(loss -> loss.kind() == Loss.Kind.DAMAGED).findFirst();
  }

  /**
   * Describes the recovery without the messages.
   *
   * @return the counts
   */
  @Override
  public String toString() {
    return "Recovery[conversation=%s, messages=%d, interrupted=%d, incomplete=%d, lost=%d of %d lines]"
        .formatted(
            conversation, messages.size(), interrupted.size(), incomplete.size(), lost, lines);
  }
}
