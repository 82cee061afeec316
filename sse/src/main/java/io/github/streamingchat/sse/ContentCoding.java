package io.github.streamingchat.sse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content codings that are undone (RFC 9110, section 8.4.1). */
enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE;

  /** What {@link #of} knows, as the value of {@code Accept-Encoding}. */
  static final String COMPRESSED = "gzip, deflate";

  static final String PLAIN = "identity";

  /** The coding of a {@code Content-Encoding}, or null for an unknown one and for several. */
  static @Nullable ContentCoding of(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> null;
    };
  }
}
