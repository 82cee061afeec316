package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.delivery.BoundedQueue;
import java.util.List;

/**
 * A reader that is told each piece for itself. A piece that waits is the message as the piece left it,
 * which shares its text with what came before and after: nothing is copied for it.
 *
 * <p>The thread that brings a piece wakes the readers before it brings the next one, so what has come
 * since the last waking is one piece. It is noted under the answer's lock, as moves are, and so stands
 * between those before and those after it. {@code calls}, {@code noted}, {@code parts} and {@code begun} are
 * guarded by that lock; {@code told} belongs to the drain.
 */
final class EveryReader extends CallingReader {
  private final AnswerListener listener;
  private final boolean canUnsay;
  private final BoundedQueue<Runnable> calls;
  private final TextCursor noted = new TextCursor();
  private final TextCursor told = new TextCursor();
  private final PartCursor parts = new PartCursor();
  private boolean begun;

  EveryReader(AnswerRun run, AnswerListener listener, boolean canUnsay, Delivery.Every delivery) {
    super(run, delivery.executor());
    this.listener = listener;
    this.canUnsay = canUnsay;
    this.calls = new BoundedQueue<>(delivery.limit());
  }

  @Override
  boolean canUnsay() {
    return canUnsay;
  }

  @Override
  void offer(StateChange move) {
    boolean opensTheStory = !begun && !move.to().isTerminal();
    begun = true;
    if (!opensTheStory) {
      noteText();
    }
    calls.add(() -> tell(() -> listener.onStateChange(move)));
  }

  @Override
  void offer(Part.Data notice) {
    noteText();
    calls.add(() -> tell(() -> listener.onNotice(notice)));
  }

  @Override
  void signal() {
    synchronized (run.state().readers().lock()) {
      noteText();
    }
    super.signal();
  }

  private void noteText() {
    if (isClosed() || calls.isOverflowed()) {
      return;
    }
    List<ChatMessage> messages = run.messages();
    ChatMessage message = messages.get(0);
    boolean isVoid = noted.isVoid(message);
    if (isVoid) {
      noted.restart(message);
    }
    boolean isMore = noted.skip(message);
    List<PartChange> changes = parts.next(messages);
    if (isVoid || isMore || !changes.isEmpty()) {
      calls.add(() -> tellContent(isVoid, message, changes));
    }
  }

  @Override
  void drain() {
    if (isClosed()) {
      return;
    }
    Runnable call;
    boolean overflowed;
    Outcome outcome;
    synchronized (run.state().readers().lock()) {
      call = calls.poll();
      overflowed = calls.isOverflowed();
      outcome = run.state().outcome().orElse(null);
    }
    if (call != null) {
      loop.signal(); // the next call, or the end, has a round of its own
      call.run();
    } else if (overflowed) {
      tell(() -> listener.onOverflow(calls.exceeded()));
      close();
    } else if (outcome != null) {
      tell(() -> listener.onOutcome(outcome));
      close();
    }
  }

  private void tellContent(boolean isVoid, ChatMessage message, List<PartChange> changes) {
    if (isVoid) {
      tellReplaced(message);
    }
    tellText(message);
    changes.forEach(change -> tell(() -> listener.onPart(change)));
  }

  private void tellReplaced(ChatMessage message) {
    String whole = told.restart(message);
    tell(() -> listener.onTextReplaced(whole));
  }

  private void tellText(ChatMessage message) {
    for (String text = told.next(message); text != null; text = told.next(message)) {
      String news = text;
      tell(() -> listener.onText(news));
    }
  }
}
