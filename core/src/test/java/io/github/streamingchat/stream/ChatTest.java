package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Role;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatTest {
  private final Scene scene = new Scene();

  @Test
  void closeCancelsTheRunningAnswerAndKeepsItsText() {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.chat.close();

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Be");
    assertThat(scene.attempt().isCancelled()).isTrue();
    assertThat(scene.inConversation(answer.primary()).text()).isEqualTo("Be");
    scene.assertNothingLeftBehind();
  }

  @Test
  void closeClosesItsOwnTransportOnce() {
    AtomicReference<ScriptedTransport> made = new AtomicReference<>();
    OpeningTransport counting = new OpeningTransport((request, sink) -> () -> {});
    try (Chat scripted = Chat.over(() -> {
      made.set(new ScriptedTransport(scene.time));
      return made.get();
    })) {
      assertThat(made.get().isClosed()).isFalse();
      assertThat(scripted.conversation().snapshot().size()).isZero();
    }
    Chat chat = Chat.builder(() -> counting).build();
    chat.close();
    chat.close();

    assertThat(made.get().isClosed()).isTrue();
    assertThat(counting.closes()).isEqualTo(1);
  }

  @Test
  void closeLeavesALentTransportOpen() {
    scene.ask();
    scene.chat.close();
    scene.chat.close();

    assertThat(scene.transport.isClosed()).isFalse();
  }

  @Test
  void closeAfterTheEndChangesNothing() {
    Answer answer = scene.ask();
    scene.sink().completed(true);
    scene.chat.close();

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
  }

  @Test
  void aClosedChatRefusesToAskAndAddsNothing() {
    scene.chat.close();

    assertThatThrownBy(() -> scene.chat.send("Why?"))
        .isInstanceOf(ChatException.class)
        .hasMessageContaining("closed");
    assertThat(scene.conversation.snapshot().version()).isZero();
    scene.assertNothingLeftBehind();
  }

  @Test
  void closeFromInsideTheBeginCancelsTheAnswerThatIsBegun() {
    scene.conversation.subscribe(change -> scene.chat.close(), Runnable::run);
    Answer answer = scene.chat.send("Why?");
    scene.time.run();

    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(scene.transport.attempts()).isEmpty();
    scene.assertNothingLeftBehind();
  }

  @Test
  void closeCancelsAlsoTheAnswerThatWasAskedForInsideTheEndOfAnother() {
    List<Answer> followUp = new ArrayList<>();
    AtomicReference<Chat> chat = new AtomicReference<>();
    OpeningTransport endingTheFirst = new OpeningTransport((request, sink) -> {
      if (followUp.isEmpty()) {
        sink.completed(true);
      }
      return () -> {};
    });
    chat.set(scene.chatOver(endingTheFirst).executor(Runnable::run).build());
    scene.conversation.subscribe(
        change -> {
          boolean ended = change.snapshot().get(1).status().isTerminal();
          if (ended && followUp.isEmpty()) {
            followUp.add(null); // no more than one
            followUp.set(0, chat.get().send("And then?"));
          }
        },
        Runnable::run);
    Answer first = chat.get().send("Why?");
    assertThat(Scene.outcomeOf(first).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(followUp.get(0).state()).isEqualTo(StreamState.CONNECTING);
    chat.get().close();

    assertThat(followUp.get(0).state()).isEqualTo(StreamState.CANCELLED);
    scene.assertNothingLeftBehind();
  }

  @Test
  void aQuestionToABusyConversationLeavesNothingBehind() {
    Answer running = scene.ask();
    scene.text("Be");
    Snapshot before = scene.conversation.snapshot();
    int timers = scene.time.timers();
    Chat other = scene.chatOver(scene.transport).build();
    for (Chat chat : List.of(scene.chat, other)) {
      assertThatThrownBy(() -> chat.send("And?"))
          .isInstanceOfSatisfying(ConversationBusyException.class, busy -> {
            assertThat(busy.conversationId()).isEqualTo("c");
            assertThat(busy.running()).isEqualTo(running.primary());
          });
    }
    scene.time.run();

    assertThat(scene.conversation.snapshot()).isSameAs(before);
    assertThat(scene.time.timers()).isEqualTo(timers);
    assertThat(scene.transport.attempts()).hasSize(1);
    scene.text("cause");
    scene.sink().completed(true);
    assertThat(Scene.outcomeOf(running).text()).isEqualTo("Because");
    scene.assertNothingLeftBehind();
  }

  @Test
  void aQuestionTooLargeLeavesNothingBehind() {
    Scene small = new Scene(Limits.builder().maxMessageChars(3).maxMessages(2).build());

    assertThatThrownBy(() -> small.chat.send("Why?")).isInstanceOf(LimitExceededException.class);
    assertThat(small.conversation.snapshot().size()).isZero();
    small.assertNothingLeftBehind();
    small.chat.send("Y?").cancel();
    assertThatThrownBy(() -> small.chat.send("Y?")).isInstanceOf(LimitExceededException.class);
    assertThat(small.conversation.snapshot().size()).isEqualTo(2);
    small.assertNothingLeftBehind();
  }

  @Test
  void aTurnOfTheUserIsAddedAsItIs() {
    MessageDraft turn = MessageDraft.builder(Role.USER)
        .author(Author.named("Ada"))
        .text("Why?")
        .metadata("page", 1)
        .build();
    Answer answer = scene.chat.send(turn);

    ChatMessage user = scene.inConversation(answer.userTurn().orElseThrow());
    assertThat(user.author()).contains(Author.named("Ada"));
    assertThat(user.metadata()).isEqualTo(Map.of("page", 1L));
    assertThat(user.status()).isEqualTo(MessageStatus.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource
  void answersFollowEachOtherInOneConversation(Ending ending) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Chat chat = scene.chatOver(scene.transport).build();
      Answer answer = chat.send("q" + i);
      scene.time.run();
      scene.text("a" + i);
      if (ending == Ending.CHAT_CLOSED) {
        chat.close();
      } else {
        ending.of(scene, answer);
      }
      texts.add(Scene.outcomeOf(answer).text());
    }

    assertThat(texts).containsExactly("a0", "a1", "a2");
    scene.assertNothingLeftBehind();
  }

  @Test
  void twoConversationsStreamOverOneTransportApartFromEachOther() {
    Scene other = new Scene();
    Chat second = other.chatOver(scene.transport).build();
    Answer one = scene.ask();
    EventSink oneSink = scene.sink();
    Answer two = second.send("Why not?");
    other.time.run();
    EventSink twoSink = scene.sink();
    oneSink.primary().text("0", "Be");
    twoSink.primary().text("0", "Just");
    oneSink.primary().text("0", "cause");
    other.conversation.clear();
    oneSink.completed(true);

    assertThat(Scene.outcomeOf(one).text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(two).text()).isEqualTo("Just");
    assertThat(Scene.outcomeOf(two).status()).isEqualTo(MessageStatus.CANCELLED);
    scene.assertNothingLeftBehind();
  }

  @Test
  void theDefaultsStreamAnAnswerInRealTime() {
    try (Chat chat = Chat.over(
        () -> new ScriptedTransport(Scheduler.system(), Script.answering("Be", "cause")))) {
      StringBuffer told = new StringBuffer();
      Answer answer = chat.send("Why?").onText(told::append);
      Outcome outcome = answer.join(Duration.ofSeconds(50));

      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(told.toString()).isEqualTo("Because");
      assertThat(answer.outcome().toCompletableFuture().join()).isSameAs(outcome);
    }
  }

  @Test
  void timeoutsArePositiveAndNamedWhenTheyAreNot() {
    assertThat(Timeouts.DEFAULTS)
        .isEqualTo(
            new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(30)));
    Duration second = Duration.ofSeconds(1);
    assertThat(Timeouts.DEFAULTS.withConnect(second).withIdle(second).withTotal(second))
        .isEqualTo(new Timeouts(second, second, second));
    assertThatThrownBy(() -> Timeouts.DEFAULTS.withConnect(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("connect");
    assertThatThrownBy(() -> Timeouts.DEFAULTS.withIdle(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idle");
    assertThatThrownBy(() -> Timeouts.DEFAULTS.withTotal(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("total");
  }
}
