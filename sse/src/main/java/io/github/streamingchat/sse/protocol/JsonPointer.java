package io.github.streamingchat.sse.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a value in a JSON document (RFC 6901): the names and indices on the way to it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param tokens the way from the whole document, which has none
 */
record JsonPointer(List<String> tokens) {
  /** In the place of an index: the place behind the last element. */
  private static final String END = "-";

  JsonPointer {
    tokens = List.copyOf(tokens);
  }

  static JsonPointer of(String text) throws JsonPatchException {
    if (text.isEmpty()) {
      return new JsonPointer(List.of());
    }
    if (text.charAt(0) != '/') {
      throw new JsonPatchException("a pointer that is not empty begins with a slash");
    }
    List<String> tokens = new ArrayList<>();
    int from = 1;
    for (int slash = text.indexOf('/', from); slash >= 0; slash = text.indexOf('/', from)) {
      tokens.add(unescaped(text.substring(from, slash)));
      from = slash + 1;
    }
    tokens.add(unescaped(text.substring(from)));
    return new JsonPointer(tokens);
  }

  private static String unescaped(String token) throws JsonPatchException {
    int tilde = token.indexOf('~');
    if (tilde < 0) {
      return token;
    }
    StringBuilder unescaped = new StringBuilder(token.length());
    int from = 0;
    while (tilde >= 0) {
      char escape = tilde + 1 < token.length() ? token.charAt(tilde + 1) : ' ';
      if (escape != '0' && escape != '1') {
        throw new JsonPatchException("a pointer has a tilde that escapes nothing");
      }
      unescaped.append(token, from, tilde).append(escape == '0' ? '~' : '/');
      from = tilde + 2;
      tilde = token.indexOf('~', from);
    }
    return unescaped.append(token, from, token.length()).toString();
  }

  boolean isWholeDocument() {
    return tokens.isEmpty();
  }

  /** How deep below the document the place is. */
  int depth() {
    return tokens.size();
  }

  /** The way to the container that the place is in. */
  List<String> parents() {
    return tokens.subList(0, tokens.size() - 1);
  }

  /** The name or the index within that container. */
  String last() {
    return tokens.get(tokens.size() - 1);
  }

  /** Whether the other place is within the value at this one. */
  boolean isAbove(JsonPointer other) {
    return other.depth() > depth() && other.tokens.subList(0, depth()).equals(tokens);
  }

  /**
   * The index that a token stands for in a list.
   *
   * @param most the highest index that there may be
   * @throws JsonPatchException if it is no index (RFC 6901, section 4), or a higher one
   */
  static int index(String token, int most) throws JsonPatchException {
    int index = number(token);
    if (index > most) {
      throw new JsonPatchException("there is no such place in a list");
    }
    return index;
  }

  /** As {@link #index}, but of a place where an element may be added, which may be the end. */
  static int placeToAdd(String token, int size) throws JsonPatchException {
    return token.equals(END) ? size : index(token, size);
  }

  private static int number(String token) throws JsonPatchException {
    boolean isNumber = !token.isEmpty()
        && token.chars().allMatch(c -> c >= '0' && c <= '9')
        && (token.length() == 1 || token.charAt(0) != '0');
    if (!isNumber) {
      throw new JsonPatchException("a place in a list is told by a number without leading zeros");
    }
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException tooLarge) {
      return Integer.MAX_VALUE;
    }
  }
}
