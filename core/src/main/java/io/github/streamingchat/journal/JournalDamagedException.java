package io.github.streamingchat.journal;

/**
 * Says that lines of a journal are not as they were written, other than a last one that was cut short:
 * which one is the first of them, and where it begins. Nothing was changed. {@link #recovery()} has all
 * that can be read; {@link Journal.Builder#takeWhatIsReadable()} goes on from there and keeps the
 * damaged journal aside.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class JournalDamagedException extends JournalException {
  private static final long serialVersionUID = 1L;

  /** All that can be read. */
  private final transient Recovery recovery;

  /** The first line that is not as it was written. */
  private final transient Loss first;

  JournalDamagedException(Recovery recovery, Loss first) {
    super(
        Kind.DAMAGED,
        "line %d of the journal, at byte or row %d: %s; restore it from a copy, or open it with Journal.builder(...).takeWhatIsReadable(), which keeps what is there aside"
            .formatted(first.line(), first.position(), first.why()),
        null);
    this.recovery = recovery;
    this.first = first;
  }

  /**
   * Gives all that can be read.
   *
   * @return the messages and what is lost of them
   */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Tells what is damaged first.
   *
   * @return the first line that is not as it was written
   */
  public Loss first() {
    return first;
  }
}
