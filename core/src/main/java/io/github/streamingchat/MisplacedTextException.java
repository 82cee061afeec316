package io.github.streamingchat;

/**
 * Says that a piece of text does not fit the place where its sender says it belongs: characters
 * before it are missing, or others are there already. Nothing was changed.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class MisplacedTextException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** What does not fit. */
  public enum Reason {
    /** The piece begins behind the end of the text: something between them is missing. */
    GAP,
    /** The text says something else at that place. */
    CONFLICT
  }

  /** What does not fit. */
  private final Reason reason;

  /** Where, in UTF-16 units. */
  private final long offset;

  private MisplacedTextException(Reason reason, long offset, String message) {
    super(message);
    this.reason = reason;
    this.offset = offset;
  }

  static MisplacedTextException gap(long offset, int length) {
    return new MisplacedTextException(
        Reason.GAP,
        offset,
        "text came for place %d of a part that ends at %d: what is between them is missing"
            .formatted(offset, length));
  }

  static MisplacedTextException conflict(long offset) {
    return new MisplacedTextException(
        Reason.CONFLICT,
        offset,
        "text came again for place %d of a part and is not the same".formatted(offset));
  }

  /**
   * Tells what does not fit.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Tells where it does not fit.
   *
   * @return the place that the piece was for, or the first one that differs, in UTF-16 units
   */
  public long offset() {
    return offset;
  }
}
