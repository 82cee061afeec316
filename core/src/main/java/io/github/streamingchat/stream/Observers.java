package io.github.streamingchat.stream;

import io.github.streamingchat.internal.delivery.SerialCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The observers of one answer. Things happen to an answer on several threads; they are queued in
 * their order and told by one thread at a time, which is the thread of the first of them.
 *
 * <p>Thread-safe. The state machine queues its moves under its lock; nobody is called there.
 */
final class Observers {
  private final List<Function<? super Answer, ? extends AnswerObserver>> makers;
  private final Answer answer;
  private final Consumer<? super Throwable> report;

  /** Null if nobody listens, as to most of the thousands of answers that a server may have. */
  private final @Nullable SerialCalls untold;

  /** Made with the first call, when the answer has its message; the calls' own. */
  private @Nullable List<AnswerObserver> all;

  Observers(
      List<Function<? super Answer, ? extends AnswerObserver>> makers,
      Answer answer,
      Consumer<? super Throwable> report) {
    this.makers = makers;
    this.answer = answer;
    this.report = report;
    this.untold = makers.isEmpty() ? null : new SerialCalls(report);
  }

  /** Whether nobody listens, so that nothing need be made for them. */
  boolean isEmpty() {
    return untold == null;
  }

  /** Queues a call, which the next {@link #tell} makes. May be called under a lock. */
  void queue(Consumer<AnswerObserver> call) {
    if (untold != null) {
      untold.queue(() -> all().forEach(observer -> tell(observer, call)));
    }
  }

  /** Makes the calls that are queued. Called without any lock. */
  void tell() {
    if (untold != null) {
      CallbackThread.enter();
      try {
        untold.make();
      } finally {
        CallbackThread.leave();
      }
    }
  }

  void tell(Consumer<AnswerObserver> call) {
    queue(call);
    tell();
  }

  private List<AnswerObserver> all() {
    List<AnswerObserver> made = all;
    if (made == null) {
      made = new ArrayList<>();
      for (Function<? super Answer, ? extends AnswerObserver> maker : makers) {
        try {
          made.add(
              Objects.requireNonNull(maker.apply(answer), "the maker of an observer gave null"));
        } catch (Throwable thrown) { // also what other languages throw undeclared
          report.accept(thrown);
        }
      }
      all = made;
    }
    return made;
  }

  /** One that throws takes nothing from the others. */
  private void tell(AnswerObserver observer, Consumer<AnswerObserver> call) {
    try {
      call.accept(observer);
    } catch (Throwable thrown) { // also what other languages throw undeclared
      report.accept(thrown);
    }
  }
}
