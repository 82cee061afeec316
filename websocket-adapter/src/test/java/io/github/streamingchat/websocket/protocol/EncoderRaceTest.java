package io.github.streamingchat.websocket.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EncoderRaceTest {
  private static final int ROUNDS = 5_000;

  @Test
  void aPieceIsSentIfAndOnlyIfItsCallSaysSo() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        StreamEncoder stream = StreamEncoder.stream("a").to(sent::add);
        Future<Boolean> ended = other.submit(() -> {
          together.await();
          return stream.end();
        });
        together.await();
        boolean taken = stream.chunk("x");
        assertThat(ended.get()).isTrue();
        boolean arrived = sent.stream().anyMatch(json -> json.contains("\"chunk\":\"x\""));
        assertThat(arrived).as("round %d", round).isEqualTo(taken);
      }
    } finally {
      other.shutdown();
    }
  }

  @Test
  void oneOfSeveralEndsCounts() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      for (int round = 0; round < ROUNDS / 10; round++) {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        StreamEncoder stream = StreamEncoder.stream("a").to(sent::add);
        Future<Boolean> failed = other.submit(() -> {
          together.await();
          return stream.fail("boom");
        });
        together.await();
        boolean ended = stream.end();
        assertThat(failed.get()).isNotEqualTo(ended);
        assertThat(sent.stream().filter(json -> json.contains("\"stream_end\":true")))
            .hasSize(1);
        assertThat(sent.stream().filter(json -> json.contains("\"stream_start\":true")))
            .hasSize(1);
      }
    } finally {
      other.shutdown();
    }
  }
}
