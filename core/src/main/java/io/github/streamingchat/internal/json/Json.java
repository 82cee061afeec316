package io.github.streamingchat.internal.json;

import java.io.Writer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * JSON as this library reads it: straight from the bytes where that gives the same as decoding them
 * first would.
 *
 * <p>Jackson's own limits on strings, names and numbers are off, because the size of the whole is
 * limited already and a long value that nobody needs must not cost the text beside it. Its limit on
 * nesting stays: each level costs memory of its own. What was read can be written, with as much again
 * around it.
 */
public final class Json {
  private static final int LONGEST_KNOWN_NAME = 256;

  /** A value as deep as one that was read, inside a request or a recording. */
  private static final int DEEPEST_WRITTEN = 2 * StreamReadConstraints.DEFAULT_MAX_DEPTH;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .build())
      .streamWriteConstraints(
          StreamWriteConstraints.builder().maxNestingDepth(DEEPEST_WRITTEN).build())
      .build();

  /**
   * For bytes, whose names are known by a table. What is too long for it is refused, and has to be read
   * as text.
   */
  private static final JsonFactory BYTES = FACTORY
      .rebuild()
      .streamReadConstraints(FACTORY
          .streamReadConstraints()
          .rebuild()
          .maxNameLength(LONGEST_KNOWN_NAME)
          .build())
      .build();

  /**
   * For text. It keeps no table of names: Jackson's is shared by all parsers and never forgets, so a
   * peer that makes up long names would fill the memory.
   */
  private static final JsonFactory TEXT = FACTORY
      .rebuild()
      .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
      .build();

  private static final JsonFactory ASCII =
      FACTORY.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Json() {}

  /** A parser of JSON in UTF-8 that is fed; a name of more than 256 bytes is as if it were not JSON. */
  static JsonParser byAndBy() {
    return BYTES.createNonBlockingByteArrayParser(ObjectReadContext.empty());
  }

  /**
   * Reads JSON.
   *
   * @param text the JSON
   * @return a parser before the first token
   */
  public static JsonParser parser(String text) {
    return TEXT.createParser(ObjectReadContext.empty(), text);
  }

  /**
   * Reads JSON.
   *
   * @param chars holds it
   * @param offset where it starts
   * @param length how many UTF-16 units it has
   * @return a parser before the first token
   */
  public static JsonParser parser(char[] chars, int offset, int length) {
    return TEXT.createParser(ObjectReadContext.empty(), chars, offset, length);
  }

  /**
   * Writes JSON.
   *
   * @param to takes the text
   * @return a generator, to be closed
   */
  public static JsonGenerator generator(Writer to) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), to);
  }

  /**
   * Writes JSON in ASCII: whatever else there is becomes an escape.
   *
   * @param to takes the text
   * @return a generator, to be closed
   */
  public static JsonGenerator asciiGenerator(Writer to) {
    return ASCII.createGenerator(ObjectWriteContext.empty(), to);
  }

  /**
   * Whether a range has ill-formed UTF-8 that Jackson would take for characters: overlong forms, and
   * what lies beyond U+10FFFF. It refuses whatever else is ill-formed.
   *
   * @param bytes holds the range
   * @param offset where it starts
   * @param length how many bytes it has
   * @return true if the range must be decoded before it is read
   */
  public static boolean isReadTooKindly(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (at + Long.BYTES <= end && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
        continue;
      }
      int lead = bytes[at++] & 0xFF;
      if (lead >= 0xC0) {
        int next = at < end ? bytes[at] & 0xFF : 0;
        boolean tooKindly = switch (lead) {
          case 0xC0, 0xC1 -> true;
          case 0xE0 -> next < 0xA0;
          case 0xF0 -> next < 0x90;
          case 0xF4 -> next > 0x8F;
          default -> lead > 0xF4;
        };
        if (tooKindly) {
          return true;
        }
      }
    }
    return false;
  }
}
