package io.github.streamingchat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Messages and what they consist of, with all that is awkward to write down and read again. */
public final class AnyMessage {
  private AnyMessage() {}

  /** Messages of one conversation, each with an id of its own. */
  public static Arbitrary<List<ChatMessage>> conversations(String conversationId) {
    return messages(conversationId).list().ofMaxSize(4).map(AnyMessage::withOwnIds);
  }

  private static List<ChatMessage> withOwnIds(List<ChatMessage> messages) {
    List<ChatMessage> own = new ArrayList<>();
    for (ChatMessage message : messages) {
      own.add(copy(message, MessageId.of("m" + own.size())));
    }
    return own;
  }

  private static ChatMessage copy(ChatMessage message, MessageId id) {
    ChatMessage.Builder copy =
        ChatMessage.builder(id, message.conversationId(), message.role(), message.createdAt());
    return filled(copy, message);
  }

  private static ChatMessage filled(ChatMessage.Builder copy, ChatMessage message) {
    message.aliases().forEach(copy::alias);
    return copy.author(message.author().orElse(null))
        .parts(message.parts())
        .status(message.status())
        .finishReason(message.finishReason().orElse(null))
        .usage(message.usage().orElse(null))
        .metadata(message.metadata())
        .error(message.error().orElse(null))
        .build();
  }

  public static Arbitrary<ChatMessage> messages(String conversationId) {
    Arbitrary<ChatMessage.Builder> builders = Combinators.combine(
            Arbitraries.of(Role.USER, Role.ASSISTANT, Role.SYSTEM, Role.TOOL, Role.of("Critic")),
            Arbitraries.of(
                Instant.EPOCH,
                Instant.parse("2026-11-01T12:00:00.123456789Z"),
                Instant.MIN,
                Instant.MAX))
        .as((role, at) -> ChatMessage.builder(MessageId.of("m"), conversationId, role, at));
    Arbitrary<FinishReason> reasons = Combinators.combine(
            Arbitraries.of(FinishReason.Kind.class), texts().injectNull(0.5))
        .as(FinishReason::new);
    Arbitrary<MessageStatus> ends =
        Arbitraries.of(MessageStatus.class).filter(MessageStatus::isTerminal);
    return Combinators.combine(
            builders,
            authors().injectNull(0.5),
            parts().list().ofMaxSize(3),
            ends,
            reasons.injectNull(0.5),
            usages().injectNull(0.5),
            members().injectNull(0.5),
            errors().injectNull(0.5))
        .as((builder, author, parts, status, reason, usage, metadata, error) -> builder
            .author(author)
            .parts(parts)
            .status(status)
            .finishReason(reason)
            .usage(usage)
            .metadata(metadata == null ? Map.of() : metadata)
            .error(error)
            .alias("from\uD83Dserver")
            .build());
  }

  public static Arbitrary<Part> parts() {
    Arbitrary<String> text = texts();
    Arbitrary<String> field = text.injectNull(0.4);
    Arbitrary<ChatText> content = text.map(ChatText::of);
    Arbitrary<Boolean> truth = Arbitraries.of(true, false);
    Arbitrary<Part.Seal> seal = seals().injectNull(0.5);
    Arbitrary<Object> value = members().map(members -> (Object) members).injectNull(0.2);
    return Arbitraries.oneOf(List.<Arbitrary<? extends Part>>of(
            Combinators.combine(content, Arbitraries.integers().greaterOrEqual(0), seal)
                .as(Part.Text::new),
            Combinators.combine(content, seal).as(Part.Reasoning::new),
            content.map(Part.Refusal::new),
            Combinators.combine(text, text, content, truth, truth, seal).as(Part.ToolCall::new),
            Combinators.combine(text, value, truth).as(Part.ToolResult::new),
            Combinators.combine(field, field, field, members()).as(Part.Source::new),
            Combinators.combine(text, field, field, field).as(Part.File::new),
            data(),
            Combinators.combine(text, value).as(Part.Raw::new)))
        .map(part -> part);
  }

  public static Arbitrary<Part.Data> data() {
    return Combinators.combine(texts(), texts().injectNull(0.4), members().injectNull(0.2))
        .as(Part.Data::new);
  }

  public static Arbitrary<Part.Seal> seals() {
    Arbitrary<String> field = texts().injectNull(0.4);
    return Combinators.combine(texts(), field, field).as(Part.Seal::new);
  }

  public static Arbitrary<Author> authors() {
    Arbitrary<String> field = texts().injectNull(0.4);
    return Combinators.combine(field, field, field, field).as(Author::new);
  }

  /** Halves of pairs included, and what ends a line elsewhere. */
  public static Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "\"",
            "\\",
            "\n",
            "\r",
            "\u2028",
            "\u0000",
            "\u00E9",
            "\uD83D",
            "\uDE00",
            "\uD83D\uDE00")
        .list()
        .ofMaxSize(4)
        .map(pieces -> String.join("", pieces));
  }

  public static Arbitrary<Map<String, Object>> members() {
    return Combinators.combine(
            Arbitraries.of("sql", "", "\u00E9\n\uD83D\uDE00"),
            Arbitraries.of(
                1L,
                -1L,
                Long.MAX_VALUE,
                new BigInteger("92233720368547758070"),
                0.1,
                1e300,
                new BigDecimal("0.1234567890123456789"),
                true,
                Arrays.asList("x", null, List.of(2L)),
                Map.of("inner", Map.of())))
        .as((name, value) -> {
          Map<String, Object> members = new LinkedHashMap<>();
          members.put(name, value);
          members.put("nothing", null);
          return members;
        });
  }

  public static Arbitrary<Usage> usages() {
    Arbitrary<Long> count = Arbitraries.longs().greaterOrEqual(0).injectNull(0.3);
    return Combinators.combine(count, count, count, count, count).as(Usage::new);
  }

  public static Arbitrary<ChatError> errors() {
    return Combinators.combine(
            Arbitraries.of(ChatError.Kind.class),
            texts(),
            texts().injectNull(0.5),
            Arbitraries.integers().between(0, 9),
            Arbitraries.longs().between(0, 90_000).map(Duration::ofMillis).injectNull(0.5),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as((kind, message, code, attempt, retryAfter, retryable, refreshable) -> ChatError.builder(
                kind, message)
            .code(code)
            .attempt(attempt)
            .retryAfter(retryAfter)
            .retryable(retryable)
            .refreshable(refreshable)
            .build());
  }
}
