package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatMessageTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Conversation conversation =
      Conversation.builder("chat").ids(new NumberedIds()).clock(() -> NOON).build();

  private ChatMessage added(MessageDraft draft) {
    return conversation.find(conversation.add(draft)).orElseThrow();
  }

  private static ChatMessage message(long version) {
    MessageDraft draft = MessageDraft.builder(Role.ASSISTANT)
        .author(Author.named("Ada"))
        .text("Hello")
        .metadata("tokens", 3)
        .build();
    return new ChatMessage(MessageId.of("m1"), "chat", NOON, draft, version);
  }

  @Test
  void saysWhatTheDraftSaidAndWhereAndWhenItWasAdded() {
    ChatMessage message = added(MessageDraft.builder(Role.USER)
        .author(Author.named("Ada"))
        .text("Hello")
        .metadata("page", 7)
        .build());

    assertThat(message.id()).isEqualTo(MessageId.of("m1"));
    assertThat(message.conversationId()).isEqualTo("chat");
    assertThat(message.role()).isEqualTo(Role.USER);
    assertThat(message.author()).contains(Author.named("Ada"));
    assertThat(message.createdAt()).isEqualTo(NOON);
    assertThat(message.parts()).containsExactly(Part.text("Hello"));
    assertThat(message.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(message.metadata()).isEqualTo(Map.of("page", 7L));
    assertThat(message.finishReason()).isEmpty();
    assertThat(message.usage()).isEmpty();
    assertThat(message.error()).isEmpty();
    assertThat(message.aliases()).isEmpty();
    assertThat(message.version()).isEqualTo(1);
  }

  @Test
  void textJoinsTheTextPartsAndNothingElse() {
    ChatMessage message = added(MessageDraft.builder(Role.ASSISTANT)
        .part(new Part.Reasoning(ChatText.of("Hm."), null))
        .text("Hel")
        .part(new Part.ToolCall("c1", "search", ChatText.of("{}"), true))
        .part(new Part.Refusal(ChatText.of("No.")))
        .text("lo")
        .build());

    assertThat(message.text()).isEqualTo("Hello");
    assertThat(message.parts()).hasSize(5);
    assertThat(added(MessageDraft.assistant("")).text()).isEmpty();
    assertThat(added(MessageDraft.assistant("")).parts()).isEmpty();
  }

  @Test
  void versionAndCauseDoNotCountForEquality() {
    assertThat(message(1)).isEqualTo(message(2)).hasSameHashCodeAs(message(2));

    ChatError.Builder error = ChatError.builder(ChatError.Kind.SERVER, "the server failed");
    ChatMessage one = message(1).toBuilder()
        .error(error.cause(new IllegalStateException("one")).build())
        .build();
    ChatMessage other = message(1).toBuilder()
        .error(error.cause(new IllegalStateException("other")).build())
        .build();
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  static Stream<UnaryOperator<ChatMessage.Builder>> edits() {
    return Stream.of(
        message -> message.author(Author.named("Bob")),
        message -> message.author(null),
        message -> message.text("Hallo"),
        message -> message.addPart(Part.text("")),
        message -> message.parts(List.of(new Part.Refusal(ChatText.of("Hello")))),
        message -> message.status(MessageStatus.FAILED),
        message -> message.finishReason(FinishReason.STOP),
        message -> message.usage(Usage.NONE),
        message -> message.metadata("tokens", 4),
        message -> message.removeMetadata("tokens"),
        message -> message.alias("srv-1"),
        message -> message.error(ChatError.of(ChatError.Kind.SERVER, "the server failed")));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void everythingElseCounts(UnaryOperator<ChatMessage.Builder> edit) {
    ChatMessage original = message(1);

    assertThat(edit.apply(original.toBuilder()).build()).isNotEqualTo(original);
    assertThat(original).isEqualTo(message(1));
    assertThat(original.toBuilder().build()).isEqualTo(original).isNotSameAs(original);
  }

  @Test
  void identityCountsForEquality() {
    MessageDraft draft = MessageDraft.user("Hello");
    ChatMessage original = new ChatMessage(MessageId.of("m1"), "chat", NOON, draft, 1);

    assertThat(original)
        .isNotEqualTo(new ChatMessage(MessageId.of("m2"), "chat", NOON, draft, 1))
        .isNotEqualTo(new ChatMessage(MessageId.of("m1"), "page", NOON, draft, 1))
        .isNotEqualTo(new ChatMessage(MessageId.of("m1"), "chat", NOON.plusNanos(1), draft, 1))
        .isNotEqualTo(
            new ChatMessage(MessageId.of("m1"), "chat", NOON, MessageDraft.system("Hello"), 1))
        .isNotEqualTo("Hello");
  }

  @Test
  void toStringNeverShowsContentMetadataOrAMegabyte() {
    String secret = "s3cret";
    ChatMessage message = message(1).toBuilder()
        .author(new Author(secret, secret, secret, secret))
        .text(secret.repeat(200_000))
        .metadata("apiKey", secret)
        .alias(secret)
        .finishReason(new FinishReason(FinishReason.Kind.OTHER, secret))
        .error(ChatError.of(ChatError.Kind.SERVER, secret))
        .build();

    assertThat(message.toString())
        .isEqualTo(
            "ChatMessage[id=m1, role=assistant, status=COMPLETED, parts=1, chars=1200000, version=1]");
    assertThat(message.toBuilder().toString()).doesNotContain(secret);
  }

  @Test
  void theDraftDoesNotShowItsContentEither() {
    MessageDraft draft =
        MessageDraft.builder(Role.USER).text("s3cret").metadata("key", "s3cret").build();
    assertThat(draft.toString()).isEqualTo("MessageDraft[user, COMPLETED, 1 parts]");
  }

  @Test
  void metadataMembersAreAddedReplacedAndRemovedOneByOne() {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("model", null);
    more.put("rows", List.of(1, 2));
    ChatMessage message = message(1).toBuilder()
        .metadata("tokens", 4)
        .metadata(more)
        .removeMetadata("unknown")
        .build();

    assertThat(message.metadata().keySet()).containsExactly("tokens", "model", "rows");
    assertThat(message.metadata()).containsEntry("tokens", 4L).containsEntry("model", null);
    assertThat(message.toBuilder().removeMetadata("tokens").build().metadata())
        .containsOnlyKeys("model", "rows");
    assertThatThrownBy(() -> message.toBuilder().metadata("x", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> message.toBuilder().metadata(Collections.singletonMap(null, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aliasesAreKeptInTheOrderInWhichTheyWereLearnt() {
    ChatMessage message =
        message(1).toBuilder().alias("srv-2").alias("srv-1").alias("srv-2").build();

    assertThat(message.aliases()).containsExactly("srv-2", "srv-1");
    assertThat(message.id()).isEqualTo(MessageId.of("m1"));
  }

  @Test
  void aBuilderThatGoesOnLeavesTheAliasesOfWhatItBuilt() {
    ChatMessage.Builder builder = message(1).toBuilder().alias("srv-1");
    ChatMessage one = builder.build();
    ChatMessage two = builder.alias("srv-2").build();

    assertThat(one.aliases()).containsExactly("srv-1");
    assertThat(two.aliases()).containsExactly("srv-1", "srv-2");
  }

  @Test
  void noAliasIsNullHoweverManyThereAre() {
    ChatMessage one = message(1).toBuilder().alias("srv-1").build();

    assertThat(message(1).aliases().contains(null)).isFalse();
    assertThat(one.aliases().contains(null)).isFalse();
    assertThat(one.toBuilder().alias("srv-2").build().aliases().contains(null)).isFalse();
  }

  /** Whoever writes the file that is imported says how many there are. */
  @Test
  @Timeout(60)
  void aliasesCostNoMoreThanTheyAreMany() {
    ChatMessage.Builder builder = message(1).toBuilder();
    int many = 500_000;
    for (int i = 0; i < many; i++) {
      builder.alias("a" + i);
    }

    assertThat(builder.build().aliases()).hasSize(many);
  }

  @Test
  void nothingThatAMessageGivesOutCanBeModified() {
    ChatMessage message = message(1).toBuilder().alias("srv-1").build();

    assertThatThrownBy(() -> message.parts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> message.metadata().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> message.aliases().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> message.toBuilder().parts(Arrays.asList(Part.text("a"), null)))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void anErrorIsEqualWithoutItsCauseAndKeepsEveryFieldThroughItsBuilder() {
    ChatError error = ChatError.builder(ChatError.Kind.RATE_LIMIT, "wait a little")
        .code("http_429")
        .cause(new IllegalStateException("s3cret"))
        .attempt(2)
        .retryAfter(Duration.ofSeconds(3))
        .retryable(true)
        .build();

    assertThat(error.toBuilder().build()).isEqualTo(error).hasSameHashCodeAs(error);
    assertThat(error.toBuilder().build().cause()).isSameAs(error.cause());
    assertThat(error.toBuilder().cause(null).build()).isEqualTo(error);
    assertThat(error.toBuilder().code(null).build()).isNotEqualTo(error);
    assertThat(error.toBuilder().attempt(3).build()).isNotEqualTo(error);
    assertThat(error.toBuilder().retryAfter(null).build()).isNotEqualTo(error);
    assertThat(error.toBuilder().retryable(false).build()).isNotEqualTo(error);
    assertThat(error).hasToString("RATE_LIMIT (http_429): wait a little");
    assertThat(ChatError.of(ChatError.Kind.AUTH, "no key")).hasToString("AUTH: no key");
  }
}
