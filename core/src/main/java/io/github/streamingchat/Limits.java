package io.github.streamingchat;

/**
 * The bounds on what a peer or a caller can make this library hold. All are on by default; past one
 * of them the call or the answer fails with the limit's name, its value and its setter, and what
 * was received until then is kept.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxLineBytes longest line of a stream, in bytes without its end, at least 1
 * @param maxEventBytes largest data of one event of a stream, in bytes, at least 1
 * @param maxErrorBodyBytes how much of an error response's body is read, in bytes, at least 0; the
 *     rest is left unread, which is no error
 * @param maxMessageChars longest content of one message over all its parts, in UTF-16 units, at
 *     least 1
 * @param maxParts most parts of one message, at least 1
 * @param maxMessages most messages one conversation holds, at least 2
 * @param maxCandidates most messages of one answer, at least 1
 * @param maxProblems how many of an answer's problems are kept in full, at least 0; further ones
 *     are counted
 * @param maxSeenIds how many event ids of an answer are remembered to know them again when it is
 *     resumed, at least 1; older ones are forgotten
 */
public record Limits(
    int maxLineBytes,
    int maxEventBytes,
    int maxErrorBodyBytes,
    int maxMessageChars,
    int maxParts,
    int maxMessages,
    int maxCandidates,
    int maxProblems,
    int maxSeenIds) {
  /** 16 MiB: a whole image in base64 fits on a line. */
  public static final int DEFAULT_MAX_LINE_BYTES = 16 << 20;

  /** 16 MiB, the same as a line. */
  public static final int DEFAULT_MAX_EVENT_BYTES = 16 << 20;

  /** 64 KiB: room for any provider's error object and for most error pages. */
  public static final int DEFAULT_MAX_ERROR_BODY_BYTES = 64 << 10;

  /** 16 Mi UTF-16 units, some four thousand pages. */
  public static final int DEFAULT_MAX_MESSAGE_CHARS = 16 << 20;

  /** 4096 parts. */
  public static final int DEFAULT_MAX_PARTS = 4096;

  /** One million messages. */
  public static final int DEFAULT_MAX_MESSAGES = 1_000_000;

  /** 128 candidates for one question. */
  public static final int DEFAULT_MAX_CANDIDATES = 128;

  /** 32 problems. */
  public static final int DEFAULT_MAX_PROBLEMS = 32;

  /** 10 000 event ids. */
  public static final int DEFAULT_MAX_SEEN_IDS = 10_000;

  /** Every limit at its default. */
  public static final Limits DEFAULTS = builder().build();

  /**
   * Checks the ranges.
   *
   * @param maxLineBytes longest line of a stream
   * @param maxEventBytes largest data of one event of a stream
   * @param maxErrorBodyBytes how much of an error response's body is read
   * @param maxMessageChars longest content of one message over all its parts
   * @param maxParts most parts of one message
   * @param maxMessages most messages one conversation holds
   * @param maxCandidates most messages of one answer
   * @param maxProblems how many of an answer's problems are kept in full
   * @param maxSeenIds how many event ids of an answer are remembered
   * @throws IllegalArgumentException if a value is below its range, naming it
   */
  public Limits {
    requireAtLeast("maxLineBytes", maxLineBytes, 1);
    requireAtLeast("maxEventBytes", maxEventBytes, 1);
    requireAtLeast("maxErrorBodyBytes", maxErrorBodyBytes, 0);
    requireAtLeast("maxMessageChars", maxMessageChars, 1);
    requireAtLeast("maxParts", maxParts, 1);
    requireAtLeast("maxMessages", maxMessages, 2);
    requireAtLeast("maxCandidates", maxCandidates, 1);
    requireAtLeast("maxProblems", maxProblems, 0);
    requireAtLeast("maxSeenIds", maxSeenIds, 1);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but is %d".formatted(name, least, value));
    }
  }

  /**
   * Starts from the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link Limits}. Not safe for use by several threads at once. */
  public static final class Builder {
    private int maxLineBytes = DEFAULT_MAX_LINE_BYTES;
    private int maxEventBytes = DEFAULT_MAX_EVENT_BYTES;
    private int maxErrorBodyBytes = DEFAULT_MAX_ERROR_BODY_BYTES;
    private int maxMessageChars = DEFAULT_MAX_MESSAGE_CHARS;
    private int maxParts = DEFAULT_MAX_PARTS;
    private int maxMessages = DEFAULT_MAX_MESSAGES;
    private int maxCandidates = DEFAULT_MAX_CANDIDATES;
    private int maxProblems = DEFAULT_MAX_PROBLEMS;
    private int maxSeenIds = DEFAULT_MAX_SEEN_IDS;

    private Builder() {}

    /**
     * Sets the longest line of a stream.
     *
     * @param bytes at least 1; {@value Limits#DEFAULT_MAX_LINE_BYTES} by default
     * @return this builder
     */
    public Builder maxLineBytes(int bytes) {
      maxLineBytes = bytes;
      return this;
    }

    /**
     * Sets the largest data of one event.
     *
     * @param bytes at least 1; {@value Limits#DEFAULT_MAX_EVENT_BYTES} by default
     * @return this builder
     */
    public Builder maxEventBytes(int bytes) {
      maxEventBytes = bytes;
      return this;
    }

    /**
     * Sets how much of an error response is read.
     *
     * @param bytes at least 0; {@value Limits#DEFAULT_MAX_ERROR_BODY_BYTES} by default
     * @return this builder
     */
    public Builder maxErrorBodyBytes(int bytes) {
      maxErrorBodyBytes = bytes;
      return this;
    }

    /**
     * Sets the longest content of one message.
     *
     * @param chars UTF-16 units, at least 1; {@value Limits#DEFAULT_MAX_MESSAGE_CHARS} by default
     * @return this builder
     */
    public Builder maxMessageChars(int chars) {
      maxMessageChars = chars;
      return this;
    }

    /**
     * Sets the most parts of one message.
     *
     * @param parts at least 1; {@value Limits#DEFAULT_MAX_PARTS} by default
     * @return this builder
     */
    public Builder maxParts(int parts) {
      maxParts = parts;
      return this;
    }

    /**
     * Sets the most messages of one conversation.
     *
     * @param messages at least 2; {@value Limits#DEFAULT_MAX_MESSAGES} by default
     * @return this builder
     */
    public Builder maxMessages(int messages) {
      maxMessages = messages;
      return this;
    }

    /**
     * Sets the most messages of one answer, of which a peer may give several.
     *
     * @param messages at least 1; {@value Limits#DEFAULT_MAX_CANDIDATES} by default
     * @return this builder
     */
    public Builder maxCandidates(int messages) {
      maxCandidates = messages;
      return this;
    }

    /**
     * Sets how many problems of an answer are kept in full.
     *
     * @param problems at least 0; {@value Limits#DEFAULT_MAX_PROBLEMS} by default
     * @return this builder
     */
    public Builder maxProblems(int problems) {
      maxProblems = problems;
      return this;
    }

    /**
     * Sets how many event ids of an answer are remembered, for the case that it is resumed.
     *
     * @param ids at least 1; {@value Limits#DEFAULT_MAX_SEEN_IDS} by default
     * @return this builder
     */
    public Builder maxSeenIds(int ids) {
      maxSeenIds = ids;
      return this;
    }

    /**
     * Builds the limits.
     *
     * @return the limits as set so far
     * @throws IllegalArgumentException if a value is below its range, naming it
     */
    public Limits build() {
      return new Limits(
          maxLineBytes,
          maxEventBytes,
          maxErrorBodyBytes,
          maxMessageChars,
          maxParts,
          maxMessages,
          maxCandidates,
          maxProblems,
          maxSeenIds);
    }
  }
}
