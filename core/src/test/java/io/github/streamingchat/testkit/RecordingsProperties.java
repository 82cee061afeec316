package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was recorded is what is replayed, event by event and at its time. */
class RecordingsProperties {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("c", MessageId.of("m2"), List.of(), 1, null, Limits.DEFAULTS);

  @Property(tries = 300)
  void whatIsReadIsWhatWasWritten(@ForAll("recordings") List<Script> attempts) throws IOException {
    assertThat(Recordings.read(new StringReader(written(attempts)))).isEqualTo(attempts);
  }

  @Property(tries = 100)
  void aRecordingPassesThroughUtf8(@ForAll("recordings") List<Script> attempts) throws IOException {
    byte[] bytes = written(attempts).getBytes(StandardCharsets.UTF_8);
    String decoded = new String(bytes, StandardCharsets.UTF_8);

    assertThat(Recordings.read(new StringReader(decoded))).isEqualTo(attempts);
  }

  @Property(tries = 100)
  void eachEventIsOneLine(@ForAll("recordings") List<Script> attempts) throws IOException {
    long lines =
        attempts.stream().mapToLong(attempt -> 1 + attempt.steps().size()).sum();

    assertThat(written(attempts).lines().count()).isEqualTo(lines);
  }

  @Property(tries = 200)
  void whatIsReplayedIsRecordedAgainAsItWas(@ForAll("recordings") List<Script> attempts) {
    VirtualTime time = new VirtualTime();
    RecordingTransport transport =
        new RecordingTransport(new ScriptedTransport(time, attempts.toArray(Script[]::new)), time);
    for (Script attempt : attempts) {
      transport.open(REQUEST, new RecordingSink());
      attempt.steps().forEach(step -> time.advance(step.pause()));
    }

    assertThat(transport.recordings()).isEqualTo(attempts);
  }

  private static String written(List<Script> attempts) throws IOException {
    StringWriter text = new StringWriter();
    Recordings.write(attempts, text);
    return text.toString();
  }

  @Provide
  Arbitrary<List<Script>> recordings() {
    Arbitrary<Duration> pauses =
        Arbitraries.longs().between(0, 10_000_000_000L).map(Duration::ofNanos);
    return Combinators.combine(pauses, events())
        .as(Script.Step::new)
        .list()
        .ofMaxSize(8)
        .map(Script::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static Arbitrary<StreamEvent> events() {
    Arbitrary<String> text = texts();
    Arbitrary<String> key = Arbitraries.of("", "1", "second");
    Arbitrary<Integer> number = Arbitraries.integers().greaterOrEqual(0);
    List<Arbitrary<? extends StreamEvent>> kinds = new ArrayList<>();
    kinds.add(number.map(StreamEvent.Connected::new));
    kinds.add(text.map(id -> new StreamEvent.Identified(id, List.of())));
    kinds.add(text.map(StreamEvent.LastEventIdSet::new));
    kinds.add(number.map(Duration::ofNanos).map(StreamEvent.ReconnectionTime::new));
    kinds.add(text.map(StreamEvent.StreamNamed::new));
    kinds.add(number.map(StreamEvent.Received::new));
    kinds.add(Arbitraries.of(new StreamEvent.Heartbeat(), new StreamEvent.Truncated(null)));
    kinds.add(Combinators.combine(key, text.injectNull(0.3), text.injectNull(0.3))
        .as(StreamEvent.Started::new));
    kinds.add(Combinators.combine(key, authors()).as(StreamEvent.Authored::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.Text::new));
    kinds.add(Combinators.combine(key, key, Arbitraries.longs(), text).as(StreamEvent.TextAt::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.TextReplaced::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.Reasoning::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.Refusal::new));
    kinds.add(Combinators.combine(key, key, parts()).as(StreamEvent.PartPut::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.ArgumentsAppended::new));
    kinds.add(Combinators.combine(key, key).as(StreamEvent.ArgumentsCompleted::new));
    kinds.add(Combinators.combine(key, key, seals()).as(StreamEvent.TextSealed::new));
    kinds.add(Combinators.combine(key, key, seals()).as(StreamEvent.ReasoningSealed::new));
    kinds.add(Combinators.combine(key, data()).as(StreamEvent.Noticed::new));
    kinds.add(key.map(StreamEvent.StepBegun::new));
    kinds.add(key.map(StreamEvent.StepReset::new));
    kinds.add(Combinators.combine(key, members()).as(StreamEvent.Metadata::new));
    kinds.add(Combinators.combine(key, usages()).as(StreamEvent.UsageReported::new));
    kinds.add(
        Combinators.combine(key, Arbitraries.of(FinishReason.Kind.class), text.injectNull(0.5))
            .as((message, kind, raw) ->
                new StreamEvent.Finished(message, new FinishReason(kind, raw))));
    kinds.add(Combinators.combine(text, text)
        .as((code, words) -> new StreamEvent.ProblemMet(new Problem(code, words))));
    kinds.add(Arbitraries.of(true, false).map(StreamEvent.Completed::new));
    kinds.add(errors().map(StreamEvent.Failed::new));
    return Arbitraries.oneOf(kinds).map(event -> event);
  }

  private static Arbitrary<Part> parts() {
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

  private static Arbitrary<Part.Data> data() {
    return Combinators.combine(texts(), texts().injectNull(0.4), members().injectNull(0.2))
        .as(Part.Data::new);
  }

  private static Arbitrary<Part.Seal> seals() {
    Arbitrary<String> field = texts().injectNull(0.4);
    return Combinators.combine(texts(), field, field).as(Part.Seal::new);
  }

  private static Arbitrary<Author> authors() {
    Arbitrary<String> field = texts().injectNull(0.4);
    return Combinators.combine(field, field, field, field).as(Author::new);
  }

  /** Halves of pairs included, and what ends a line elsewhere. */
  private static Arbitrary<String> texts() {
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

  private static Arbitrary<Map<String, Object>> members() {
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

  private static Arbitrary<Usage> usages() {
    Arbitrary<Long> count = Arbitraries.longs().greaterOrEqual(0).injectNull(0.3);
    return Combinators.combine(count, count, count, count, count).as(Usage::new);
  }

  private static Arbitrary<ChatError> errors() {
    return Combinators.combine(
            Arbitraries.of(ChatError.Kind.class),
            texts(),
            texts().injectNull(0.5),
            Arbitraries.integers().between(0, 9),
            Arbitraries.longs().between(0, 90_000).map(Duration::ofMillis).injectNull(0.5),
            Arbitraries.of(true, false))
        .as((kind, message, code, attempt, retryAfter, retryable) -> ChatError.builder(
                kind, message)
            .code(code)
            .attempt(attempt)
            .retryAfter(retryAfter)
            .retryable(retryable)
            .build());
  }
}
