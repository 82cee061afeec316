package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.StreamingMessageException;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.MessageSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerContentTest {
  private final Scene scene = new Scene();
  private final Told told = new Told();

  @Test
  void thePlaceholderStandsThereBeforeAnythingIsSent() {
    Answer answer = scene.chat.send("Why?");

    assertThat(scene.conversation.snapshot().messages())
        .extracting(ChatMessage::role)
        .containsExactly(Role.USER, Role.ASSISTANT);
    assertThat(answer.message().status()).isEqualTo(MessageStatus.PENDING);
    assertThat(answer.message().parts()).isEmpty();
    assertThat(scene.inConversation(answer.userTurn().orElseThrow()).text()).isEqualTo("Why?");
    assertThat(scene.conversation.isBusy()).isTrue();
    assertThat(scene.transport.attempts()).isEmpty();
  }

  @Test
  void howeverManyPiecesComeTheyGrowOneMessage() {
    Answer answer = scene.ask();
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      scene.text("p" + i + " ");
      whole.append('p').append(i).append(' ');
    }
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo(whole.toString());
    assertThat(Scene.outcomeOf(answer).message().parts()).hasSize(1);
    assertThat(scene.conversation.snapshot().size()).isEqualTo(2);
    assertThat(answer.message().id()).isEqualTo(answer.primary());
  }

  @Test
  void partsAreKeyedByKindAndKeyAndStandInTheOrderOfTheirFirstPiece() {
    Answer answer = scene.ask();
    MessageSink primary = scene.primary();
    primary.reasoning("0", "H");
    primary.text("0", "B");
    primary.text("1", "T");
    primary.reasoning("0", "m");
    primary.refusal("0", "N");
    primary.text("0", "e");
    primary.text("1", "o");
    primary.refusal("0", "o");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).message().parts())
        .extracting(
            part -> part.getClass().getSimpleName(),
            part -> ((Part.Growing) part).content().toString())
        .containsExactly(
            tuple("Reasoning", "Hm"),
            tuple("Text", "Be"),
            tuple("Text", "To"),
            tuple("Refusal", "No"));
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("BeTo");
  }

  @Test
  void aPairOfSurrogatesCutBetweenTwoPiecesArrivesWhole() {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    scene.text("a\uD83D");
    scene.text("\uDE00b");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("a\uD83D\uDE00b");
    assertThat(told.pieces()).containsExactly("a", "\uD83D\uDE00b");
  }

  @Test
  void whatCommitsToNothingLeavesTheAnswerConnecting() {
    Answer answer = scene.ask();
    scene.sink().connected();
    scene.primary().started("srv-1", "model-1");
    scene.primary().metadata(Map.of("a", 1));
    scene.primary().usage(Usage.NONE);
    scene.primary().finish(FinishReason.STOP);
    scene.sink().heartbeat();
    scene.sink().received(10);
    assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);

    scene.primary().reasoning("0", "Hm");
    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    assertThat(answer.message().status()).isEqualTo(MessageStatus.STREAMING);
  }

  @Test
  void startedGivesAnAliasAndTheModel() {
    Answer answer = scene.ask();
    scene.primary().started("srv-1", null);
    scene.primary().started(null, "model-1");
    scene.primary().started("srv-2", "model-2");
    scene.primary().started(null, null);
    scene.sink().completed(true);

    ChatMessage message = Scene.outcomeOf(answer).message();
    assertThat(message.aliases()).containsExactly("srv-1", "srv-2");
    assertThat(message.metadata()).isEqualTo(Map.of("model", "model-2"));
    assertThat(message.id()).isEqualTo(answer.primary());
  }

  @Test
  void ofUsageReportsTheLastWordOnEachCountWins() {
    Answer answer = scene.ask();
    scene.primary().usage(new Usage(10L, 1L, 11L, null, null));
    scene.text("Because");
    scene.primary().usage(new Usage(null, 7L, 17L, 3L, null));
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).usage()).contains(new Usage(10L, 7L, 17L, 3L, null));
  }

  @Test
  void anAnswerWithoutUsageOrFinishHasNone() {
    Answer answer = scene.ask();
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(Scene.outcomeOf(answer).usage()).isEmpty();
    assertThat(Scene.outcomeOf(answer).finishReason()).isEmpty();
  }

  @Test
  void theFinishReasonMayComeBeforeWithAndAfterUsageAndText() {
    FinishReason length = new FinishReason(FinishReason.Kind.LENGTH, "max_tokens");
    Usage usage = new Usage(1L, 2L, 3L, null, null);
    List<List<Runnable>> orders = List.of(
        List.of(this::finishLength, this::useOneTwoThree, this::because),
        List.of(this::useOneTwoThree, this::finishLength, this::because),
        List.of(this::because, this::finishLength, this::useOneTwoThree),
        List.of(this::because, this::useOneTwoThree, this::finishLength));
    for (List<Runnable> order : orders) {
      Answer answer = scene.ask();
      order.forEach(Runnable::run);
      scene.sink().completed(true);

      Outcome outcome = Scene.outcomeOf(answer);
      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(outcome.finishReason()).contains(length);
      assertThat(outcome.usage()).contains(usage);
      assertThat(outcome.evidence().finishSeen()).isTrue();
    }
  }

  private void because() {
    scene.text("Because");
  }

  private void finishLength() {
    scene.primary().finish(FinishReason.STOP);
    scene.primary().finish(new FinishReason(FinishReason.Kind.LENGTH, "max_tokens"));
  }

  private void useOneTwoThree() {
    scene.primary().usage(new Usage(1L, 2L, 3L, null, null));
  }

  @Test
  void metadataOfThePeerAndOfTheApplicationMeetMemberByMember() {
    Answer answer = scene.ask();
    scene.primary().metadata(Map.of("region", "eu", "shard", 1));
    scene.conversation.edit(
        answer.primary(), edit -> edit.metadata("pinned", true).author(Author.named("Ada")));
    scene.text("Be");
    scene.primary().metadata(Map.of("shard", 2));
    scene.text("cause");
    scene.sink().completed(true);

    ChatMessage message = Scene.outcomeOf(answer).message();
    assertThat(message.metadata()).isEqualTo(Map.of("region", "eu", "shard", 2L, "pinned", true));
    assertThat(message.author()).contains(Author.named("Ada"));
    assertThat(message.text()).isEqualTo("Because");
  }

  @Test
  void theApplicationMayNotWriteWhatTheAnswerWrites() {
    Answer answer = scene.ask();
    scene.text("Be");
    MessageId id = answer.primary();
    Conversation conversation = scene.conversation;

    assertThatThrownBy(() -> conversation.append(id, "!"))
        .isInstanceOf(StreamingMessageException.class);
    assertThatThrownBy(() -> conversation.edit(id, edit -> edit.text("No")))
        .isInstanceOf(StreamingMessageException.class);
    assertThatThrownBy(() -> conversation.edit(id, edit -> edit.status(MessageStatus.COMPLETED)))
        .isInstanceOf(StreamingMessageException.class);
    scene.text("cause");
    assertThat(answer.message().text()).isEqualTo("Because");
  }

  @Test
  void metadataThatIsNotJsonFailsTheAnswerWithItsCause() {
    Answer answer = scene.ask();
    scene.text("Be");
    scene.primary().metadata(Map.of("nan", Double.NaN));

    ChatError error = Scene.outcomeOf(answer).error().orElseThrow();
    assertThat(error.kind()).isEqualTo(ChatError.Kind.APPLICATION);
    assertThat(error.cause()).isInstanceOf(IllegalArgumentException.class);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Be");
    assertThat(scene.attempt().isCancelled()).isTrue();
    scene.assertNothingLeftBehind();
  }

  @Test
  void anIdGeneratorThatThrowsFailsTheAnswerWithItsCause() {
    AtomicInteger ids = new AtomicInteger();
    IllegalStateException thrown = new IllegalStateException("no more ids");
    Conversation stingy = Conversation.builder("stingy")
        .ids(() -> {
          if (ids.incrementAndGet() > 2) {
            throw thrown;
          }
          return MessageId.of("m" + ids);
        })
        .build();
    Answer answer = scene.chatOver(scene.transport).conversation(stingy).build().send("Why?");
    scene.time.run();
    scene.text("Be");
    scene.sink().message("b").text("0", "Or");

    assertThat(Scene.outcomeOf(answer).error().orElseThrow().cause()).isSameAs(thrown);
    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Be");
    assertThat(stingy.isBusy()).isFalse();
    scene.assertNothingLeftBehind();
  }

  @Test
  void aSecondMessageJoinsWithItsFirstEventAndIsSettledWithThePrimaryOne() {
    Answer answer = scene.ask();
    answer.subscribe(told, Runnable::run);
    MessageSink second = scene.sink().message("b");
    assertThat(answer.messages()).hasSize(1);
    assertThat(scene.conversation.snapshot().size()).isEqualTo(2);

    second.started("srv-b", null);
    assertThat(answer.messages()).hasSize(2);
    second.text("0", "Or");
    scene.text("Be");
    second.text("0", " else");
    second.finish(FinishReason.STOP);
    scene.text("cause");
    scene.sink().completed(true);

    Outcome outcome = Scene.outcomeOf(answer);
    assertThat(outcome.messages())
        .extracting(ChatMessage::text)
        .containsExactly("Because", "Or else");
    assertThat(outcome.messages())
        .extracting(ChatMessage::status)
        .containsOnly(MessageStatus.COMPLETED);
    assertThat(outcome.message().finishReason()).isEmpty();
    assertThat(outcome.messages().get(1).finishReason()).contains(FinishReason.STOP);
    assertThat(outcome.messages().get(1).aliases()).containsExactly("srv-b");
    assertThat(scene.conversation.snapshot().messages().subList(1, 3))
        .isEqualTo(outcome.messages());
    assertThat(answer.messages())
        .containsExactly(answer.primary(), outcome.messages().get(1).id());
    assertThat(told.text()).isEqualTo("Because");
    scene.assertNothingLeftBehind();
  }

  @Test
  void theFirstTextOfASecondMessageCommitsTheAnswer() {
    Answer answer = scene.ask();
    scene.sink().message("b").text("0", "Or");

    assertThat(answer.state()).isEqualTo(StreamState.STREAMING);
    assertThat(answer.message().status()).isEqualTo(MessageStatus.PENDING);
  }

  @Test
  void allMessagesOfAnAnswerThatFailsFail() {
    Answer answer = scene.ask();
    scene.sink().message("b").text("0", "Or");
    scene.sink().truncated(null);

    assertThat(Scene.outcomeOf(answer).messages()).allSatisfy(message -> {
      assertThat(message.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(message.error()).isEqualTo(Scene.outcomeOf(answer).error());
    });
  }

  @Test
  void theSinkOfAMessageIsAlwaysTheSame() {
    scene.ask();

    assertThat(scene.sink().primary()).isSameAs(scene.sink().primary());
    assertThat(scene.sink().message("")).isSameAs(scene.sink().primary());
    assertThat(scene.sink().message("b")).isSameAs(scene.sink().message("b"));
    assertThat(scene.sink().message("b")).isNotSameAs(scene.sink().message("c"));
  }

  @Test
  void nothingLandsInAnotherMessage() {
    MessageId before = scene.conversation.add(MessageDraft.assistant("before"));
    scene.ask();
    MessageId after = scene.conversation.add(MessageDraft.assistant("after"));
    scene.text("Be");
    scene.conversation.append(after, "wards");
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(scene.inConversation(before).text()).isEqualTo("before");
    assertThat(scene.inConversation(after).text()).isEqualTo("afterwards");
    assertThat(scene.conversation.snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("before", "Why?", "Because", "afterwards");
  }
}
