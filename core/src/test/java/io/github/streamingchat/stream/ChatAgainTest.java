package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.Change;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageChange;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.UnknownMessageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers without a new question: of the conversation as it stands, and given anew. */
class ChatAgainTest {
  private final Scene scene = new Scene();

  private MessageId add(Role role, String text) {
    return scene.conversation.add(MessageDraft.builder(role).text(text).build());
  }

  private Answer answered(String question, String text) {
    Answer answer = scene.chat.send(question);
    scene.time.run();
    scene.text(text);
    scene.sink().completed(true);
    return answer;
  }

  private List<String> asked() {
    return scene.attempt().request().messages().stream().map(ChatMessage::text).toList();
  }

  private List<String> texts() {
    return scene.conversation.snapshot().messages().stream()
        .map(ChatMessage::text)
        .toList();
  }

  @Nested
  class WithoutANewQuestion {
    @Test
    void theConversationIsAnsweredAsItStands() {
      answered("Add 1 and 2", "");
      add(Role.TOOL, "3");
      Answer answer = scene.chat.answer();
      scene.time.run();
      scene.text("It is 3.");
      scene.sink().completed(true);

      assertThat(asked()).containsExactly("Add 1 and 2", "", "3");
      assertThat(texts()).containsExactly("Add 1 and 2", "", "3", "It is 3.");
      assertThat(answer.userTurn()).isEmpty();
      assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
      scene.assertNothingLeftBehind();
    }

