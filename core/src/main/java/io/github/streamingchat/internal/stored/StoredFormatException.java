package io.github.streamingchat.internal.stored;

/** What was read is not what is written here; those who know where it stood say so in their own words. */
public final class StoredFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param what the field and its value
   */
  public StoredFormatException(String what) {
    super(what);
  }

  /**
   * Says what is wrong.
   *
   * @return the field and its value
   */
  public String what() {
    return String.valueOf(getMessage());
  }
}
