package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Failed;
import io.github.streamingchat.transport.StreamEvent.Heartbeat;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same test vectors for every wire format of a provider. */
class WireVectorsTest {
  private static final List<String> PIECES = List.of("h\u00e9", "\u20ac\uD83D\uDE00", "llo");
  private static final String TEXT = String.join("", PIECES);

  static Stream<WireSample> samples() {
    return WireSample.all();
  }

  /** An answer with all that the formats have in common. */
  static String answer(WireSample sample) {
    StringBuilder answer = new StringBuilder(sample.begin()).append(sample.reasoning("Let me see"));
    PIECES.forEach(piece -> answer.append(sample.text(piece)));
    return answer
        .append(sample.toolCall(0, "c1", "weather", List.of("{\"city\":", "\"Oslo\"}")))
        .append(sample.finish())
        .append(sample.usage(9, 2))
        .append(sample.end())
        .toString();
  }

  private static Decoding decoded(WireSample sample, String stream) {
    return Decoding.of(sample.endpoint(), stream);
  }

  private static List<StreamEvent> withoutHeartbeats(Decoding decoding) {
    return decoding.events().stream()
        .filter(event -> !(event instanceof Heartbeat))
        .toList();
  }

  private static Completed completion(WireSample sample) {
    return new Completed(!sample.end().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theWholeAnswerGivesTheSameTypedPartsFromEveryFormat(WireSample sample) {
    Decoding decoding = decoded(sample, answer(sample));
    ChatMessage message = decoding.message();

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(completion(sample));
    assertThat(message.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(message.text()).isEqualTo(TEXT);
    if (!sample.reasoning("x").isEmpty()) {
      assertThat(message.parts().get(0)).isInstanceOf(Part.Reasoning.class);
      assertThat(((Part.Reasoning) message.parts().get(0)).content()).hasToString("Let me see");
    }
    assertThat(message.parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::callId, Part.ToolCall::name, Part.ToolCall::complete)
        .containsExactly(tuple("c1", "weather", true));
    assertThat(message.parts(Part.ToolCall.class).get(0).content().toString().replace(" ", ""))
        .isEqualTo("{\"city\":\"Oslo\"}");
    assertThat(message.finishReason().map(FinishReason::kind))
        .contains(FinishReason.Kind.TOOL_CALLS);
    if (!sample.usage(9, 2).isEmpty()) {
      assertThat(message.usage().orElseThrow().inputTokens()).isEqualTo(9);
      assertThat(message.usage().orElseThrow().outputTokens()).isEqualTo(2);
    }
  }

  /** What changes the bytes of a stream and nothing of its meaning. */
  static Stream<Arguments> disguises() {
    return WireSample.all()
        .flatMap(sample -> disguises(sample.endpoint().framing() == Framing.EVENT_STREAM)
            .map(disguise -> Arguments.of(sample, disguise)));
  }

  private static Stream<Disguise> disguises(boolean events) {
    Stream<Disguise> both = Stream.of(
        new Disguise("CRLF", stream -> stream.replace("\n", "\r\n")),
        new Disguise("CR", stream -> stream.replace("\n", "\r")),
        new Disguise("BOM", stream -> "\uFEFF" + stream),
        new Disguise(
            "emoji as two escapes", stream -> stream.replace("\uD83D\uDE00", "\\ud83d\\ude00")));
    Stream<Disguise> ofEvents = Stream.of(
        new Disguise("comments between fields", stream -> stream.replace("data: ", ": hi\ndata: ")),
        new Disguise("data without a space", stream -> stream.replace("data: ", "data:")),
        new Disguise("blank data", stream -> stream.replace("data: {", "data:\n\ndata: {")),
        new Disguise("two data lines", stream -> stream.replace("data: {\"", "data: {\ndata: \"")),
        new Disguise("an unknown field", stream -> stream.replace("data: ", "foo: bar\ndata: ")),
        new Disguise(
            "an unknown member",
            stream -> stream.replace("data: {\"", "data: {\"x_new\":{\"a\":[1,null]},\"")),
        new Disguise(
            "a member that is null",
            stream -> stream.replace("data: {\"", "data: {\"x_new\":null,\"")));
    Stream<Disguise> ofLines = Stream.of(
        new Disguise("blank lines", stream -> stream.replace("\n", "\n\n")),
        new Disguise(
            "an unknown member",
            stream -> stream.replaceAll("(?m)^\\{\"", "{\"x_new\":{\"a\":[1,null]},\"")));
    return Stream.concat(both, events ? ofEvents : ofLines);
  }

  /** A name, and what it does to a stream. */
  record Disguise(String name, UnaryOperator<String> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void aDisguiseChangesNothing(WireSample sample, Disguise disguise) {
    Decoding plain = decoded(sample, answer(sample));
    Decoding disguised = decoded(sample, disguise.change().apply(answer(sample)));

    assertThat(withoutHeartbeats(disguised)).isEqualTo(withoutHeartbeats(plain));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void byteByByteAndEverySplitPointGiveTheSameEvents(WireSample sample) {
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      byte[] stream = answer(sample).replace("\n", lineEnd).getBytes(UTF_8);
      Decoding whole = Decoding.of(sample.endpoint(), stream);

      assertThat(Decoding.of(
              sample.endpoint(), stream, IntStream.range(0, stream.length).toArray()))
          .isEqualTo(whole);
      int cuts = lineEnd.equals("\n") ? stream.length : -1;
      for (int cut = 0; cut <= cuts; cut++) {
        assertThat(Decoding.of(sample.endpoint(), stream, cut))
            .as("cut at %d of %s", cut, sample)
            .isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEndAtEveryFrameIsATruncationUntilTheFormatLetsItBeTheEnd(WireSample sample) {
    String separator = sample.endpoint().framing() == Framing.EVENT_STREAM ? "\n\n" : "\n";
    String stream = answer(sample);
    int finish = stream.lastIndexOf(sample.finish() + sample.usage(9, 2) + sample.end());
    for (int end = 0; end >= 0 && end < stream.length(); end = after(stream, separator, end)) {
      Decoding decoding = decoded(sample, stream.substring(0, end));

      assertThat(decoding.ends()).isOne();
      assertThat(TEXT).startsWith(decoding.text());
      if (end <= finish) {
        assertThat(decoding.end()).as("%s at %d", sample, end).isEqualTo(new Truncated(null));
      } else {
        assertThat(decoding.end()).isNotInstanceOf(Failed.class);
      }
    }
  }

  private static int after(String stream, String separator, int from) {
    int found = stream.indexOf(separator, from);
    return found < 0 ? -1 : found + separator.length();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingAfterTheEndMarkCounts(WireSample sample) {
    String late = sample.text("late") + sample.error("late") + sample.end();
    if (!sample.end().isEmpty()) {
      assertThat(decoded(sample, answer(sample) + late)).isEqualTo(decoded(sample, answer(sample)));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anErrorMayComeFirstOrLastAndKeepsTheText(WireSample sample) {
    Decoding first = decoded(sample, sample.error("out of words"));
    Decoding last = decoded(
        sample,
        sample.begin() + sample.text("Hel") + sample.error("out of words") + sample.text("lo"));

    for (Decoding decoding : List.of(first, last)) {
      assertThat(decoding.error().message()).endsWith(": out of words");
      assertThat(decoding.ends()).isOne();
    }
    assertThat(last.message().text()).isEqualTo("Hel");
    assertThat(last.message().status()).isEqualTo(MessageStatus.FAILED);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anUnknownEventIsPassedOverWithoutAProblem(WireSample sample) {
    Decoding decoding = decoded(
        sample,
        sample.begin()
            + sample.text("Hel")
            + sample.unknown()
            + sample.text("lo")
            + sample.finish()
            + sample.end());

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.end()).isEqualTo(completion(sample));
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aMalformedFrameIsPassedOverAndReportedOrFailsTheAnswerWhenStrict(WireSample sample) {
    String stream = sample.begin()
        + sample.text("Hel")
        + sample.frame("{\"broken\":")
        + sample.text("lo")
        + sample.finish()
        + sample.end();
    Decoding lenient = decoded(sample, stream);
    Decoding strict = Decoding.of(sample.endpoint().strict(true), stream);

    assertThat(lenient.message().text()).isEqualTo("Hello");
    assertThat(lenient.problems()).containsExactly("malformed_json");
    assertThat(strict.message().text()).isEqualTo("Hel");
    assertThat(strict.error().code()).isEqualTo("malformed_json");
    assertThat(strict.ends()).isOne();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readStrictlyAGoodAnswerIsTheSame(WireSample sample) {
    assertThat(Decoding.of(sample.endpoint().strict(true), answer(sample)))
        .isEqualTo(decoded(sample, answer(sample)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStreamOfSomethingElseIsSaidToBeThat(WireSample sample) {
    Decoding decoding = decoded(sample, sample.frame("garbage") + sample.frame("{\"a\":1}"));

    assertThat(decoding.error().message()).contains("does not speak", "check the URL");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSurrogatePairMayComeInTwoPieces(WireSample sample) {
    Decoding decoding = decoded(
        sample,
        sample.begin()
            + sample.text("\\ud83d")
            + sample.text("\\ude00")
            + sample.finish()
            + sample.end());

    assertThat(decoding.message().text()).isEqualTo("\uD83D\uDE00");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void emptyArgumentsAreAnEmptyObject(WireSample sample) {
    Decoding decoding = decoded(
        sample,
        sample.begin()
            + sample.toolCall(0, "c1", "now", List.of())
            + sample.finish()
            + sample.end());

    assertThat(decoding.message().parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::content)
        .containsExactly(ChatText.of("{}"));
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void twoToolCallsAreTwo(WireSample sample) {
    Decoding decoding = decoded(
        sample,
        sample.begin()
            + sample.toolCall(0, "c1", "add", List.of("{\"a\"", ":1}"))
            + sample.toolCall(1, "c2", "add", List.of("{\"a\"", ":2}"))
            + sample.finish()
            + sample.end());

    assertThat(decoding.message().parts(Part.ToolCall.class))
        .extracting(Part.ToolCall::callId, call -> call.content().toString())
        .containsExactly(tuple("c1", "{\"a\":1}"), tuple("c2", "{\"a\":2}"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void usageMayComeBeforeOrAfterTheFinishOrNever(WireSample sample) {
    String text = sample.begin() + sample.text("Hi");
    Decoding before = decoded(sample, text + sample.usage(9, 2) + sample.finish() + sample.end());
    Decoding after = decoded(sample, text + sample.finish() + sample.usage(9, 2) + sample.end());
    Decoding never = decoded(sample, text + sample.finish() + sample.end());

    assertThat(after.message().usage()).isEqualTo(before.message().usage());
    for (Decoding decoding : List.of(before, after, never)) {
      assertThat(decoding.end()).isEqualTo(completion(sample));
      assertThat(decoding.message().finishReason().map(FinishReason::kind))
          .hasValueSatisfying(
              kind -> assertThat(kind).isIn(FinishReason.Kind.STOP, FinishReason.Kind.UNKNOWN));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDeltaOfAMegabyteAndAHundredThousandOfOneCharacter(WireSample sample) {
    StringBuilder stream =
        new StringBuilder(sample.begin()).append(sample.text("a".repeat(1 << 20)));
    String one = sample.text("b");
    for (int i = 0; i < 100_000; i++) {
      stream.append(one);
    }

    Decoding decoding =
        decoded(sample, stream.append(sample.finish()).append(sample.end()).toString());

    assertThat(decoding.end()).isEqualTo(completion(sample));
    assertThat(decoding.text()).hasSize((1 << 20) + 100_000);
    assertThat(decoding.text()).isEqualTo("a".repeat(1 << 20) + "b".repeat(100_000));
  }
}
