package io.github.streamingchat.internal.json;

import java.io.Writer;
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
 * Jackson as this library uses it.
 *
 * <p>Jackson's own limits on strings, names and numbers are off, because the size of the whole is
 * limited already and a long value that nobody needs must not cost the text beside it. Its limit on
 * nesting stays: each level costs memory of its own. What was read can be written, with as much again
 * around it.
 */
public final class Json {
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
   * For text. It keeps no table of names: Jackson's is shared by all parsers and never forgets, so a
   * peer that makes up long names would fill the memory.
   */
  private static final JsonFactory TEXT = FACTORY
      .rebuild()
      .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
      .build();

  private static final JsonFactory ASCII =
      FACTORY.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Json() {}

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
}
