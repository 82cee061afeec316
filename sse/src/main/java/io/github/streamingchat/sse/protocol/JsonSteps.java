package io.github.streamingchat.sse.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a path to one value in JSON, as RFC 9535 (JSONPath) writes a singular query: {@code $.a[0]['b']}.
 * Its steps are names (String) and positions (Integer).
 */
final class JsonSteps {
  /** Deeper than any tool's arguments, and shallow enough to go through by recursion. */
  private static final int MOST = 64;

  private static final int MOST_DIGITS = 6;

  private final String path;
  private final List<Object> steps = new ArrayList<>(2);
  private int at = 1;

  private JsonSteps(String path) {
    this.path = path;
  }

  /** The steps; none if it is no such path. */
  static List<Object> of(String path) {
    JsonSteps read = new JsonSteps(path);
    boolean isPath = path.startsWith("$");
    while (isPath && read.at < path.length()) {
      isPath = read.steps.size() < MOST && read.readStep();
    }
    return isPath ? read.steps : List.of();
  }

  private boolean readStep() {
    char first = path.charAt(at++);
    return switch (first) {
      case '.' -> readName();
      case '[' -> readBracket();
      default -> false;
    };
  }

  private boolean readName() {
    int from = at;
    while (at < path.length() && path.charAt(at) != '.' && path.charAt(at) != '[') {
      at++;
    }
    steps.add(path.substring(from, at));
    return at > from;
  }

  private boolean readBracket() {
    char first = at < path.length() ? path.charAt(at) : 0;
    boolean isQuoted = first == '\'' || first == '"';
    boolean isStep = isQuoted ? readQuoted(first) : readPosition();
    return isStep && at < path.length() && path.charAt(at++) == ']';
  }

  private boolean readQuoted(char quote) {
    StringBuilder name = new StringBuilder();
    for (at++; at < path.length() && path.charAt(at) != quote; at++) {
      boolean isEscape = path.charAt(at) == '\\' && at + 1 < path.length();
      name.append(path.charAt(isEscape ? ++at : at));
    }
    steps.add(name.toString());
    return at++ < path.length();
  }

  private boolean readPosition() {
    int position = 0;
    int from = at;
    while (at < path.length() && at - from < MOST_DIGITS && isDigit(path.charAt(at))) {
      position = 10 * position + (path.charAt(at++) - '0');
    }
    steps.add(position);
    return at > from;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
