package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A reader that is told all text that came while it was busy as one, which it reads in the store when
 * it tells it. It keeps the moves, of which an answer makes a few, and its places in what is said.
 *
 * <p>{@code moves} and {@code notices} are guarded by the answer's lock. {@code cursor} and {@code parts}
 * belong to the drain.
 */
final class CoalescingReader extends CallingReader {
  private static final int MOST_NOTICES = 256;

  /** What one notice takes the place of. */
  private record NoticeKey(String type, @Nullable String id) {
    NoticeKey(Part.Data notice) {
      this(notice.type(), notice.id());
    }
  }

  private final AnswerListener listener;
  private final boolean canUnsay;
  private final Queue<StateChange> moves = new ArrayDeque<>();
  private final Map<NoticeKey, Part.Data> notices = new LinkedHashMap<>();
  private final TextCursor cursor = new TextCursor();
  private final PartCursor parts = new PartCursor();

  CoalescingReader(AnswerRun run, AnswerListener listener, boolean canUnsay, Executor executor) {
    super(run, executor);
    this.listener = listener;
    this.canUnsay = canUnsay;
  }

  @Override
  boolean canUnsay() {
    return canUnsay;
  }

  @Override
  void offer(StateChange move) {
    moves.add(move);
  }

  @Override
  void offer(Part.Data notice) {
    notices.remove(new NoticeKey(notice)); // so that the latest stands last
    notices.put(new NoticeKey(notice), notice);
    if (notices.size() > MOST_NOTICES) {
      notices.remove(notices.keySet().iterator().next());
    }
  }

  @Override
  void drain() {
    if (isClosed()) {
      return;
    }
    // What was said first: every move that came before it is then among the moves.
    List<ChatMessage> messages = run.messages();
    List<StateChange> arrived = new ArrayList<>();
    List<Part.Data> told = new ArrayList<>();
    Outcome outcome;
    synchronized (run.state().readers().lock()) {
      arrived.addAll(moves);
      moves.clear();
      told.addAll(notices.values());
      notices.clear();
      outcome = run.state().outcome().orElse(null);
    }
    tellMoves(arrived, false);
    tellContent(outcome == null ? messages : outcome.messages());
    told.forEach(notice -> tell(() -> listener.onNotice(notice)));
    if (outcome != null) {
      tellMoves(arrived, true);
      tell(() -> listener.onOutcome(outcome));
      close();
    }
  }

  private void tellMoves(List<StateChange> arrived, boolean terminal) {
    for (StateChange move : arrived) {
      if (move.to().isTerminal() == terminal) {
        tell(() -> listener.onStateChange(move));
      }
    }
  }

  private void tellContent(List<ChatMessage> messages) {
    tellText(messages.get(0));
    parts.next(messages).forEach(change -> tell(() -> listener.onPart(change)));
  }

  private void tellText(ChatMessage message) {
    if (cursor.isVoid(message)) {
      String whole = cursor.restart(message);
      tell(() -> listener.onTextReplaced(whole));
    }
    for (String text = cursor.next(message); text != null; text = cursor.next(message)) {
      String news = text;
      tell(() -> listener.onText(news));
    }
  }
}
