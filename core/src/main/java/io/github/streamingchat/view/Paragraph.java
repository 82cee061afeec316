package io.github.streamingchat.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds code between back-ticks, and addresses, a character at a time. A run of back-ticks begins code
 * that the next run of the same length ends; a blank line, or a block, shows that none did.
 */
final class Paragraph {
  private static final int LONGEST_LINK = 2048;
  private static final String TRAILING = ".,;:!?'\"*_~]";
  private static final int NONE = -1;

  private final List<Hint> settled;

  // Code.
  private int run;
  private int codeFrom = NONE;
  private int codeMarks;
  private boolean lineIsBlank = true;

  /** The links in what may turn out to be code. */
  private final List<Hint> linksInCode = new ArrayList<>();

  // Links.
  private String scheme = "";
  private boolean isBehindWord;
  private int linkFrom = NONE;
  private final StringBuilder link = new StringBuilder();
  private int parentheses;

  Paragraph(List<Hint> settled) {
    this.settled = settled;
  }

  void add(char c, int at) {
    link(c, at);
    if (c == '`') {
      run++;
      lineIsBlank = false;
      return;
    }
    endRun(at);
    if (c == '\n') {
      if (lineIsBlank) {
        giveUpCode();
      }
      lineIsBlank = true;
    } else if (!Character.isWhitespace(c)) {
      lineIsBlank = false;
    }
  }

  private void endRun(int at) {
    if (run == 0) {
      return;
    }
    int from = at - run;
    if (codeFrom == NONE) {
      codeFrom = from;
      codeMarks = run;
    } else if (run == codeMarks) {
      settled.add(new Hint(Hint.Kind.CODE, codeFrom, at, codeFrom + codeMarks, from, "", false));
      linksInCode.clear();
      codeFrom = NONE;
    }
    run = 0;
  }

  private void giveUpCode() {
    codeFrom = NONE;
    settled.addAll(linksInCode);
    linksInCode.clear();
  }

  private void link(char c, int at) {
    if (linkFrom != NONE) {
      if (endsLink(c)) {
        endLink();
      } else if (link.length() < LONGEST_LINK) {
        parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
        link.append(c);
      } else {
        linkFrom = NONE; // nobody could follow it
      }
      isBehindWord = true;
      return;
    }
    String longer = scheme + Character.toLowerCase(c);
    boolean fits = "https://".startsWith(longer) || "http://".startsWith(longer);
    if (fits && (!scheme.isEmpty() || !isBehindWord)) {
      scheme = longer;
    } else {
      scheme = !isBehindWord && (c == 'h' || c == 'H') ? "h" : "";
    }
    isBehindWord = Character.isLetterOrDigit(c);
    if (scheme.endsWith("://")) {
      linkFrom = at + 1 - scheme.length();
      link.setLength(0);
      link.append(scheme.toLowerCase(Locale.ROOT));
      parentheses = 0;
      scheme = "";
    }
  }

  private boolean endsLink(char c) {
    return c <= ' '
        || "<>\"`{}|\\^".indexOf(c) >= 0
        || Character.isWhitespace(c)
        || (c == ')' && parentheses == 0);
  }

  private void endLink() {
    int length = link.length();
    while (length > 0 && TRAILING.indexOf(link.charAt(length - 1)) >= 0) {
      length--;
    }
    if (link.charAt(Math.max(0, length - 1)) != '/' || length > "https://".length()) {
      int to = linkFrom + length;
      Hint hint =
          new Hint(Hint.Kind.LINK, linkFrom, to, linkFrom, to, link.substring(0, length), false);
      (codeFrom == NONE ? settled : linksInCode).add(hint);
    }
    linkFrom = NONE;
  }

  /** A block began: what it begins with was no part of a paragraph, and the paragraph is over. */
  void interrupt(int from) {
    if (linkFrom != NONE) {
      endLink();
    }
    run = 0;
    giveUpCode();
    lineIsBlank = true;
    scheme = "";
    isBehindWord = false;
  }

  void end(int length) {
    endRun(length);
    if (linkFrom != NONE) {
      endLink();
    }
    giveUpCode();
  }

  Optional<Hint> open(int length) {
    if (linkFrom != NONE) {
      return Optional.of(
          new Hint(Hint.Kind.LINK, linkFrom, length, linkFrom, length, link.toString(), true));
    }
    return codeFrom == NONE
        ? Optional.empty()
        : Optional.of(
            new Hint(Hint.Kind.CODE, codeFrom, length, codeFrom + codeMarks, length, "", true));
  }
}
