package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Failed;
import io.github.streamingchat.transport.StreamEvent.Heartbeat;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every decoder, whatever its format calls things. */
abstract class DecoderContract {
  private static final String TEXT = "h\u00e9\u20ac\uD83D\uDE00llo";

  abstract HttpEndpoint<?> endpoint();

  /** A frame with a piece of text, which is the inside of a JSON string. */
  abstract String text(String json);

  /** A frame that fails the answer, with these words. */
  abstract String error(String words);

  /** The frame that completes the answer. */
  abstract String end();

  /** A frame that holds this instead of what the format says. */
  abstract String frame(String data);

  private String heartbeat() {
    return endpoint().framing() == Framing.EVENT_STREAM ? ": ping\n\n" : "\n";
  }

  private List<String> frames() {
    return List.of(text("h\u00e9"), heartbeat(), text("\u20ac\uD83D\uDE00"), text("llo"), end());
  }

  private String answer() {
    return String.join("", frames());
  }

  private Decoding decoded(String stream) {
    return Decoding.of(endpoint(), stream);
  }

  private void assertWhole(Decoding decoding) {
    assertThat(decoding.text()).isEqualTo(TEXT);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.ends()).isOne();
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.all(Heartbeat.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aWholeAnswerWithLineEndsOfEachKind(String lineEnd) {
    assertWhole(decoded(answer().replace("\n", lineEnd)));
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertWhole(decoded("\uFEFF" + answer()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everySplitPointGivesTheSameEvents(String lineEnd) {
    byte[] stream =
        (answer() + text("late") + error("late")).replace("\n", lineEnd).getBytes(UTF_8);
    Decoding whole = Decoding.of(endpoint(), stream);
    assertWhole(whole);
    for (int cut = 0; cut <= stream.length; cut++) {
      assertThat(Decoding.of(endpoint(), stream, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void byteByByteGivesTheSameEvents() {
    byte[] stream = answer().getBytes(UTF_8);
    int[] everywhere = IntStream.range(0, stream.length).toArray();

    assertWhole(Decoding.of(endpoint(), stream, everywhere));
  }

  @Test
  void anEndAtEveryFrameButTheLastIsATruncationThatKeepsTheText() {
    for (int kept = 0; kept < frames().size(); kept++) {
      List<String> some = frames().subList(0, kept);
      Decoding decoding = decoded(String.join("", some));

      assertThat(decoding.end()).as("after %s", some).isEqualTo(new Truncated(null));
      assertThat(TEXT).startsWith(decoding.text());
    }
  }

  @Test
  void anEndAtEveryByteKeepsAPrefixAndCompletesOnlyByTheEndMark() {
    byte[] stream = answer().getBytes(UTF_8);
    int endMark = stream.length - end().getBytes(UTF_8).length;
    for (int length = 0; length < stream.length; length++) {
      Decoding decoding = decoded(new String(stream, 0, length, UTF_8));

      assertThat(TEXT).as("after %d bytes", length).startsWith(decoding.text());
      assertThat(decoding.ends()).isOne();
      if (length <= endMark) {
        assertThat(decoding.end()).as("after %d bytes", length).isInstanceOf(Truncated.class);
      } else {
        assertThat(decoding.end()).isNotInstanceOf(Failed.class);
      }
    }
  }

  @Test
  void nothingAfterTheEndCounts() {
    Decoding decoding = decoded(answer() + text("more") + end() + error("no") + frame("x"));

    assertWhole(decoding);
  }

  @Test
  void anErrorFailsTheAnswerInTheServersWordsAndKeepsTheText() {
    Decoding decoding = decoded(text("Hel") + error("out of words") + text("lo") + end());

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.error().kind()).isEqualTo(Kind.PROVIDER);
    assertThat(decoding.error().message())
        .isEqualTo("The provider reported an error: out of words");
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void anErrorMayComeFirst() {
    assertThat(decoded(error("no")).error().message()).endsWith(": no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "{'a':", "{}}", "[1]", "12", "[[[[", "\u0000", "{'a':\u0001}"})
  void whatIsUnreadableIsPassedOverCountedAndReported(String data) {
    Decoding decoding = decoded(
        text("Hel") + frame(data.replace('\'', '"')) + text("lo") + frame("nonsense") + end());

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.problems()).hasSize(2).last().isEqualTo("malformed_json");
    assertThat(decoding.problems().get(0)).isIn("malformed_json", "unexpected_json");
  }

  @Test
  void readStrictlyTheFirstThingThatIsUnreadableFailsTheAnswer() {
    Decoding decoding =
        Decoding.of(endpoint().strict(true), text("Hel") + frame("garbage") + text("lo") + end());

    assertThat(decoding.text()).isEqualTo("Hel");
    ChatError error = decoding.error();
    assertThat(error.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(error.code()).isEqualTo("malformed_json");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message()).contains("read strictly", "it is not JSON");
    Dialogue.assertReadable(error.message());
    assertThat(decoding.problems()).hasSize(1);
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void readStrictlyAGoodAnswerIsTheSame() {
    assertWhole(Decoding.of(endpoint().strict(true), answer()));
  }

  @Test
  void aPeerThatSpeaksNothingOfTheFormatIsSaidToDoSo() {
    for (String foreign : List.of("garbage", "{\"some\":\"thing\"}")) {
      Decoding decoding = decoded(frame(foreign) + frame(foreign));

      assertThat(decoding.error().kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(decoding.error().message()).contains("does not speak", "check the URL");
      Dialogue.assertReadable(decoding.error().message());
    }
  }

  @Test
  void jsonNestedTooDeepIsPassedOver() {
    Decoding decoding = decoded(text("Hel")
        + frame("{\"metadata\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")
        + text("lo")
        + end());

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).containsExactly("malformed_json");
  }

  @Test
  void surrogatesInTwoEscapesOrTwoPiecesComeTogether() {
    Decoding decoding = decoded(text("\\ud83d\\ude00") + text("\\ud83d") + text("\\ude00") + end());

    assertThat(decoding.text()).isEqualTo("\uD83D\uDE00\uD83D\uDE00");
  }

  @Test
  void aPieceOfAMegabyteAndPiecesOfOneCharacter() {
    StringBuilder stream = new StringBuilder(text("a".repeat(1 << 20)));
    for (int i = 0; i < 10_000; i++) {
      stream.append(text("b"));
    }

    Decoding decoding = decoded(stream + end());

    assertThat(decoding.text()).isEqualTo("a".repeat(1 << 20) + "b".repeat(10_000));
  }

  @Test
  void emptyPiecesAndNullsSayNothing() {
    Decoding decoding = decoded(text("") + text("null") + end());

    assertThat(String.join("", pieces(decoding))).isEqualTo("null");
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoded(text("x").replace("\"x\"", "null") + end()).text()).isEmpty();
    assertThat(decoded(text("x").replace("\"x\"", "null") + end()).problems()).isEmpty();
  }

  private static List<String> pieces(Decoding decoding) {
    return new ArrayList<>(decoding.all(Text.class).stream().map(Text::piece).toList());
  }

  @Test
  void unknownMembersAreIgnored() {
    String known = text("Hello");
    String more = known.replaceFirst("\\{", "{\"new\":{\"a\":[1]},").replaceFirst("\\}\\s*$", "");
    assertThat(decoded(more + "}" + known.substring(known.lastIndexOf('}') + 1) + end())
            .text())
        .isEqualTo("Hello");
  }

  @Test
  void anEmptyAnswerIsWhole() {
    Decoding decoding = decoded(end());

    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.all(StreamEvent.Finished.class)).isNotEmpty();
  }

  @Test
  void anEmptyStreamIsTruncated() {
    assertThat(decoded("").end()).isEqualTo(new Truncated(null));
  }
}
