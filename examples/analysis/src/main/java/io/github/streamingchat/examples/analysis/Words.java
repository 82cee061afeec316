package io.github.streamingchat.examples.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, in lower case and without what stands between them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param list the words in order
 */
record Words(List<String> list) {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[.'’-][\\p{L}\\p{N}]+)*");

  Words {
    list = List.copyOf(list);
  }

  static Words of(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return new Words(words);
  }

  int size() {
    return list.size();
  }

  /** Whether these words stand in others from a place on; the last may stand there as a plural. */
  boolean standIn(List<String> others, int from) {
    int last = size() - 1;
    return last >= 0
        && from + size() <= others.size()
        && list.subList(0, last).equals(others.subList(from, from + last))
        && isSame(list.get(last), others.get(from + last));
  }

  private static boolean isSame(String one, String other) {
    return other.equals(one) || other.equals(one + "s") || other.equals(plural(one));
  }

  /** Gives the plural of most English words. */
  static String plural(String word) {
    if (word.matches(".*[^aeiou]y")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word.matches(".*(s|x|z|ch|sh)") ? word + "es" : word + "s";
  }
}
