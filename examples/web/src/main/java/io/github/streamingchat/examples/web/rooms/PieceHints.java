package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.examples.web.wire.HintJson;
import io.github.streamingchat.view.Hint;
import io.github.streamingchat.view.TextHints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a text that grows by pieces turns out to be, each thing told once: what is open when it opens,
 * and what is settled when it is settled. What turned out to be nothing is told as an empty stretch at
 * its place. Not safe for use by several threads at once.
 */
final class PieceHints {
  private final TextHints hints = new TextHints();
  private @Nullable Hint open;

  /** Adds a piece and tells what is known by it. */
  List<Map<String, @Nullable Object>> add(String piece) {
    return news(hints.add(piece));
  }

  /** Says that the text is whole and tells what is known by that. */
  List<Map<String, @Nullable Object>> end() {
    return news(hints.end());
  }

  /** Tells whether the end of the text is code. */
  boolean isCode() {
    return hints.isInCode();
  }

  /** Tells whether the end of the text is in an address. */
  boolean isLink() {
    return hints.isInLink();
  }

  private List<Map<String, @Nullable Object>> news(List<Hint> settled) {
    List<Hint> news = new ArrayList<>(settled);
    Hint before = open;
    open = hints.open().orElse(null);
    if (open != null && (before == null || !isSame(before, open))) {
      news.add(open);
    }
    boolean stillOpen = before != null && open != null && before.from() == open.from();
    if (before != null && !stillOpen && !isSettledIn(news, before)) {
      news.add(0, nothingAt(before));
    }
    return news.stream().map(HintJson::of).toList();
  }

  private static boolean isSettledIn(List<Hint> news, Hint before) {
    return news.stream().anyMatch(hint -> hint.from() == before.from());
  }

  /** Only its end has moved, which the page knows by the text itself. */
  private static boolean isSame(Hint hint, Hint other) {
    boolean mayHaveGrown = hint.kind() == Hint.Kind.LINK;
    return hint.kind() == other.kind()
        && hint.from() == other.from()
        && hint.contentFrom() == other.contentFrom()
        && (mayHaveGrown || hint.detail().equals(other.detail()));
  }

  private static Hint nothingAt(Hint open) {
    int place = open.from();
    return new Hint(open.kind(), place, place, place, place, "", false);
  }

  /** Tells everything anew, for a reader that knows nothing. */
  List<Map<String, @Nullable Object>> all() {
    List<Hint> all = new ArrayList<>(hints.settled());
    Optional.ofNullable(open).ifPresent(all::add);
    return all.stream().map(HintJson::of).toList();
  }
}
