package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.StateChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer over the wire has exactly one end, and no listener can spoil another's. */
class OneEndTest {
  private static final class Ends implements AnswerListener {
    final List<String> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch outcome = new CountDownLatch(1);

    @Override
    public void onStateChange(StateChange change) {
      if (change.to().isTerminal()) {
        seen.add("moved to " + change.to());
      }
    }

    @Override
    public void onOutcome(Outcome result) {
      seen.add("outcome " + result.status());
      outcome.countDown();
    }
  }

  private static final class Throwing implements AnswerListener {
    @Override
    public void onStateChange(StateChange change) {
      throw new IllegalStateException("state");
    }

    @Override
    public void onText(String text) {
      throw new AssertionError("text");
    }

    @Override
    public void onOutcome(Outcome outcome) {
      throw new UnsupportedOperationException("outcome");
    }
  }

  private static final Executor DIRECT = Runnable::run;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      COMPLETED | data: [DONE]
      FAILED    | data: {"error":"no"}
      FAILED    | data: {"choices"
      """)
  void isToldOnceAndLast(MessageStatus status, String last) throws Exception {
    CountDownLatch subscribed = new CountDownLatch(1);
    try (Dialogue dialogue = Dialogue.with(connection -> {
      await(subscribed);
      connection.send(LoopbackPeer.streamHead() + Chunks.text("Hi") + last + "\n\n" + last + "\n\n"
          + Chunks.DONE.replace("[DONE]", status == MessageStatus.FAILED ? "" : "[DONE]"));
    })) {
      Answer answer = dialogue.ask();
      Ends direct = new Ends();
      Ends pooled = new Ends();
      answer.subscribe(direct, DIRECT);
      answer.subscribe(pooled);
      subscribed.countDown();

      assertThat(dialogue.ended(answer).status()).isEqualTo(status);
      for (Ends ends : List.of(direct, pooled)) {
        await(ends.outcome);
        assertThat(ends.seen).containsExactly("moved to " + status, "outcome " + status);
      }
    }
  }

  @Test
  void survivesListenersThatThrowAndReportsThem() {
    List<Throwable> reported = new CopyOnWriteArrayList<>();
    CountDownLatch subscribed = new CountDownLatch(1);
    Conversation conversation =
        Conversation.builder("c").onCallbackError(reported::add).build();
    try (Dialogue dialogue = Dialogue.with(
        connection -> {
          await(subscribed);
          connection.send(LoopbackPeer.streamHead() + Chunks.HELLO);
        },
        chat -> chat.conversation(conversation))) {
      Answer answer = dialogue.ask();
      Ends ends = new Ends();
      answer.subscribe(new Throwing(), DIRECT);
      answer.subscribe(new Throwing());
      answer.subscribe(ends, DIRECT);
      conversation.subscribe(
          change -> {
            throw new IllegalArgumentException("change");
          },
          DIRECT);
      subscribed.countDown();

      Outcome outcome = dialogue.ended(answer);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Hello");
      await(ends.outcome);
      assertThat(ends.seen).containsExactly("moved to COMPLETED", "outcome COMPLETED");
      Eventually.await(
          "both were reported",
          () -> reported.stream()
                  .filter(UnsupportedOperationException.class::isInstance)
                  .count()
              == 2);
      assertThat(reported)
          .extracting(Throwable::getMessage)
          .contains("state", "text", "outcome", "change");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
