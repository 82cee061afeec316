package io.github.streamingchat.examples.console;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.examples.terminal.Cells;
import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.examples.terminal.RowWrapper;
import io.github.streamingchat.examples.terminal.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one message at one width. When the message has changed, only the rows behind the place of
 * the change are laid out again: of a text that grows, the last one.
 *
 * <p>For one thread.
 */
final class MessageRows {
  static final String INDENT = "   ";

  /** What was laid out of a part, where its rows begin, and if it is a text how it goes on. */
  private static final class Laid {
    private final int from;
    private final RowWrapper wrapper;
    private Part part;
    private int taken;
    private boolean hasTail;

    Laid(Part part, int from, RowWrapper wrapper) {
      this.part = part;
      this.from = from;
      this.wrapper = wrapper;
    }
  }

  private final Cells cells;
  private final Palette palette;
  private final int width;
  private final List<AttributedString> rows = new ArrayList<>();
  private final List<Laid> laid = new ArrayList<>();

  /** Where the rows end that belong to parts; behind them stands how the message ended. */
  private int body;

  private @Nullable ChatMessage seen;
  private long seenTold;
  private long laidOut;

  MessageRows(Cells cells, Palette palette, int width) {
    this.cells = cells;
    this.palette = palette;
    this.width = width;
  }

  private RowWrapper newWrapper() {
    return new RowWrapper(cells, Math.max(2, width - INDENT.length() - 1));
  }

  /**
   * Brings the rows up to date.
   *
   * @param message as it is now
   * @param told how many characters of its text are to be seen; parts behind them are not, and unless it
   *     is {@link Long#MAX_VALUE} there is a cursor
   * @return how many rows were laid out for it
   */
  long update(ChatMessage message, long told) {
    ChatMessage before = seen;
    if (before != null && before.version() == message.version() && seenTold == told) {
      return 0;
    }
    laidOut = 0;
    if (before == null) {
      head(message);
      body = rows.size();
    }
    cutTo(body);
    cutChanged(message);
    layOut(message, told);
    body = rows.size();
    if (told == Long.MAX_VALUE) {
      end(message);
    }
    seen = message;
    seenTold = told;
    return laidOut;
  }

  private void head(ChatMessage message) {
    if (message.role().equals(Role.SYSTEM) || message.metadata().containsKey(Container.GOES_ON)) {
      return;
    }
    Author author = message.author().orElse(Author.named(message.role().name()));
    String avatar = Cells.printable(Objects.requireNonNullElse(author.avatar(), "•"));
    String gap = " ".repeat(Math.max(1, INDENT.length() - cells.width(avatar)));
    String name = Objects.requireNonNullElse(author.name(), message.role().name());
    add(new AttributedStringBuilder()
        .append(avatar + gap)
        .styled(palette.style(Tone.PROMPT), cut(Cells.printable(name)))
        .toAttributedString());
  }

  /** A row that would be wider than the screen would go on in the next one. */
  private String cut(String row) {
    return cells.firstOf(row, Math.max(1, width - INDENT.length() - 1));
  }

  private void cutTo(int size) {
    rows.subList(size, rows.size()).clear();
  }

  /** Takes away what is no longer so. */
  private void cutChanged(ChatMessage message) {
    List<Part> parts = message.parts();
    boolean grows = !message.status().isTerminal();
    for (int index = 0; index < laid.size(); index++) {
      boolean isLast = index == laid.size() - 1;
      if (index >= parts.size() || !goesOn(laid.get(index), parts.get(index), isLast, grows)) {
        cutTo(laid.get(index).from);
        laid.subList(index, laid.size()).clear();
        return;
      }
    }
  }

  /** A text of one revision only grows while an answer writes it; later the application may change it. */
  private static boolean goesOn(Laid known, Part now, boolean isLast, boolean grows) {
    if (known.part instanceof Part.Text old && now instanceof Part.Text text) {
      int length = text.content().length();
      return old.revision() == text.revision()
          && (isLast ? length >= known.taken : length == known.taken)
          && (grows || begin(text, known.taken).equals(begin(old, known.taken)));
    }
    return known.part.equals(now);
  }

  private static String begin(Part.Text text, int length) {
    return text.content().subSequence(0, length);
  }

  private void layOut(ChatMessage message, long told) {
    List<Part> parts = message.parts();
    long left = told;
    for (int index = 0; index < parts.size() && left >= 0; index++) {
      Part part = parts.get(index);
      if (index == laid.size()) {
        begin(part);
      }
      if (part instanceof Part.Text text) {
        int length = text.content().length();
        type(laid.get(index), text, (int) Math.min(left, length), message);
        left = left == Long.MAX_VALUE ? left : left - length;
      }
    }
  }

  private void begin(Part part) {
    laid.add(new Laid(part, rows.size(), newWrapper()));
    if (part instanceof Part.Data data) {
      Shape.of(data)
          .ifPresent(shape -> shape
              .rows(cells, width - INDENT.length() - 1)
              .forEach(row -> add(new AttributedString(INDENT + row))));
    }
  }

  private void type(Laid last, Part.Text text, int to, ChatMessage message) {
    last.part = text;
    if (to <= last.taken) {
      return;
    }
    Tone tone = message.role().equals(Role.SYSTEM) ? Tone.QUIET : Tone.PLAIN;
    List<String> complete =
        last.wrapper.append(Cells.printable(text.content().subSequence(last.taken, to)));
    last.taken = to;
    if (last.hasTail) {
      cutTo(rows.size() - 1);
    }
    complete.forEach(row -> add(styled(row, tone)));
    String tail = last.wrapper.tail();
    last.hasTail = !tail.isEmpty();
    if (last.hasTail) {
      add(styled(tail, tone));
    }
  }

  private void end(ChatMessage message) {
    if (message.status() == MessageStatus.FAILED) {
      String words = message.error().map(ChatError::message).orElse("The answer failed.");
      RowWrapper wrapped = newWrapper();
      wrapped
          .append("✗ " + Cells.printable(words) + "\n")
          .forEach(row -> add(styled(row, Tone.FAULT)));
    } else if (message.status() == MessageStatus.CANCELLED) {
      add(styled(cut("■ stopped"), Tone.NEWS));
    }
  }

  private AttributedString styled(String row, Tone tone) {
    String indent = tone == Tone.QUIET ? "" : INDENT;
    return new AttributedString(indent + row, palette.style(tone));
  }

  private void add(AttributedString row) {
    rows.add(row);
    laidOut++;
  }

  int size() {
    return rows.size();
  }

  AttributedString row(int index) {
    return rows.get(index);
  }

  /** Tells whether a cursor can stand behind the last row. */
  boolean endsInText() {
    return !laid.isEmpty() && laid.get(laid.size() - 1).hasTail;
  }
}
