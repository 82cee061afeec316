package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.event;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.runStrictly;
import static io.github.streamingchat.sse.protocol.AgUiEvents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agent thinks, in the words of today and in the deprecated ones. */
class AgUiReasoningTest {
  private static final String OPENED = event("REASONING_MESSAGE_START", "'messageId':'r1'");
  private static final String ENDED = event("REASONING_MESSAGE_END", "'messageId':'r1'");

  private static String piece(String piece) {
    return event("REASONING_MESSAGE_CONTENT", "'messageId':'r1','delta':'" + piece + "'");
  }

  private static String chunk(String members) {
    return event("REASONING_MESSAGE_CHUNK", members);
  }

  private static String thought(String piece) {
    return event("THINKING_TEXT_MESSAGE_CONTENT", "'delta':'" + piece + "'");
  }

  private static String seal(String id) {
    return event(
        "REASONING_ENCRYPTED_VALUE",
        "'subtype':'message','entityId':'" + id + "','encryptedValue':'abc'");
  }

  private static List<String> thoughts(ChatMessage message) {
    return message.parts(Part.Reasoning.class).stream()
        .map(reasoning -> reasoning.content().toString())
        .toList();
  }

  @Test
  void reasoningIsPartOfTheMessageThatFollowsTheFirstAndOfTheOneBeforeItLater() {
    Decoding decoding = run(
        OPENED,
        piece("one"),
        ENDED,
        text("m1", "Hi"),
        chunk("'messageId':'r2','delta':'two'"),
        text("m2", "Bye"));

    assertThat(decoding.messages())
        .extracting(AgUiReasoningTest::thoughts)
        .containsExactly(List.of("one", "two"), List.of());
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void thinkingSaysTheSameWithoutIds() {
    String begin = event("THINKING_TEXT_MESSAGE_START", "");
    String end = event("THINKING_TEXT_MESSAGE_END", "");
    Decoding decoding = run(
        event("THINKING_START", "'title':'Plan'"),
        begin,
        thought("Let me "),
        thought("see"),
        end,
        begin,
        thought("Well"),
        end,
        event("THINKING_END", ""));

    assertThat(thoughts(decoding.message())).containsExactly("Let me see", "Well");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theFirstChunkOpensAndAnEmptyOneCloses() {
    Decoding decoding = run(
        chunk("'messageId':'r1','delta':'Let me '"),
        chunk("'delta':'see'"),
        chunk("'delta':''"),
        chunk("'messageId':'r2','delta':'Well'"));

    assertThat(thoughts(decoding.message())).containsExactly("Let me see", "Well");
    assertThat(decoding.problems()).isEmpty();
    assertThat(run(chunk("'messageId':'r1','delta':'a'"), chunk("'delta':''"), chunk("'delta':'b'"))
            .problems())
        .containsExactly("chunk_without_id");
  }

  @Test
  void aChunkForReasoningThatIsOpenIsContent() {
    Decoding decoding = run(OPENED, chunk("'messageId':'r1','delta':'Well'"), ENDED);

    assertThat(thoughts(decoding.message())).containsExactly("Well");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theBeginningAndEndOfAPhaseSayNothing() {
    Decoding decoding = run(
        event("REASONING_START", "'messageId':'r1'"), event("REASONING_END", "'messageId':'r1'"));

    assertThat(decoding.message().parts()).isEmpty();
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void reasoningThatIsHiddenIsAPartWithoutText() {
    Decoding decoding = run(event("REASONING_START", "'messageId':'r1'"), seal("r1"));

    assertThat(decoding.message().parts(Part.Reasoning.class))
        .extracting(Part.Reasoning::seal, Part.Reasoning::length)
        .containsExactly(tuple(new Part.Seal("ag-ui", null, "abc"), 3));
  }

  @Test
  void aSealOfAMessageIsThatOfItsText() {
    Decoding decoding = run(text("m1", "one"), text("m2", "two"), seal("m1"));

    assertThat(decoding.messages())
        .extracting(message -> message.parts(Part.Text.class).get(0).seal())
        .containsExactly(new Part.Seal("ag-ui", null, "abc"), null);
  }

  static Stream<Arguments> disorder() {
    return Stream.of(
        Arguments.of("reasoning_without_start", piece("We") + piece("ll") + ENDED),
        Arguments.of(
            "reasoning_without_start",
            thought("We") + thought("ll") + event("THINKING_TEXT_MESSAGE_END", "")),
        Arguments.of("reasoning_after_end", OPENED + piece("We") + ENDED + piece("ll") + ENDED),
        Arguments.of(
            "reasoning_after_end", OPENED + piece("We") + ENDED + OPENED + piece("ll") + ENDED),
        Arguments.of("started_twice", OPENED + OPENED + piece("Well") + ENDED),
        Arguments.of("end_without_start", OPENED + piece("Well") + ENDED + ENDED),
        Arguments.of("open_at_end", OPENED + piece("Well")));
  }

  @ParameterizedTest
  @MethodSource("disorder")
  void disorderIsPutRightAndReported(String code, String events) {
    Decoding decoding = run(events);

    assertThat(thoughts(decoding.message())).containsExactly("Well");
    assertThat(decoding.problems()).containsExactly(code);
  }

  @ParameterizedTest
  @MethodSource("disorder")
  void readStrictlyDisorderFailsTheAnswer(String code, String events) {
    assertThat(runStrictly(events).error().code()).isEqualTo(code);
  }
}
