package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.websocket.SocketChange;
import io.github.streamingchat.websocket.SocketState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LinkWordsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final LinkWords words = new LinkWords(nanos::get);
  private SocketState state = SocketState.IDLE;

  private Optional<String> moves(SocketState to, int delaySeconds) {
    SocketState from = state;
    state = to;
    ChatError cause = to == SocketState.BACKING_OFF || to == SocketState.FAILED
        ? ChatError.of(ChatError.Kind.TRUNCATED, "the cable is out")
        : null;
    return words.moved(
        new SocketChange(from, to, Instant.EPOCH, 1, Duration.ofSeconds(delaySeconds), cause));
  }

  private void pass(double seconds) {
    nanos.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void aConnectionThatWorksIsNotSpokenOf() {
    assertThat(moves(SocketState.CONNECTING, 0)).isEmpty();
    assertThat(words.now()).isEmpty();
    assertThat(moves(SocketState.OPEN, 0)).isEmpty();
    assertThat(words.now()).isEmpty();
  }

  @Test
  void aLossIsToldOnceAndCountedDownUntilItIsThereAgain() {
    moves(SocketState.OPEN, 0);

    assertThat(moves(SocketState.BACKING_OFF, 2)).contains("○ connection lost: the cable is out");
    pass(0.5);
    assertThat(words.now()).isEqualTo("connection lost, reconnecting in 1.5 s…");
    pass(1.5);
    assertThat(moves(SocketState.CONNECTING, 0)).isEmpty();
    assertThat(words.now()).isEqualTo("connection lost, reconnecting…");
    assertThat(moves(SocketState.BACKING_OFF, 3)).isEmpty();
    assertThat(words.now()).isEqualTo("connection lost, reconnecting in 3.0 s…");

    assertThat(moves(SocketState.OPEN, 0)).contains("● connected again");
    assertThat(words.now()).isEqualTo("connected again");
    pass(3.1);
    assertThat(words.now()).isEmpty();
  }

  @Test
  void aConnectionThatNeverWasIsNotLost() {
    assertThat(moves(SocketState.BACKING_OFF, 1)).contains("○ no connection: the cable is out");
    assertThat(words.now()).startsWith("no connection, reconnecting in");
  }

  @Test
  void givingUpIsTold() {
    assertThat(moves(SocketState.FAILED, 0))
        .hasValueSatisfying(text -> assertThat(text).contains("given up", "the cable is out"));
    assertThat(words.now()).isEqualTo("no connection");
  }
}
