package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerDeliveryTest {
  private final Scene scene = new Scene();
  private final Queue<Runnable> readerTasks = new ArrayDeque<>();

  private void runReaders() {
    while (!readerTasks.isEmpty()) {
      readerTasks.remove().run();
    }
  }

  private Delivery.Every every(int limit) {
    return new Delivery.Every(readerTasks::add, limit);
  }

  private void texts(String... pieces) {
    for (String piece : pieces) {
      scene.text(piece);
    }
  }

  /** Writes calls down in words. */
  private static class Words implements AnswerListener {
    final List<String> calls = new ArrayList<>();

    @Override
    public void onStateChange(StateChange change) {
      calls.add(change.to().name());
    }

    @Override
    public void onText(String text) {
      calls.add("'" + text + "'");
    }

    @Override
    public void onOutcome(Outcome outcome) {
      calls.add("outcome '" + outcome.text() + "'");
    }

    @Override
    public void onOverflow(LimitExceededException error) {
      calls.add(error.getMessage());
    }
  }

  private final Words words = new Words();

  @Nested
  class Every {
    @Test
    void tellsASlowListenerEachMoveAndEachPieceForItself() {
      Answer answer = scene.chat.send("Why?");
      answer.subscribe(words, every(100));
      scene.time.run();
      texts("Be", "ca", "use");
      scene.sink().completed(true);
      assertThat(readerTasks).as("one task is enough").hasSize(1);
      runReaders();

      assertThat(words.calls)
          .containsExactly(
              "QUEUED",
              "CONNECTING",
              "STREAMING",
              "'Be'",
              "'ca'",
              "'use'",
              "COMPLETED",
              "outcome 'Because'");
    }

    @ParameterizedTest
    @EnumSource
    void tellsThePieceBeforeTheEndHoweverTheAnswerEnds(Ending ending) {
      Answer answer = scene.ask();
      answer.subscribe(words, every(100));
      texts("Be", "cause\uD83D");
      ending.of(scene, answer);
      runReaders();

      assertThat(words.calls)
          .containsExactly(
              "CONNECTING",
              "STREAMING",
              "'Be'",
              "'cause'",
              "'\uFFFD'",
              ending.status.name(),
              "outcome 'Because\uFFFD'");
    }

    @Test
    void tellsWhatIsThereAlreadyInOneCall() {
      Answer answer = scene.ask();
      texts("Be", "ca");
      answer.subscribe(words, every(100));
      texts("u", "se");
      scene.sink().completed(true);
      runReaders();

      assertThat(words.calls)
          .containsExactly("STREAMING", "'Beca'", "'u'", "'se'", "COMPLETED", "outcome 'Because'");
    }

    @Test
    void tellsEverythingToOneWhoComesAfterTheEnd() {
      Answer answer = scene.ask();
      texts("Be", "cause");
      scene.sink().completed(true);
      answer.subscribe(words, every(2));
      runReaders();

      assertThat(words.calls).containsExactly("'Because'", "COMPLETED", "outcome 'Because'");
    }

    @Test
    void tellsAllThatWaitedAndThenThatTheLimitWasPassedAndNothingMore() {
      Answer answer = scene.ask();
      answer.subscribe(words, every(3));
      texts("1", "2", "3", "4");
      runReaders();
      texts("5");
      scene.sink().completed(true);
      runReaders();

      assertThat(words.calls)
          .containsExactly(
              "CONNECTING",
              "STREAMING",
              "'1'",
              "Delivery.every is limited to 3, but 4 was reached; raise it with Delivery.every(...) if this is expected");
      assertThat(Scene.outcomeOf(answer).text()).isEqualTo("12345");
    }

    @Test
    void endsForNobodyElseWhenTheLimitWasPassed() {
      Answer answer = scene.ask();
      Words other = new Words();
      answer.subscribe(words, every(1));
      answer.subscribe(other, every(100));
      texts("1", "2");
      scene.sink().completed(true);
      runReaders();

      assertThat(words.calls).hasSize(2);
      assertThat(other.calls)
          .containsExactly("CONNECTING", "STREAMING", "'1'", "'2'", "COMPLETED", "outcome '12'");
    }

    @Test
    void reportsThePassedLimitIfTheListenerDoesNotCareForIt() {
      Answer answer = scene.ask();
      answer.subscribe(new AnswerListener() {}, every(1));
      texts("1", "2");
      runReaders();

      assertThat(scene.reported).singleElement().isInstanceOf(LimitExceededException.class);
    }

    @Test
    void letsAListenerThatFellBehindSubscribeAgain() {
      Answer answer = scene.ask();
      Words again = new Words() {
        @Override
        public void onOverflow(LimitExceededException error) {
          answer.subscribe(words, every(3));
        }
      };
      answer.subscribe(again, every(3));
      texts("1", "2", "3", "4");
      runReaders();
      scene.sink().completed(true);
      runReaders();

      assertThat(again.calls).containsExactly("CONNECTING", "STREAMING", "'1'");
      assertThat(words.calls).containsExactly("STREAMING", "'1234'", "COMPLETED", "outcome '1234'");
    }

    @Test
    void tellsTheNextCallThoughTheListenerThrewInEach() {
      Answer answer = scene.ask();
      answer.subscribe(
          new Words() {
            @Override
            public void onText(String text) {
              words.onText(text);
              throw new IllegalStateException("the listener's own");
            }
          },
          every(100));
      texts("1", "2", "3");
      runReaders();

      assertThat(words.calls).containsExactly("'1'", "'2'", "'3'");
      assertThat(scene.reported).hasSize(3);
    }

    @Test
    void tellsNothingMoreToAListenerThatClosesItself() {
      Answer answer = scene.ask();
      List<Subscription> own = new ArrayList<>();
      own.add(answer.subscribe(
          new AnswerListener() {
            @Override
            public void onText(String text) {
              words.onText(text);
              own.get(0).close();
            }
          },
          every(100)));
      texts("1", "2", "3");
      runReaders();

      assertThat(words.calls).containsExactly("'1'");
      assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    }

    @Test
    void mayCancelTheAnswerFromInsideADirectCall() {
      Answer answer = scene.ask();
      answer.subscribe(
          new AnswerListener() {
            @Override
            public void onText(String text) {
              words.onText(text);
              answer.cancel();
            }

            @Override
            public void onOutcome(Outcome outcome) {
              words.onOutcome(outcome);
            }
          },
          Delivery.every().on(Runnable::run));
      texts("1", "2");

      assertThat(words.calls).containsExactly("'1'", "outcome '1'");
    }
  }

  @Nested
  class Watching {
    private final List<String> seen = new ArrayList<>();

    private void see(ChatMessage message) {
      seen.add(message.status() + " '" + message.text() + "'");
    }

    @Test
    void showsWhatIsThereAndThenOnlyTheNewestAndAtLastTheEnd() {
      Answer answer = scene.ask();
      answer.watch(this::see, readerTasks::add);
      runReaders();
      texts("Be", "ca");
      runReaders();
      texts("u", "se");
      assertThat(readerTasks).hasSize(1);
      scene.sink().completed(true);
      runReaders();

      assertThat(seen).containsExactly("PENDING ''", "STREAMING 'Beca'", "COMPLETED 'Because'");
    }

    @ParameterizedTest
    @EnumSource
    void showsTheEndAndNothingAfterIt(Ending ending) {
      Answer answer = scene.ask();
      answer.watch(this::see, readerTasks::add);
      texts("Because");
      ending.of(scene, answer);
      runReaders();
      if (ending.leavesTheMessageInTheConversation()) {
        scene.conversation.edit(answer.primary(), message -> message.text("other"));
      }
      runReaders();

      assertThat(seen).containsExactly(ending.status + " 'Because'");
    }

    @Test
    void showsWhatTheAnswerChangesBesideTheText() {
      Answer answer = scene.ask();
      List<FinishReason> reasons = new ArrayList<>();
      answer.watch(message -> message.finishReason().ifPresent(reasons::add), Runnable::run);
      scene.primary().finish(FinishReason.STOP);

      assertThat(reasons).containsExactly(FinishReason.STOP);
    }

    @Test
    void showsTheEndToOneWhoComesAfterIt() {
      Answer answer = scene.ask();
      texts("Because");
      answer.cancel();
      answer.watch(this::see, Runnable::run);

      assertThat(seen).containsExactly(MessageStatus.CANCELLED + " 'Because'");
    }

    @Test
    void goesOnAfterAConsumerThatThrows() {
      Answer answer = scene.ask();
      answer.watch(
          message -> {
            see(message);
            throw new IllegalStateException("the consumer's own");
          },
          Runnable::run);
      texts("Because");
      scene.sink().completed(true);

      assertThat(seen.get(seen.size() - 1)).isEqualTo("COMPLETED 'Because'");
      assertThat(scene.reported).hasSameSizeAs(seen);
    }
  }
}
