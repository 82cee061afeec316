package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What parsing costs, in bytes looked at, moved and allocated; time is for benchmarks. */
class SseParserCostTest {
  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({"10485760, 8192", "10485760, 16384", "1048576, 17", "1048576, 1"})
  void aLongLineIsScannedOnceAndMovedTwiceAtMost(int length, int piece) {
    long moves = cost("data: " + "a".repeat(length) + "\n\n", piece, 2);
    assertThat(moves).as("the counter counts").isGreaterThan(length / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "'data: a', 17",
    "'data: a', 1",
    "'data: a', 8192",
    "'data', 3",
    "'data: 0123456789012345678901234567890123456789', 17",
    "'data: 0123456789012345678901234567890123456789', 4096"
  })
  void anEventOfManyLinesIsJoinedOnce(String line, int piece) {
    cost((line + "\n").repeat(MIB / line.length()) + "\n", piece, 4);
  }

  @ParameterizedTest
  @CsvSource({"1, 5000", "17, 5000", "5000, 5000", "1, 100000", "17, 100000"})
  void commentsBehindLargeDataDoNotMoveItAgainAndAgain(int piece, int length) {
    cost(
        "data: " + "a".repeat(length) + "\n" + ": some comment\n".repeat(MIB / 15) + "\n",
        piece,
        2);
  }

  @ParameterizedTest
  @CsvSource({"1", "17", "100", "4095", "4096", "4097", "8192"})
  void manyEventsAreMovedOnceAtMost(int piece) {
    cost(
        ("data: " + "a".repeat(300) + "\n\n").repeat(1000)
            + ("data: " + "a".repeat(3000) + "\n\n").repeat(100)
            + ("data: " + "a".repeat(70_000) + "\n\n").repeat(10),
        piece,
        2);
  }

  /** A line that wandered through the array would be moved whenever it met the end. */
  @ParameterizedTest
  @CsvSource({"1460", "4096", "16384"})
  void linesOfOneLengthAreNotMovedOnceTheyFit(int piece) {
    String event = "data: " + "a".repeat(65_000) + "\n\n";
    long few = cost(event.repeat(10), piece, 2);
    long many = cost(event.repeat(100), piece, 2);
    assertThat(many - few).as("of 90 more lines").isLessThan(90L * BlockBuffer.SLICE);
  }

  private static long cost(String stream, int piece, int mostMoves) {
    byte[] bytes = stream.getBytes(UTF_8);
    SseParser parser = new SseParser(frame -> {});
    for (int at = 0; at < bytes.length; at += piece) {
      parser.feed(bytes, at, Math.min(piece, bytes.length - at));
    }
    assertThat(parser.buffer().scans()).isEqualTo(bytes.length);
    assertThat(parser.buffer().moves()).isLessThanOrEqualTo((long) mostMoves * bytes.length);
    return parser.buffer().moves();
  }

  @Test
  void anEventWhoseStringsAreNotAskedForAllocatesNothing() {
    assertThat(bytesAnEvent(frame -> {
          if (frame.length() == 0 || frame.bytes()[frame.offset()] != '{') {
            throw new AssertionError("not the data that was sent");
          }
          if (!frame.type().equals("content_block_delta")) {
            throw new AssertionError(frame.type());
          }
        }))
        .isLessThan(8);
  }

  @Test
  void anEventWhoseDataIsAskedForAllocatesLittleMoreThanItsString() {
    assertThat(bytesAnEvent(frame -> {
          if (frame.data().length() != DATA_LENGTH) {
            throw new AssertionError(frame.data());
          }
        }))
        .isBetween((double) DATA_LENGTH, DATA_LENGTH + 80.0);
  }

  private static final int DATA_LENGTH = 280;
  private static final int EVENTS = 20_000;

  private static double bytesAnEvent(SseHandler handler) {
    String data = "{" + "a".repeat(DATA_LENGTH - 2) + "}";
    String event = ": ping\nevent: content_block_delta\nid: 12345\ndata: " + data + "\n\n";
    byte[] stream = event.repeat(EVENTS).getBytes(UTF_8);
    feed(handler, stream);
    long before = AllocatedBytes.ofThisThread();
    feed(handler, stream);
    return (AllocatedBytes.ofThisThread() - before) / (double) EVENTS;
  }

  private static void feed(SseHandler handler, byte[] stream) {
    SseParser parser = new SseParser(handler);
    for (int at = 0; at < stream.length; at += 16384) {
      parser.feed(stream, at, Math.min(16384, stream.length - at));
    }
  }
}
