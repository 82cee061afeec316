package io.github.streamingchat.source;

import static io.github.streamingchat.source.SourceScene.assertCancelled;
import static io.github.streamingchat.source.SourceScene.assertCompleted;
import static io.github.streamingchat.source.SourceScene.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a guard against hanging; nothing here waits for time
class PulledSourceTest {
  private final SourceScene scene = new SourceScene();
  private final AtomicInteger pulls = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();

  /** Says "x" for ever. */
  private class Endless implements Iterator<String>, AutoCloseable {
    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public String next() {
      pulls.incrementAndGet();
      return "x";
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  @Test
  void theItemsOfAnIterableAreTheAnswer() {
    assertCompleted(scene.ask(Answers.fromIterable(request -> List.of("Be", "cause"))), "Because");
  }

  @Test
  void aSourceSeesTheQuestion() {
    Answers echo = Answers.fromIterable(
        request -> List.of("You said: ", request.messages().get(0).text()));

    assertCompleted(scene.ask(echo), "You said: Why?");
  }

  @Test
  void aSourceWithoutItemsIsAnEmptyAnswer() {
    assertCompleted(scene.ask(Answers.fromIterable(request -> List.of())), "");
  }

  @Test
  void aStreamIsClosedAtItsEnd() {
    Answers lines =
        Answers.fromStream(request -> Stream.of("Be", "cause").onClose(closes::incrementAndGet));

    assertCompleted(scene.ask(lines), "Because");
    assertThat(closes).hasValue(1);
  }

  @Test
  void aStreamThatThrowsIsClosedAndFailsTheAnswerWithTheTextKept() {
    IllegalStateException thrown = new IllegalStateException("secret");
    Answers broken = Answers.fromStream(request -> Stream.of("Be", "!")
        .peek(piece -> {
          if (piece.equals("!")) {
            throw thrown;
          }
        })
        .onClose(closes::incrementAndGet));

    ChatError error = assertFailed(scene.ask(broken), ChatError.Kind.APPLICATION, "Be");
    assertThat(error.cause()).isSameAs(thrown);
    assertThat(error.retryable()).isFalse();
    assertThat(error.message()).doesNotContain("secret");
    assertThat(closes).hasValue(1);
  }

  @Test
  void aParallelStreamIsReadInItsOrder() {
    List<String> pieces =
        Stream.iterate(0, i -> i + 1).limit(999).map(i -> i + " ").toList();

    assertCompleted(
        scene.ask(Answers.fromStream(request -> pieces.parallelStream())), String.join("", pieces));
  }

  @Test
  void aFactoryThatThrowsACheckedExceptionFailsTheAnswer() {
    IOException thrown = new IOException("no such file");
    Answer answer = scene.ask(Answers.fromStream(request -> {
      throw thrown;
    }));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
  }

  @Test
  void aFactoryThatGivesNullFailsTheAnswer() {
    ChatError error = assertFailed(
        scene.ask(Answers.fromIterator(request -> null)), ChatError.Kind.APPLICATION, "");

    assertThat(error.cause()).isInstanceOf(ChatException.class);
    assertThat(error.message()).contains("null");
  }

  @Test
  void aNullItemFailsTheAnswerAndSaysSo() {
    Answer answer = scene.ask(Answers.fromIterable(request -> Arrays.asList("Be", null, "cause")));

    ChatError error = assertFailed(answer, ChatError.Kind.APPLICATION, "Be");
    assertThat(error.cause()).isInstanceOf(ChatException.class);
    assertThat(error.message()).contains("null");
  }

  @Test
  void aWriterSaysWhatAnItemMeans() {
    Answer answer = scene.ask(Answers.fromIterable(request -> List.of(1, 2, 3), (out, number) -> {
      if (number < 3) {
        out.text(number + ";");
      } else {
        out.finish(FinishReason.STOP);
      }
    }));

    assertCompleted(answer, "1;2;");
    assertThat(answer.message().finishReason()).contains(FinishReason.STOP);
  }

  @Test
  void aWriterThatThrowsFailsTheAnswerAndClosesTheSource() {
    IOException thrown = new IOException("cannot tell");
    Answer answer = scene.ask(Answers.fromIterator(request -> new Endless(), (out, item) -> {
      throw thrown;
    }));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
    assertThat(pulls).hasValue(1);
    assertThat(closes).hasValue(1);
  }

  @Test
  void anEventMayEndTheAnswerBeforeTheSourceDoes() {
    List<StreamEvent> events =
        List.of(StreamEvent.text("Be"), new StreamEvent.Truncated(null), StreamEvent.text("cause"));
    Answer answer = scene.ask(Answers.fromIterable(request -> events, AnswerEmitter::event));

    assertFailed(answer, ChatError.Kind.TRUNCATED, "Be");
    assertThat(answer.lateEvents()).isEmpty();
  }

  @Test
  void nothingIsPulledAfterACancelFromInsideAPieceAndTheSourceIsClosedOnce() {
    AtomicReference<Answer> answer = new AtomicReference<>();
    answer.set(
        scene.send(Answers.fromIterator(request -> new Endless()).on(scene.time.executor())));
    answer.get().onText(piece -> answer.get().cancel(), Runnable::run);
    scene.time.run();

    assertCancelled(answer.get(), "x");
    assertThat(pulls).hasValue(1);
    assertThat(closes).hasValue(1);
    assertThat(answer.get().lateEvents()).isEmpty();
  }

  @Test
  void aSourceIsNotOpenedForAnAnswerThatIsCancelledAlready() {
    AtomicInteger opened = new AtomicInteger();
    List<Runnable> tasks = new ArrayList<>();
    Answer answer = scene.send(Answers.fromIterator(request -> {
          opened.incrementAndGet();
          return new Endless();
        })
        .on(tasks::add));
    scene.time.run();
    answer.cancel();
    tasks.forEach(Runnable::run);

    assertThat(tasks).hasSize(1);
    assertThat(opened).hasValue(0);
  }

  @Test
  void anAnswerThatPassesItsLimitStopsItsSource() {
    scene.limits(Limits.builder().maxMessageChars(5).build());

    assertFailed(
        scene.ask(Answers.fromIterator(request -> new Endless())), ChatError.Kind.LIMIT, "xxxxx");
    assertThat(pulls).hasValue(6);
    assertThat(closes).hasValue(1);
  }

  @Test
  void aCancelInterruptsAThreadThatIsBlockedInTheSource() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    Answer answer = scene.send(Answers.fromStream(request -> Stream.generate(() -> {
          blocked.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException interrupted) {
            left.countDown();
          }
          return "late";
        })
        .onClose(closes::incrementAndGet)));
    scene.time.run();
    await(blocked);
    answer.cancel();

