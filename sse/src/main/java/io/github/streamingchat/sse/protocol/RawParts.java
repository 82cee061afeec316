package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a peer sent that this library has no word for, kept with the message as it came. There is a
 * bound, so that a stream of progress reports, or of pictures that get sharper, does not fill the
 * message: what goes beyond it is passed over, which is reported once.
 */
final class RawParts {
  private static final int MOST = 64;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final MessageSink message;
  private int count;
  private int characters;
  private boolean full;

  RawParts(MessageSink message) {
    this.message = message;
  }

  /** Keeps a value; null, or what to report once, if it did not fit. */
  @Nullable
  Problem add(String type, @Nullable Object json) {
    Part.Raw part = new Part.Raw(type, json);
    if (count < MOST && characters + part.length() <= MOST_CHARACTERS) {
      characters += part.length();
      message.put("raw-" + count++, part);
      return null;
    }
    if (full) {
      return null;
    }
    full = true;
    return new Problem(
        "raw_dropped",
        "more came that this library has no word for than a message keeps; the rest was passed over");
  }
}
