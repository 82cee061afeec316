package io.github.streamingchat.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** What a failure of a store means for whoever has to mend it. Stateless and thread-safe. */
final class StoreErrors {
  private StoreErrors() {}

  /**
   * Puts a failure into words.
   *
   * @param doing what was to be done
   * @param failed what the store threw
   */
  static JournalException of(String doing, Throwable failed) {
    JournalException.Kind kind = kindOf(failed);
    String advice = switch (kind) {
      case FULL -> "there is no room left; make some";
      case READ_ONLY -> "it may not be written; change its permissions, or choose another place";
      default -> "see the cause";
    };
    return new JournalException(
        kind, "could not %s: %s (%s)".formatted(doing, advice, failed), failed);
  }

  private static JournalException.Kind kindOf(Throwable failed) {
    if (failed instanceof AccessDeniedException || failed instanceof ReadOnlyFileSystemException) {
      return JournalException.Kind.READ_ONLY;
    }
    boolean isOfDisk = failed instanceof IOException;
    return isOfDisk ? kindOf(String.valueOf(failed.getMessage())) : JournalException.Kind.IO;
  }

  /** The JDK has no type for these: it passes on the words of the system (strerror, FormatMessage). */
  private static JournalException.Kind kindOf(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left")
        || lower.contains("not enough space")
        || lower.contains("quota exceeded")) {
      return JournalException.Kind.FULL;
    }
    return lower.contains("read-only file system")
        ? JournalException.Kind.READ_ONLY
        : JournalException.Kind.IO;
  }
}
