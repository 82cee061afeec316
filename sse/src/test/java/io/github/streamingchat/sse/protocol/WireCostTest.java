package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Part;
import io.github.streamingchat.sse.AllocatedBytes;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an answer costs from its bytes to the message, in bytes allocated, for every wire format: four
 * times the answer costs four times as much, whatever its shape. What grows with the square would cost
 * sixteen times as much. Time is for benchmarks.
 */
class WireCostTest {
  private static final int SMALL = 1 << 12;
  private static final int TIMES = 4;

  /** Room for what is the same at every size, and for buffers that double. */
  private static final double MOST_TIMES = 1.5 * TIMES;

  static Stream<WireSample> samples() {
    return WireSample.all();
  }

  private static String answer(WireSample sample, String content) {
    return sample.begin() + content + sample.finish() + sample.end();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void deltasOfOneCharacterCostTheSameEach(WireSample sample) {
    assertLinear(sample.endpoint(), count -> answer(sample, sample.text("a").repeat(count)), SMALL);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void oneLongDeltaCostsWhatItIsLong(WireSample sample) {
    assertLinear(
        sample.endpoint(), length -> answer(sample, sample.text("a".repeat(length))), 1 << 18);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void argumentsInSmallPiecesCostWhatTheyAreLong(WireSample sample) {
    assertLinear(sample.endpoint(), count -> answer(sample, call(sample, count)), SMALL);
  }

  private static String call(WireSample sample, int pieces) {
    List<String> arguments = Stream.of(
            List.of("{\"a\":\""), Collections.nCopies(pieces, "0123456789"), List.of("\"}"))
        .flatMap(List::stream)
        .toList();
    return sample.toolCall(0, "c1", "f", arguments);
  }

  /**
   * Of each piece there are its String and what the format needs to tell it, and besides what the test
   * keeps of it, which is 80: no tree of it is made, and nothing is done twice. The bounds are some 30 %
   * above what was measured.
   */
  static Stream<Arguments> mostBytesAPiece() {
    return Stream.of(
        Arguments.of(new AgUiSample(), 166),
        Arguments.of(new AnthropicSample(), 240),
        Arguments.of(new GeminiSample(), 630),
        Arguments.of(new OllamaSample(), 240),
        Arguments.of(new OpenAiResponsesSample(), 426),
        Arguments.of(new OpenAiSample(), 166),
        Arguments.of(new UiMessagesSample(), 166));
  }

  @ParameterizedTest
  @MethodSource("mostBytesAPiece")
  void aPieceCostsNoMoreThanItsFormatNeeds(WireSample sample, long most) {
    bytesToDecode(sample, SMALL); // what is made once for all
    long few = bytesToDecode(sample, SMALL);
    long many = bytesToDecode(sample, TIMES * SMALL);

    assertThat((many - few) / ((TIMES - 1) * SMALL)).isBetween(1L, most);
  }

  private static long bytesToDecode(WireSample sample, int pieces) {
    byte[] stream = answer(sample, sample.text("word ").repeat(pieces)).getBytes(UTF_8);
    long before = AllocatedBytes.ofThisThread();
    Decoding decoded = Decoding.of(sample.endpoint(), stream);
    long allocated = AllocatedBytes.ofThisThread() - before;
    assertThat(decoded.text()).hasSize("word ".length() * pieces);
    return allocated;
  }

  /** Vertex AI tells the arguments of Gemini's calls as values at paths. */
  @Test
  void argumentsAtPathsCostWhatTheyAreLong() {
    assertLinear(
        GeminiEvents.ENDPOINT,
        count -> GeminiEvents.call("'name':'f','willContinue':true")
            + argument("$.a.text").repeat(count)
            + GeminiEvents.call("")
            + GeminiEvents.STOP,
        SMALL);
  }

  @Test
  void argumentsAtPathsThatTakeTurnsCostWhatTheyAreLong() {
    assertLinear(
        GeminiEvents.ENDPOINT,
        count -> GeminiEvents.call("'name':'f','willContinue':true")
            + (argument("$.a") + argument("$.b")).repeat(count)
            + GeminiEvents.call("")
            + GeminiEvents.STOP,
        SMALL);
  }

  private static String argument(String path) {
    return GeminiEvents.call("'partialArgs':[{'jsonPath':'" + path
        + "','stringValue':'0123456789','willContinue':true}],'willContinue':true");
  }

  private static void assertLinear(
      HttpEndpoint<?> endpoint, IntFunction<String> streamOfSize, int size) {
    Cost warm = Cost.of(endpoint, streamOfSize.apply(size));
    Cost small = Cost.of(endpoint, streamOfSize.apply(size));
    Cost large = Cost.of(endpoint, streamOfSize.apply(TIMES * size));

    assertThat(warm.characters).isEqualTo(small.characters).isGreaterThanOrEqualTo(size);
    assertThat(large.characters).isGreaterThanOrEqualTo(TIMES * size);
    assertThat(large.bytes / (double) small.bytes)
        .as("%s: %d bytes, then %d", endpoint, small.bytes, large.bytes)
        .isLessThan(MOST_TIMES);
  }

  /** What was allocated for a message of so many characters. */
  private record Cost(long bytes, int characters) {
    static Cost of(HttpEndpoint<?> endpoint, String stream) {
      byte[] bytes = stream.getBytes(UTF_8);
      long before = AllocatedBytes.ofThisThread();
      List<Part> parts = Decoding.of(endpoint, bytes).message().parts();
      long allocated = AllocatedBytes.ofThisThread() - before;
      return new Cost(allocated, parts.stream().mapToInt(Part::length).sum());
    }
  }
}
