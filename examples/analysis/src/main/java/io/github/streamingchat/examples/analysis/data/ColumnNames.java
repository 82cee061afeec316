package io.github.streamingchat.examples.analysis.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes names that need no quotes in SQL, and are no SQL themselves, of whatever a header says. */
final class ColumnNames {
  private static final int MAX_CHARS = 40;

  private final Set<String> taken;

  /** Makes names that are none of SQL's reserved words. */
  ColumnNames(Set<String> reserved) {
    taken = new HashSet<>(reserved);
  }

  List<String> of(List<String> header) {
    List<String> names = new ArrayList<>();
    for (String title : header) {
      String plain = plain(title);
      String name = plain.isEmpty() ? "column" : plain;
      for (int next = 2; !taken.add(name); next++) {
        name = (plain.isEmpty() ? "column" : plain) + "_" + next;
      }
      names.add(name);
    }
    return names;
  }

  /** Lower-case letters without their accents, digits, and underscores between them. */
  private static String plain(String title) {
    String words = Normalizer.normalize(title, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_|_$", "");
    String name = !words.isEmpty() && Character.isDigit(words.charAt(0)) ? "_" + words : words;
    return name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS);
  }
}
