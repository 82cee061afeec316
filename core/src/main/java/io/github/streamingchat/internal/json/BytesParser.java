package io.github.streamingchat.internal.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * A parser of JSON in UTF-8 that goes from one frame to the next: making one costs more than reading a
 * short frame. It is Jackson's parser for bytes that come by and by, given a whole frame at a time, so
 * that what it still waits for at the frame's end is missing.
 *
 * <p>A few are kept between frames, for any thread. Each is in the hands of one reader at a time, which
 * takes it out of its place and puts it back; the place, an atomic reference, orders the memory between
 * them.
 */
public final class BytesParser extends JsonParserDelegate {
  /** Enough for the few threads that read from the network; a thread that finds none makes one. */
  private static final int PLACES = 8;

  /** A parser keeps the names that it met, and a buffer as long as the longest text. */
  private static final int BYTES_UNTIL_WORN = 1 << 20;

  private static final int LONGEST_TO_KEEP = 64 << 10;

  /** Ends a number behind the last token, and is allowed nowhere else but between tokens. */
  private static final byte[] LINE_FEED = {'\n'};

  private static final AtomicReferenceArray<@Nullable BytesParser> IDLE =
      new AtomicReferenceArray<>(PLACES);

  private final ByteArrayFeeder feeder;
  private int bytesRead;
  private boolean fedAll;

  private BytesParser(JsonParser json) {
    super(json);
    feeder = (ByteArrayFeeder) json.nonBlockingInputFeeder();
  }

  /**
   * Reads a frame.
   *
   * @param bytes holds it
   * @param offset where it starts
   * @param length how many bytes it has
   * @param shape reads its tokens, to the end or not; the parser is not to be kept
   * @param <T> what it reads
   * @return what it read
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  public static <T> T read(
      byte[] bytes, int offset, int length, Function<? super JsonParser, T> shape) {
    int place = (int) Thread.currentThread().getId() & (PLACES - 1);
    BytesParser kept = IDLE.getAndSet(place, null);
    BytesParser parser = kept == null ? new BytesParser(Json.byAndBy()) : kept;
    boolean isWhole = false;
    try {
      parser.feed(bytes, offset, length);
      T value = shape.apply(parser);
      isWhole = parser.isAtEnd();
      return value;
    } finally {
      if (isWhole && parser.isGoodFor(length)) {
        IDLE.set(place, parser);
      } else {
        parser.close();
      }
    }
  }

  private void feed(byte[] bytes, int offset, int length) {
    feeder.feedInput(bytes, offset, offset + length);
    fedAll = false;
  }

  /** If so, the frame has been let go as well. */
  private boolean isAtEnd() {
    return fedAll
        && delegate.nextToken() == JsonToken.NOT_AVAILABLE
        && streamReadContext().inRoot();
  }

  private boolean isGoodFor(int length) {
    bytesRead += length;
    return bytesRead < BYTES_UNTIL_WORN && length <= LONGEST_TO_KEEP;
  }

  @Override
  public @Nullable JsonToken nextToken() {
    JsonToken token = delegate.nextToken();
    if (token == JsonToken.NOT_AVAILABLE && !fedAll) {
      fedAll = true;
      feeder.feedInput(LINE_FEED, 0, LINE_FEED.length);
      token = delegate.nextToken();
    }
    if (token != JsonToken.NOT_AVAILABLE) {
      return token;
    }
    if (streamReadContext().inRoot()) {
      return null;
    }
    throw new UnexpectedEndOfInputException(
        this, JsonToken.NOT_AVAILABLE, "the frame ends within a value");
  }
}
