package io.github.streamingchat.examples.console;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.examples.terminal.Cells;
import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.view.TypingCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * The rows of a history that fit into a window. Only messages of which something is to be seen are laid
 * out, each once, and again only where it has changed; how long the history is makes no difference.
 *
 * <p>For one thread.
 */
final class Viewport {
  private static final String CURSOR = TypingCursor.BLOCK.mark();

  private final Cells cells;
  private final Palette palette;
  private final Map<MessageId, MessageRows> seen = new HashMap<>();
  private int width;
  private int height;

  /** How many rows stand below the window. */
  private int below;

  /** The last message when the window was looked at last, and its rows then. */
  private int lastIndex;

  private int lastRows;
  private boolean atTop;
  private long laidOut;

  Viewport(Cells cells, Palette palette) {
    this.cells = cells;
    this.palette = palette;
  }

  void resize(int newWidth, int newHeight) {
    if (newWidth != width) {
      seen.clear();
    }
    width = newWidth;
    height = newHeight;
  }

  /** Moves the window up by some rows, or down if there are less than none. */
  void scroll(int up) {
    if (up < 0 || !atTop) {
      below = Math.max(0, below + up);
    }
  }

  /** Moves the window to the end. */
  void follow() {
    below = 0;
  }

  boolean isFollowing() {
    return below == 0;
  }

  int height() {
    return height;
  }

  long rowsLaidOut() {
    return laidOut;
  }

  /**
   * Gives what is to be seen, from the top; fewer rows than fit if the history is short.
   *
   * @param told how many characters of a message's text are to be seen
   */
  List<AttributedString> rows(Snapshot history, ToLongFunction<MessageId> told) {
    Deque<AttributedString> fromEnd = new ArrayDeque<>();
    Set<MessageId> used = new HashSet<>();
    int end = history.size() - 1;
    int counted = 0;
    int rowsOfLast = 0;
    boolean joins = true; // nothing stands below the last one
    for (int index = end; index >= 0; index--) {
      boolean enough = fromEnd.size() >= below + height;
      if (enough && (isFollowing() || index < lastIndex)) {
        break;
      }
      ChatMessage message = history.get(index);
      if (!joins) {
        fromEnd.addFirst(AttributedString.EMPTY);
        counted++;
      }
      joins = message.metadata().containsKey(Container.GOES_ON);
      used.add(message.id());
      counted += addRows(message, told.applyAsLong(message.id()), fromEnd);
      rowsOfLast = index == end ? counted : rowsOfLast;
      if (index == lastIndex && below > 0) {
        below = Math.max(1, below + counted - lastRows); // what is read stands still
      }
    }
    seen.keySet().retainAll(used);
    lastIndex = end;
    lastRows = rowsOfLast;
    return window(new ArrayList<>(fromEnd));
  }

  private List<AttributedString> window(List<AttributedString> rows) {
    atTop = rows.size() < below + height;
    if (atTop) {
      below = Math.max(0, rows.size() - height);
    }
    int to = rows.size() - below;
    return List.copyOf(rows.subList(Math.max(0, to - height), to));
  }

  /** Adds as many rows as may be seen, and counts them all. */
  private int addRows(ChatMessage message, long told, Deque<AttributedString> fromEnd) {
    MessageRows rows =
        seen.computeIfAbsent(message.id(), id -> new MessageRows(cells, palette, width));
    laidOut += rows.update(message, told);
    int most = isFollowing() ? height : Integer.MAX_VALUE;
    boolean typed = told != Long.MAX_VALUE;
    boolean ownRow = typed && !rows.endsInText();
    if (ownRow) {
      fromEnd.addFirst(new AttributedString(MessageRows.INDENT + CURSOR));
    }
    for (int index = rows.size() - 1; index >= 0 && fromEnd.size() < most; index--) {
      boolean hasCursor = typed && !ownRow && index == rows.size() - 1;
      fromEnd.addFirst(hasCursor ? withCursor(rows.row(index)) : rows.row(index));
    }
    return rows.size() + (ownRow ? 1 : 0);
  }

  private static AttributedString withCursor(AttributedString row) {
    return new AttributedStringBuilder().append(row).append(CURSOR).toAttributedString();
  }
}
