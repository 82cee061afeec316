package io.github.streamingchat.examples.console;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.examples.terminal.Cells;
import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.examples.terminal.Tone;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.view.StatusLines;
import io.github.streamingchat.view.Typewriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * Shows a page in a whole terminal, with two rows below it for what goes on. What was not
 * changed is neither laid out nor painted again.
 *
 * <p>One thread paints: it runs what waits in {@code news}, which the answers' typewriters and the thread
 * that writes the page hand to it. {@link #watch}, {@link #look} and {@link #rowsLaidOut} are for any
 * thread.
 */
final class LivePage implements Audience {
  private static final int FOOT = 2;

  private final Terminal terminal;
  private final Conversation conversation;
  private final Typewriter typewriter;
  private final LongSupplier nanoTime;
  private final Cells cells;
  private final Palette palette;
  private final RowPainter painter;
  private final Viewport viewport;
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

  /** How many characters of the answers that are being typed were told. */
  private final Map<MessageId, Long> told = new HashMap<>();

  private int columns;
  private int rows;
  private @Nullable StateChange lastMove;
  private long movedAt;
  private volatile long rowsLaidOut;

  LivePage(
      Terminal terminal,
      Palette palette,
      Conversation conversation,
      Typewriter typewriter,
      LongSupplier nanoTime) {
    this.terminal = terminal;
    this.palette = palette;
    this.conversation = conversation;
    this.typewriter = typewriter;
    this.nanoTime = nanoTime;
    cells = new Cells(terminal);
    painter = new RowPainter(terminal);
    viewport = new Viewport(cells, palette);
  }

  @Override
  public Outcome watch(Supplier<Answer> asked) throws InterruptedException {
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    CompletableFuture<Answer> begun = new CompletableFuture<>();
    news.add(() -> begin(asked, begun, end));
    try {
      return end.get();
    } catch (InterruptedException left) {
      var unused = begun.thenAccept(Answer::cancel);
      throw left;
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the stream could not be begun", failed.getCause());
    }
  }

  private void begin(
      Supplier<Answer> asked, CompletableFuture<Answer> begun, CompletableFuture<Outcome> end) {
    try {
      Answer answer = asked.get();
      told.put(answer.primary(), 0L);
      var unused = typewriter.follow(answer, new Typed(answer.primary(), end), news::add);
      begun.complete(answer);
    } catch (RuntimeException refused) {
      end.completeExceptionally(refused);
    }
  }

  /** Takes what the typewriter tells, on the thread that paints. */
  private final class Typed implements AnswerListener {
    private final MessageId id;
    private final CompletableFuture<Outcome> end;

    Typed(MessageId id, CompletableFuture<Outcome> end) {
      this.id = id;
      this.end = end;
    }

    @Override
    public void onStateChange(StateChange change) {
      lastMove = change;
      movedAt = nanoTime.getAsLong();
    }

    @Override
    public void onText(String piece) {
      told.merge(id, (long) piece.length(), Long::sum);
    }

    @Override
    public void onTextReplaced(String whole) {
      told.put(id, (long) whole.length());
    }

    @Override
    public void onOutcome(Outcome outcome) {
      told.remove(id);
      lastMove = null;
      end.complete(outcome);
    }
  }

  /** Each frame looks for itself. */
  @Override
  public void look() {}

  @Override
  public long rowsLaidOut() {
    return rowsLaidOut;
  }

  long rowsPainted() {
    return painter.rowsPainted();
  }

  /** Moves what is seen of the history, by windows; up if more than none. */
  void scroll(int rowsUp) {
    viewport.scroll(rowsUp);
  }

  int pageHeight() {
    return viewport.height();
  }

  void follow() {
    viewport.follow();
  }

  /**
   * Takes what is new and paints what has changed.
   *
   * @param title what is played
   * @param hints what can be done, the most important first
   */
  void frame(String title, List<String> hints) {
    for (Runnable next = news.poll(); next != null; next = news.poll()) {
      next.run();
    }
    adoptSize();
    Snapshot history = conversation.snapshot();
    List<AttributedString> screen =
        new ArrayList<>(viewport.rows(history, id -> told.getOrDefault(id, Long.MAX_VALUE)));
    rowsLaidOut = viewport.rowsLaidOut();
    while (screen.size() < rows - FOOT) {
      screen.add(AttributedString.EMPTY);
    }
    screen.add(foot(List.of(title), Tone.PROMPT));
    screen.add(foot(status(hints), Tone.QUIET));
    painter.paint(screen);
  }

  /** Leaves out what does not fit, from the end. */
  private AttributedString foot(List<String> words, Tone tone) {
    String row = "";
    for (String word : words) {
      String longer = row.isEmpty() ? word : row + " · " + word;
      row = row.isEmpty() || cells.width(longer) < columns ? longer : row;
    }
    return new AttributedString(cells.firstOf(row, columns - 1), palette.style(tone));
  }

  private List<String> status(List<String> hints) {
    List<String> words = new ArrayList<>();
    StateChange move = lastMove;
    if (!viewport.isFollowing()) {
      words.add("Looking back, End follows");
    } else if (move != null) {
      Duration since = Duration.ofNanos(nanoTime.getAsLong() - movedAt);
      words.add(StatusLines.DEFAULTS.at(move.to(), since));
    }
    words.addAll(hints);
    return words;
  }

  private void adoptSize() {
    int newColumns = Math.max(10, terminal.getColumns());
    int newRows = Math.max(FOOT + 1, terminal.getRows());
    if (newColumns != columns || newRows != rows) {
      columns = newColumns;
      rows = newRows;
      viewport.resize(columns, rows - FOOT);
      painter.clear();
    }
  }
}