    @Test
    void aResultOfAToolInsideTheAnswerItselfCanBeAnswered() {
      Answer first = answered("Add 1 and 2", "");
      scene.conversation.edit(
          first.primary(),
          edit -> edit.addPart(new Part.ToolCall("t", "add", ChatText.of("{}"), true))
              .addPart(new Part.ToolResult("t", 3, false)));

      assertThat(scene.chat.answer().state()).isEqualTo(StreamState.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(
        value = FinishReason.Kind.class,
        names = {"OTHER", "INTERRUPTED"})
    void anAnswerInWhichThePeerPausedGoesOn(FinishReason.Kind pause) {
      Answer first = answered("Search", "Let me see");
      scene.conversation.edit(
          first.primary(), edit -> edit.finishReason(new FinishReason(pause, "pause_turn")));

      assertThat(scene.chat.answer().state()).isEqualTo(StreamState.QUEUED);
      assertThat(scene.conversation.snapshot().size()).isEqualTo(3);
    }

    @Test
    void nothingToAnswerIsSaidAndAddsNothing() {
      assertNothingToAnswer("is empty");
      add(Role.SYSTEM, "Be brief.");
      assertNothingToAnswer("instructions");
      Answer answer = answered("Why?", "Because");
      assertNothingToAnswer(answer.primary().value());
      scene.conversation.edit(
          answer.primary(),
          edit ->
              edit.addPart(new Part.ToolResult("t", 3, false)).addPart(Part.text("So it is 3")));
      assertNothingToAnswer(answer.primary().value());
    }

    private void assertNothingToAnswer(String why) {
      Snapshot before = scene.conversation.snapshot();
      assertThatThrownBy(scene.chat::answer)
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("nothing to answer")
          .hasMessageContaining(why);
      assertThat(scene.conversation.snapshot()).isSameAs(before);
      scene.assertNothingLeftBehind();
    }

    @Test
    void aBusyConversationIsBusyFirst() {
      scene.ask();
      assertThatThrownBy(scene.chat::answer).isInstanceOf(ConversationBusyException.class);
    }
  }

  @Nested
  class Regenerating {
    @Test
    void removesTheAnswerAndWhatFollowsAndBeginsInOneStep() {
      Answer first = answered("Why?", "Because");
      Answer second = answered("And?", "So");
      List<Change> changes = new ArrayList<>();
      Snapshot before = scene.conversation.snapshot();
      scene.conversation.subscribe(changes::add, Runnable::run);
      Answer again = scene.chat.regenerate(first.primary());

      assertThat(changes).singleElement().satisfies(change -> {
        assertThat(change.version()).isEqualTo(before.version() + 1);
        assertThat(change.messages())
            .extracting(MessageChange::id, MessageChange::kind)
            .containsExactly(
                tuple(first.primary(), MessageChange.Kind.REMOVED),
                tuple(second.userTurn().orElseThrow(), MessageChange.Kind.REMOVED),
                tuple(second.primary(), MessageChange.Kind.REMOVED),
                tuple(again.primary(), MessageChange.Kind.ADDED));
      });
      scene.time.run();
      assertThat(asked()).containsExactly("Why?");
      scene.text("Otherwise");
      scene.sink().completed(true);

      assertThat(texts()).containsExactly("Why?", "Otherwise");
      assertThat(before.messages()).hasSize(4);
      assertThat(before.get(1).text()).isEqualTo("Because");
      assertThat(before.find(again.primary())).isEmpty();
      assertThat(again.userTurn()).isEmpty();
      assertThat(Scene.outcomeOf(first).text()).isEqualTo("Because");
      scene.assertNothingLeftBehind();
    }

    @Test
    void anUnknownMessageRemovesNothing() {
      answered("Why?", "Because");
      Snapshot before = scene.conversation.snapshot();
      assertThatThrownBy(() -> scene.chat.regenerate(MessageId.of("nobody")))
          .isInstanceOfSatisfying(
              UnknownMessageException.class,
              error -> assertThat(error.id()).isEqualTo(MessageId.of("nobody")));
      assertThat(scene.conversation.snapshot()).isSameAs(before);
    }

    @Test
    void aMessageThatIsNoAnswerRemovesNothing() {
      Answer answer = answered("Why?", "Because");
      MessageId question = answer.userTurn().orElseThrow();
      Snapshot before = scene.conversation.snapshot();
      assertThatThrownBy(() -> scene.chat.regenerate(question))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(question.value())
          .hasMessageContaining("user");
      assertThat(scene.conversation.snapshot()).isSameAs(before);
      scene.assertNothingLeftBehind();
    }

    @Test
    void aGreetingThatAnswersNothingRemovesNothing() {
      add(Role.SYSTEM, "Be brief.");
      MessageId greeting = add(Role.ASSISTANT, "Hello!");
      assertThatThrownBy(() -> scene.chat.regenerate(greeting))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(greeting.value());
      assertThat(texts()).containsExactly("Be brief.", "Hello!");
    }

    @Test
    void whileBusyNothingIsRemovedWhetherItIsRefusedOrWouldHaveToWait() {
      Answer first = answered("Why?", "Because");
      scene.ask();
      Snapshot before = scene.conversation.snapshot();
      Chat queueing = scene.chatOver(scene.transport).busy(BusyPolicy.queue()).build();
      for (Chat chat : List.of(scene.chat, queueing)) {
        assertThatThrownBy(() -> chat.regenerate(first.primary()))
            .isInstanceOf(ConversationBusyException.class);
      }
      assertThat(scene.conversation.snapshot()).isSameAs(before);
    }

    @Test
    void mayInterruptTheVeryAnswerThatItGivesAnew() {
      Chat chat = scene.chatOver(scene.transport).busy(BusyPolicy.INTERRUPT).build();
      Answer first = chat.send("Why?");
      scene.time.run();
      scene.text("Beca");
      Answer again = chat.regenerate(first.primary());
      scene.time.run();

      assertThat(Scene.outcomeOf(first).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(Scene.outcomeOf(first).text()).isEqualTo("Beca");
      assertThat(scene.conversation.find(first.primary())).isEmpty();
      assertThat(asked()).containsExactly("Why?");
      scene.text("So");
      scene.sink().completed(true);
      assertThat(Scene.outcomeOf(again).text()).isEqualTo("So");
      assertThat(texts()).containsExactly("Why?", "So");
      scene.assertNothingLeftBehind();
    }
  }
}
