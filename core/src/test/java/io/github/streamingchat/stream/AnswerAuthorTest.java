package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.testkit.Script;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who speaks, as a peer tells it. */
class AnswerAuthorTest {
  private static final Author ADA = new Author("a-1", "Ada", "research", null);
  private static final Author GRACE = Author.named("Grace");

  private final Scene scene = new Scene();

  @Test
  void isKeptWithTheMessageAndBeginsNoText() {
    Answer answer = scene.ask();
    scene.primary().author(ADA);

    assertThat(scene.inConversation(answer.primary()).author()).contains(ADA);
    assertThat(scene.inConversation(answer.primary()).status()).isEqualTo(MessageStatus.PENDING);
    assertThat(answer.state()).isEqualTo(StreamState.CONNECTING);
    scene.text("Because");
    scene.sink().completed(true);
    assertThat(Scene.outcomeOf(answer).message().author()).contains(ADA);
  }

  @Test
  void theLastWordWinsAlsoInTheMiddleOfTheText() {
    Answer answer = scene.ask();
    scene.primary().author(ADA);
    scene.text("Be");
    scene.primary().author(GRACE);
    scene.text("cause");

    assertThat(scene.inConversation(answer.primary()).author()).contains(GRACE);
    assertThat(scene.inConversation(answer.primary()).text()).isEqualTo("Because");
  }

  @Test
  void eachMessageHasItsOwn() {
    Answer answer = scene.ask();
    scene.primary().author(ADA);
    scene.sink().message("b").author(GRACE);

    assertThat(answer.messages())
        .extracting(id -> scene.inConversation(id).author())
        .containsExactly(Optional.of(ADA), Optional.of(GRACE));
  }

  @Test
  void isLateAfterTheEnd() {
    Answer answer = scene.ask();
    answer.cancel();
    scene.primary().author(ADA);

    assertThat(Scene.outcomeOf(answer).message().author()).isEmpty();
    assertThat(answer.lateEvents()).containsEntry(LateCause.CANCELLED, 1L);
  }

  @Test
  void thatAFailedAttemptToldIsTakenBack() {
    Scene again = new Scene(
        RetryPolicy.PATIENT,
        Script.builder().author(ADA).truncated().build(),
        Script.answering("Because"));
    Answer answer = again.ask();
    again.time.advance(Duration.ofSeconds(5));

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(answer).message().author()).isEmpty();
  }

  @Test
  void thatTheApplicationSetInItsPlaceStays() {
    Scene again = new Scene(
        RetryPolicy.PATIENT, Script.builder().author(ADA).build(), Script.answering("Because"));
    Answer answer = again.ask();
    again.conversation.edit(answer.primary(), message -> message.author(GRACE));
    again.sink().truncated(null);
    again.time.advance(Duration.ofSeconds(5));

    assertThat(Scene.outcomeOf(answer).text()).isEqualTo("Because");
    assertThat(Scene.outcomeOf(answer).message().author()).contains(GRACE);
  }
}
