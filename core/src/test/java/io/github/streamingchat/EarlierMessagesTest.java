package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation that begins with messages that were kept elsewhere. */
class EarlierMessagesTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private static ChatMessage.Builder earlier(String id, Role role) {
    return ChatMessage.builder(MessageId.of(id), "page-42", role, NOON);
  }

  private static Conversation.Builder page() {
    return Conversation.builder("page-42");
  }

  @Test
  void aConversationBeginsWithThemInTheirOrderAtVersionZero() {
    ChatMessage question = earlier("m1", Role.USER).text("Why?").build();
    ChatMessage answer = earlier("m2", Role.ASSISTANT)
        .text("Because")
        .status(MessageStatus.CANCELLED)
        .build();

    Conversation conversation = page().messages(List.of(question, answer)).build();

    assertThat(conversation.snapshot().messages()).containsExactly(question, answer);
    assertThat(conversation.snapshot().version()).isZero();
    assertThat(conversation.find(MessageId.of("m2"))).contains(answer);
  }

  @Test
  void itGoesOnFromThereAsAnyOther() {
    Conversation conversation =
        page().messages(List.of(earlier("m1", Role.USER).text("Why?").build())).build();

    conversation.append(MessageId.of("m1"), " And how?");
    MessageId added = conversation.add(MessageDraft.assistant("So"));
    conversation.edit(MessageId.of("m1"), message -> message.metadata("read", true));

    assertThat(conversation.snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("Why? And how?", "So");
    conversation.remove(MessageId.of("m1"));
    assertThat(conversation.snapshot().messages())
        .extracting(ChatMessage::id)
        .containsExactly(added);
  }

  @Test
  void aMessageMadeElsewhereIsCompletedAndEmptyUntilItIsSaidOtherwise() {
    ChatMessage message = earlier("m1", Role.USER).build();

    assertThat(message.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(message.parts()).isEmpty();
    assertThat(message.createdAt()).isEqualTo(NOON);
    assertThat(message.version()).isZero();
    assertThatThrownBy(() -> ChatMessage.builder(MessageId.of("m1"), " ", Role.USER, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a conversation's id must not be blank");
  }

  @Test
  void aMessageOfAnotherConversationIsRefused() {
    ChatMessage foreign =
        ChatMessage.builder(MessageId.of("m1"), "page-7", Role.USER, NOON).build();

    assertThatThrownBy(() -> page().messages(List.of(foreign)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "conversation page-42 cannot begin with message m1, which is of conversation page-7");
  }

  @Test
  void aMessageThatSeemsToGrowIsRefused() {
    ChatMessage growing =
        earlier("m1", Role.ASSISTANT).status(MessageStatus.STREAMING).build();

    assertThatThrownBy(() -> page().messages(List.of(growing)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("message m1, which is STREAMING")
        .hasMessageContaining("give it a status that is terminal");
  }

  @Test
  void twoMessagesOfOneIdAreRefused() {
    ChatMessage one = earlier("m1", Role.USER).build();

    assertThatThrownBy(() -> page().messages(List.of(one, one)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two messages of id m1");
  }

  @Test
  void moreThanTheLimitsAllowIsRefused() {
    ChatMessage one = earlier("m1", Role.USER).text("Why?").build();
    ChatMessage two = earlier("m2", Role.USER).build();
    ChatMessage three = earlier("m3", Role.USER).build();

    assertThatThrownBy(() -> page()
            .limits(Limits.builder().maxMessages(2).build())
            .messages(List.of(one, two, three))
            .build())
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("maxMessages");
    assertThatThrownBy(() -> page()
            .limits(Limits.builder().maxMessageChars(3).build())
            .messages(List.of(one))
            .build())
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("maxMessageChars");
  }

  @Test
  void aConversationMayBeginWithWhatOneOfTheSameLimitsCameTo() {
    Limits limits = Limits.builder().maxMessageChars(20).build();
    Conversation before = page().limits(limits).build();
    MessageId id =
        before.add(MessageDraft.builder(Role.USER).metadata("model", "abc").build());
    before.append(id, "x".repeat(20));

    List<ChatMessage> said = before.snapshot().messages();
    Conversation after = page().limits(limits).messages(said).build();
    assertThat(after.snapshot().messages()).isEqualTo(said);

    ChatMessage annotated =
        earlier("m1", Role.USER).metadata("model", "x".repeat(21)).build();
    assertThatThrownBy(() -> page().limits(limits).messages(List.of(annotated)).build())
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void theVersionsOfAnotherConversationAreNotTheirs() {
    Conversation before = page().build();
    MessageId id = before.add(MessageDraft.user("Why"));
    before.append(id, "?");
    Conversation after = page().messages(before.snapshot().messages()).build();

    assertThat(after.find(id).orElseThrow().version()).isZero();
  }
}