    assertCancelled(answer, "");
    await(left);
  }

  @Test
  void aCancelClosesWhatABlockedThreadReads() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    Answer answer = scene.send(Answers.fromStream(request -> Stream.generate(() -> {
          blocked.countDown();
          awaitUninterruptibly(closed);
          left.countDown();
          return "late";
        })
        .onClose(() -> {
          closes.incrementAndGet();
          closed.countDown();
        })));
    scene.time.run();
    await(blocked);
    answer.cancel();
    await(left);

    assertCancelled(answer, "");
    assertThat(closes).hasValue(1);
  }

  @Test
  void aSourceThatCannotBeClosedFailsTheAnswerWithTheTextKept() {
    IllegalStateException thrown = new IllegalStateException("cannot");
    Answer answer = scene.ask(Answers.fromStream(request -> Stream.of("Because").onClose(() -> {
      throw thrown;
    })));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "Because").cause())
        .isSameAs(thrown);
  }

  @Test
  void aSourceThatFailsAndCannotBeClosedTellsBoth() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");
    Answer answer = scene.ask(Answers.fromStream(request -> Stream.generate(() -> {
          throw first;
        })
        .map(Object::toString)
        .onClose(() -> {
          throw second;
        })));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(first);
    assertThat(first.getSuppressed()).containsExactly(second);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
