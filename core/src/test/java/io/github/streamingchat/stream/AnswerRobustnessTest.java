package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Role;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.EventSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the application's own code, or a strange peer, may do without harm to the answer. */
class AnswerRobustnessTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aListenerThatThrowsAnUndeclaredExceptionStillHearsTheOutcome() {
    Scene scene = new Scene(Script.answering("Be", "cause"));
    List<Outcome> outcomes = new ArrayList<>();
    Answer answer = scene.chat.send("Why?");
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onText(String text) {
            AnswerRobustnessTest.<RuntimeException>throwUndeclared(new IOException("full"));
          }

          @Override
          public void onOutcome(Outcome outcome) {
            outcomes.add(outcome);
          }
        },
        Runnable::run);
    scene.time.run();

    assertThat(outcomes).hasSize(1);
    assertThat(scene.reported).isNotEmpty().allMatch(IOException.class::isInstance);
  }

  @Test
  void callbacksThatBlockKeepNoOtherAnswerFromStartingOrEnding() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try {
      for (int i = 0; i < 40; i++) {
        Conversation blocked = Conversation.create();
        blocked.subscribe(change -> {
          try {
            release.await(LONG.toSeconds(), TimeUnit.SECONDS);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
        blocked.add(MessageDraft.user("Hi"));
      }
      Chat chat = Chat.builder(
              new ScriptedTransport(Scheduler.system(), Script.answering("Be", "cause")))
          .build();

      assertThat(chat.send("Why?").join(LONG).text()).isEqualTo("Because");
    } finally {
      release.countDown();
    }
  }

  /** A scheduler whose timers cannot be set, or cannot be taken back. */
  private record BrokenScheduler(Scheduler good, boolean breaksSchedule) implements Scheduler {
    @Override
    public Instant now() {
      return good.now();
    }

    @Override
    public long nanoTime() {
      return good.nanoTime();
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
      if (breaksSchedule) {
        throw new IllegalStateException("no timers");
      }
      return () -> {
        throw new IllegalStateException("no way back");
      };
    }
  }

  @Test
  void aSchedulerThatSetsNoTimersFailsTheAnswerAndFreesTheConversation() {
    Scene scene = new Scene();
    Answer answer = scene
        .chatOver(scene.transport)
        .scheduler(new BrokenScheduler(scene.time, true))
        .build()
        .send("Why?");

    assertThat(Scene.outcomeOf(answer).error())
        .map(ChatError::kind)
        .contains(ChatError.Kind.APPLICATION);
    assertThat(scene.conversation.isBusy()).isFalse();
  }

  @Test
  void aSchedulerThatTakesNoTimerBackKeepsNoAnswerFromItsEnd() {
    Scene scene = new Scene();
    Answer answer = scene
        .chatOver(scene.transport)
        .scheduler(new BrokenScheduler(scene.time, false))
        .build()
        .send("Why?");
    scene.time.run();
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(scene.conversation.isBusy()).isFalse();
    assertThat(scene.reported).isNotEmpty();
  }

  @Test
  void theSchedulerIsNeverCalledUnderALockOfTheClocks() {
    AtomicInteger calls = new AtomicInteger();
    Watchdog[] watched = new Watchdog[1];
    VirtualTime time = new VirtualTime();
    Scheduler looking = new Scheduler() {
      @Override
      public Instant now() {
        return time.now();
      }

      @Override
      public long nanoTime() {
        return time.nanoTime();
      }

      @Override
      public Task schedule(Duration delay, Runnable task) {
        calls.incrementAndGet();
        assertThat(Thread.holdsLock(watched[0])).isFalse();
        return time.schedule(delay, task);
      }
    };
    watched[0] = new Watchdog(looking, Scene.TIMEOUTS, clock -> {}, thrown -> {});
    watched[0].start();
    watched[0].life();
    watched[0].stop();

    assertThat(calls).hasValue(2);
    assertThat(time.timers()).isZero();
  }

  private static ChatTransport opening(Supplier<Connection> opened) {
    return new ChatTransport() {
      @Override
      public Connection open(AnswerRequest request, EventSink sink) {
        return opened.get();
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aTransportThatGivesNoConnectionFailsTheAnswer() {
    Scene scene = new Scene();
    ChatTransport givesNull = opening(() -> null);
    Answer answer = scene.chatOver(givesNull).build().send("Why?");
    scene.time.run();

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.APPLICATION);
    assertThat(error.message()).contains("gave null");
  }

  @Test
  void theWordsOfAForeignExceptionStayInTheCause() {
    Scene scene = new Scene();
    ChatTransport throwing = opening(() -> {
      throw new IllegalStateException("vault sealed, token=SECRET");
    });
    Answer answer = scene.chatOver(throwing).build().send("Why?");
    scene.time.run();

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.message()).doesNotContain("SECRET");
    assertThat(error.cause()).hasMessageContaining("SECRET");
  }

  @Test
  void silenceBehindTheHeadersIsNotCalledTheMiddleOfTheAnswer() {
    Scene scene = new Scene();
    Answer answer = scene.ask();
    scene.sink().connected();
    scene.time.advance(Scene.TIMEOUTS.idle());

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().message())
        .contains("none of the answer arrived")
        .doesNotContain("was kept");
  }

  @Test
  void moreCandidatesThanTheLimitFailTheAnswerAndKeepItsText() {
    Scene scene = new Scene(Limits.builder().maxCandidates(2).build());
    Answer answer = scene.ask();
    scene.text("Because");
    scene.sink().message("1").text("content", "Since");
    scene.sink().message("2").text("content", "As");

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.error().orElseThrow().message()).contains("maxCandidates");
    assertThat(outcome.messages()).hasSize(2);
    assertThat(outcome.text()).isEqualTo("Because");
  }

  @Test
  void aPeerThatNamesItselfAnewEachTimeIsNotRememberedForEver() {
    Scene scene = new Scene();
    Answer answer = scene.ask();
    for (int i = 0; i < 1000; i++) {
      scene.sink().primary().started("id-" + i, null);
    }

    assertThat(answer.message().aliases()).hasSizeLessThan(100).contains("id-0");
  }

  @Test
  void aMessageThatIsStillToGrowCannotBeSent() {
    Scene scene = new Scene();
    MessageDraft growing = MessageDraft.builder(Role.USER)
        .status(MessageStatus.STREAMING)
        .text("Wh")
        .build();

    assertThatThrownBy(() -> scene.chat.send(growing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("STREAMING");
    assertThat(scene.conversation.snapshot().size()).isZero();
  }

  @Test
  void eachChatOfABuilderHasATransportAndAConversationOfItsOwn() {
    Scene scene = new Scene();
    List<ScriptedTransport> made = new ArrayList<>();
    Chat.Builder builder = Chat.builder(() -> {
      made.add(new ScriptedTransport(scene.time));
      return made.get(made.size() - 1);
    });
    assertThat(made).isEmpty();

    Chat one = builder.build();
    Chat other = builder.build();
    one.close();

    assertThat(made).hasSize(2);
    assertThat(made.get(0).isClosed()).isTrue();
    assertThat(made.get(1).isClosed()).isFalse();
    assertThat(one.conversation()).isNotSameAs(other.conversation());
  }

  @Test
  void onOutcomeTellsAfterTheEndToo() {
    Scene scene = new Scene(Script.answering("Because"));
    Answer answer = scene.chat.send("Why?");
    scene.time.run();
    List<String> told = new ArrayList<>();
    answer.onOutcome(outcome -> told.add(outcome.text()), Runnable::run);

    assertThat(told).containsExactly("Because");
  }
}
