package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.sse.UnsendableException;
import java.util.Objects;

/** How OpenAI's formats take a file: by its address, or by its bytes in a data URL (RFC 2397). */
final class OpenAiFiles {
  private OpenAiFiles() {}

  /** Bytes go before an address, which a local server could not reach. */
  static String address(Part.File file) {
    return file.base64() == null && file.url() != null ? file.url() : dataUrl(file);
  }

  /**
   * The bytes.
   *
   * @throws UnsendableException if the file has none
   */
  static String dataUrl(Part.File file) {
    if (file.base64() != null) {
      return "data:" + file.mediaType() + ";base64," + file.base64();
    }
    if (file.url() != null && file.url().startsWith("data:")) {
      return file.url();
    }
    throw new UnsendableException(
        "This endpoint takes a File part of type %s by its bytes only; send it with base64."
            .formatted(file.mediaType()));
  }

  /** OpenAI wants a name, and takes the kind of a document from its end. */
  static String name(Part.File file, String mediaType) {
    return Objects.requireNonNullElse(
        file.name(), "file." + subtype(mediaType).replaceAll("[^a-z0-9]+", "-"));
  }

  /** What a media type in lower case says behind the slash, without parameters. */
  static String subtype(String mediaType) {
    return mediaType.replaceFirst("^[^/]*/", "").replaceFirst(";.*$", "").strip();
  }
}
