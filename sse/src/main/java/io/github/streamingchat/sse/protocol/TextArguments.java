package io.github.streamingchat.sse.protocol;

import tools.jackson.core.io.JsonStringEncoder;

/**
 * The arguments of a tool that takes free text, told as JSON like those of any other tool: an object with
 * the text as its one member.
 *
 * <p>Not safe for use by several threads at once.
 */
final class TextArguments {
  private static final String END = "\"}";

  private final String begin;
  private boolean begun;

  /** Begins arguments with the name of their member. */
  TextArguments(String member) {
    begin = "{\"" + member + "\":\"";
  }

  /** The JSON of one more piece of the text. */
  String piece(String text) {
    StringBuilder json = new StringBuilder();
    if (!begun) {
      begun = true;
      json.append(begin);
    }
    // Halves of surrogate pairs stay as they are, for the other half may be in the next piece.
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.toString();
  }

  /** What is missing behind the last piece. */
  String end() {
    return begun ? END : "";
  }

  /** The JSON of the whole text. */
  String whole(String text) {
    StringBuilder json = new StringBuilder(begin);
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append(END).toString();
  }
}
