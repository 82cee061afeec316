package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.StateChange;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.transport.ChatTransport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One thread carries all the streams of a client: who waits on it for another waits for ever. */
class IoThreadTest {
  @Test
  void joiningAnotherAnswerOnItThrowsInsteadOfWaiting() throws Exception {
    CountDownLatch subscribed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Map<String, Object> results = new ConcurrentHashMap<>();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          if (connection.body().contains("other")) {
            connection.send(LoopbackPeer.streamHead());
            connection.awaitClose();
          } else {
            await(subscribed);
            connection.send(LoopbackPeer.streamHead() + Chunks.HELLO);
          }
        });
        ChatTransport transport = OpenAi.at(peer.url()).newTransport()) {
      Answer other = Chat.builder(transport).retry(RetryPolicy.NONE).build().send("other");
      Answer answer = Chat.builder(transport).retry(RetryPolicy.NONE).build().send("Hi");
      answer.subscribe(
          new AnswerListener() {
            @Override
            public void onStateChange(StateChange change) {
              if (change.to() == StreamState.STREAMING || change.to().isTerminal()) {
                results.put(change.to().name(), join(other));
              }
            }

            @Override
            public void onText(String text) {
              results.put(text, join(other));
            }

            @Override
            public void onOutcome(Outcome outcome) {
              results.put("outcome", join(other));
              results.put("own", answer.join());
              ended.countDown();
            }
          },
          Runnable::run);
      subscribed.countDown();
      await(ended);

      assertThat(results).containsEntry("own", answer.join(Dialogue.LIMIT)).hasSize(6);
      results.remove("own");
      assertThat(results.keySet())
          .containsExactlyInAnyOrder("STREAMING", "Hel", "lo", "COMPLETED", "outcome");
      assertThat(results.values())
          .allSatisfy(result -> assertThat(result)
              .isInstanceOf(IllegalStateException.class)
              .asString()
              .contains("join was called on a thread that delivers answers"));
      other.cancel();
    }
  }

  private static Object join(Answer other) {
    try {
      return other.join();
    } catch (IllegalStateException refused) {
      return refused;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
