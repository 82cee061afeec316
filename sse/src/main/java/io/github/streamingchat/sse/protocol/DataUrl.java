package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that holds the bytes of a file in Base64 (RFC 2397).
 *
 * @param mediaType what the address says of their kind, empty if nothing
 * @param base64 the bytes
 */
record DataUrl(String mediaType, String base64) {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  /** Whether an address holds what it names, be it in Base64 or not. */
  static boolean isOne(@Nullable String url) {
    return url != null && url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Reads an address; null if it holds no Base64. */
  static @Nullable DataUrl read(@Nullable String url) {
    int comma = url == null ? -1 : url.indexOf(',');
    if (url == null || comma < 0 || !isOne(url)) {
      return null;
    }
    String before = url.substring(0, comma);
    return before.toLowerCase(Locale.ROOT).endsWith(BASE64)
        ? new DataUrl(
            before.substring(SCHEME.length(), comma - BASE64.length()), url.substring(comma + 1))
        : null;
  }

  /** The bytes of a file, wherever they stand; null if it is only named. */
  static @Nullable String bytesOf(Part.File file) {
    DataUrl url = read(file.url());
    return file.base64() != null || url == null ? file.base64() : url.base64;
  }
}
