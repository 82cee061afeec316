package io.github.streamingchat.websocket.protocol;

import static io.github.streamingchat.websocket.protocol.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.transport.Problem;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class DecoderCostTest {
  private static final int WARM_UP = 20;

  private long chars;

  private final StreamHandler counting = new StreamHandler() {
    @Override
    public void frame(int length) {}

    @Override
    public void chunk(String piece, long offset) {
      chars += piece.length();
    }

    @Override
    public void whole(String text) {}

    @Override
    public void problem(Problem problem) {
      throw new AssertionError(problem);
    }

    @Override
    public void ended(Envelope end) {}

    @Override
    public void failed(Frame.Failure failure) {}

    @Override
    public void tooLarge(LimitExceededException limit) {
      throw new AssertionError(limit);
    }
  };

  private final ThreePhaseDecoder decoder = new ThreePhaseDecoder(new Reading(), Limits.DEFAULTS);

  private static long allocated(int times, IntConsumer work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.accept(i);
    }
    long before = AllocatedBytes.ofThisThread();
    for (int i = 0; i < times; i++) {
      work.accept(i);
    }
    return (AllocatedBytes.ofThisThread() - before) / times;
  }

  @Test
  void noTreeIsBuiltForAChunk() {
    decoder.resume("a", counting);
    String tree = "[" + "{\"k\":[1,2.5,\"v\",null]},".repeat(2000) + "0]";
    String plain = frame("a", "\"chunk\":\"x\"");
    String withTree =
        frame("a", "\"chunk\":\"x\",\"unknown\":" + tree + ",\"metadata\":{\"k\":" + tree + "}");
    long least = allocated(500, i -> decoder.text(plain, true));
    long most = allocated(500, i -> decoder.text(withTree, true));
    // The buffer grows by doubling from 4 Ki to hold the frame, and is given back after it.
    long buffer = 2L * 2 * 2 * withTree.length();
    assertThat(most - least).isLessThan(buffer + names(withTree));
    assertThat(chars).isEqualTo(2L * (WARM_UP + 500));
  }

  /** A name is made, and forgotten, for each member: at most 64 bytes. */
  private static long names(String json) {
    return json.chars().filter(c -> c == ':').count() * 64;
  }

  @Test
  void aChunkCostsWhatItsLengthIs() {
    decoder.resume("a", counting);
    String small = frame("a", "\"chunk\":\"" + "x".repeat(1 << 17) + "\"");
    String large = frame("a", "\"chunk\":\"" + "x".repeat(1 << 21) + "\"");
    // Both are beyond what the buffer is kept for, which at most doubles what they need.
    long one = allocated(20, i -> decoder.text(small, true));
    long sixteen = allocated(20, i -> decoder.text(large, true));
    assertThat(sixteen).isLessThan(32 * one);
  }

  @Test
  void aMessageInManyPartsIsPutTogetherInLinearMemory() {
    decoder.resume("a", counting);
    String text = frame("a", "\"chunk\":\"" + "x".repeat(1 << 20) + "\"");
    long whole = allocated(5, i -> decoder.text(text, true));
    long parts = allocated(5, i -> {
      for (int at = 0; at < text.length(); at += 64) {
        int to = Math.min(text.length(), at + 64);
        decoder.text(text.substring(at, to), to == text.length());
      }
    });
    assertThat(parts).isLessThan(4 * whole);
  }

  @Test
  void namesThatAPeerMakesUpAreNotKept() {
    Runtime memory = Runtime.getRuntime();
    System.gc();
    long before = memory.totalMemory() - memory.freeMemory();
    decoder.resume("a", counting);
    for (int i = 0; i < 100; i++) {
      decoder.text(frame("a", "\"chunk\":\"x\",\"" + i + "n".repeat(1 << 20) + "\":1"), true);
    }
    System.gc();
    long after = memory.totalMemory() - memory.freeMemory();
    assertThat(after - before).isLessThan(32L << 20);
  }
}
