package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.LetterOfTheStandard.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A corpus of streams, each in every variant of line ends and of byte order marks, cut at every
 * place, and the short ones at every pair of places. Judged by {@link LetterOfTheStandard}.
 */
class SseParserCutsTest {
  /** Streams with LF line ends; bytes above 7F are Latin-1 escapes of raw bytes. */
  private static final List<String> STREAMS = List.of(
      "",
      "\n",
      "\n\n\n",
      "data: a\n\n",
      "data: a\n",
      "data: a",
      "data:a\n\ndata:b\n\n",
      "data\n\n",
      "data:\n\n",
      "data: \n\n",
      "data:  \n\n",
      "data\ndata\n\ndata",
      "data: a\ndata:\ndata: b\n\n",
      "data: a\n: c\ndata: b\n\n",
      "data: a\nx\nid: 1\ndata: b\nevent: e\n\n",
      "data :a\n\n",
      " data: a\n\n",
      "Data: a\n\n",
      "dat: a\n\n",
      "datum: a\n\n",
      "dataa: a\n\n",
      "d\ne\ni\nr\n\n",
      "event: e\n\ndata: a\n\n",
      "event: e\ndata: a\n\ndata: b\n\n",
      "event:\ndata: a\n\n",
      "event\ndata: a\n\n",
      "events: e\ndata: a\n\n",
      "event: message\ndata: a\n\n",
      "id: 1\n\ndata: a\n\n",
      "id: 1\ndata: a\n\nid: 2\ndata: b\n",
      "id: 1\ndata: a\n\nid\ndata: b\n\n",
      "id: 1\ndata: a\n\nid:\n\ndata: b\n\n",
      "id: 1\0\ndata: a\n\n",
      "id: 1\nid: 2\0\ndata: a\n\n",
      "ids: 1\ndata: a\n\n",
      "id: 1\ndata: a\n\ndata: b\n\ndata: c\n\n",
      "retry: 1000\n",
      "retry: 99999999999999999999\n\n",
      "retry: 1x\nretry:\nretry\nretry: -1\n",
      "retry:  1\n",
      "retry: 7",
      ":\n: c\n:c\n:  c\n",
      ": ping",
      ":\0\n",
      "data: a\u2028b\u0085c\n\n",
      "data: {\"delta\":\"\u00E9\u2026\uD83D\uDE00\"}\n\ndata: [DONE]\n\n",
      "event: \uD83D\uDE00\nid: \u00E9\ndata: \uFEFF\n\n",
      "\uFEFFdata: a\n\n",
      "data: a\n\n\uFEFFdata: b\n\n",
      "data: a\u000Bb\fc\td\n\n");

  private static final List<String> RAW_STREAMS = List.of(
      "\u00EF",
      "\u00EF\u00BB",
      "\u00EF\u00BBdata: a\n\n",
      "\u00EFdata: a\n\n",
      "\u00EF\u00BB\n\ndata: a\n\n",
      "\u00EF\n\ndata: a\n\n",
      "data: \u00ED\u00A0\u0080\n\n",
      "data: \u00F0\u009F\u0098\n\u0080\n\n",
      "data: \u00C3\ndata: \u00A9\n\n",
      "data: \u00FF\u00C0\u0080\n\n",
      "event: \u00ED\u00BF\u00BF\nid: \u00E0\u0080\ndata: a\n\n",
      "\u0080data: a\n\n",
      "data\u0080: a\n\n",
      "id: \u00F4\u0090\0\ndata: a\n\n",
      "retry: \u0080\u0081\n");

  static List<byte[]> corpus() {
    List<byte[]> corpus = new ArrayList<>();
    STREAMS.forEach(s -> addVariants(corpus, s.getBytes(UTF_8)));
    RAW_STREAMS.forEach(s -> addVariants(corpus, s.getBytes(ISO_8859_1)));
    return corpus;
  }

  private static void addVariants(List<byte[]> corpus, byte[] stream) {
    String text = new String(stream, ISO_8859_1);
    List<String> ends =
        List.of(text, text.replace("\n", "\r"), text.replace("\n", "\r\n"), mixed(text));
    for (String mark : List.of("", "\u00EF\u00BB\u00BF", "\u00EF\u00BB\u00BF\u00EF\u00BB\u00BF")) {
      for (String variant : ends.stream().distinct().toList()) {
        corpus.add((mark + variant).getBytes(ISO_8859_1));
      }
    }
  }

  /** Takes a different line end for each line. */
  private static String mixed(String text) {
    List<String> ends = List.of("\r", "\r\n", "\n", "\r", "\r", "\n", "\r\n", "\r\n");
    StringBuilder mixed = new StringBuilder();
    int line = 0;
    for (char c : text.toCharArray()) {
      mixed.append(c == '\n' ? ends.get(line++ % ends.size()) : String.valueOf(c));
    }
    return mixed.toString();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyCutGivesWhatTheStandardSays(byte[] stream) {
    for (String seed : List.of("", "seed")) {
      Reading expected = LetterOfTheStandard.read(stream, seed);
      for (int cut = 0; cut <= stream.length; cut++) {
        assertThat(Cuts.read(stream, seed, cut)).as("cut at %d", cut).isEqualTo(expected);
      }
      int[] everywhere = IntStream.range(1, Math.max(stream.length, 1)).toArray();
      assertThat(Cuts.read(stream, seed, everywhere)).as("bytewise").isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyPairOfCutsGivesWhatTheStandardSays(byte[] stream) {
    Reading expected = LetterOfTheStandard.read(stream, "");
    int last = Math.min(stream.length, 40);
    for (int first = 0; first <= last; first++) {
      for (int second = first; second <= last; second++) {
        assertThat(Cuts.read(stream, "", first, second))
            .as("cut at %d and %d", first, second)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyCallIsMadeWithTheByteThatCompletesIt(byte[] stream) {
    Recorder recorder = new Recorder();
    SseParser parser = new SseParser(recorder);
    for (int i = 0; i < stream.length; i++) {
      parser.feed(stream, i, 1);
      Reading soFar = LetterOfTheStandard.read(Arrays.copyOf(stream, i + 1), "");
      assertThat(recorder.calls).as("after byte %d", i).isEqualTo(soFar.beforeEnd());
      assertThat(parser.lastEventId()).isEqualTo(soFar.lastEventId());
    }
  }
}
