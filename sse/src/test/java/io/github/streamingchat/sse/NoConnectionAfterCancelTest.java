package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatException;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import org.junit.jupiter.api.Test;

/** A cancelled answer makes no connection; one that it was just making is closed. */
class NoConnectionAfterCancelTest {
  private static final int ROUNDS = 1000;

  @Test
  void whoeverWinsTheRaceNothingIsLeftOpen() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(PeerConnection::awaitClose);
        ChatTransport transport = OpenAi.at(peer.url()).newTransport()) {
      for (int round = 0; round < ROUNDS; round++) {
        Answer answer = Chat.builder(transport).retry(RetryPolicy.NONE).build().send("Hi");
        for (int i = 0; i < round * 20; i++) {
          Thread.onSpinWait(); // a little later each time, from before the attempt to behind it
        }
        answer.cancel();
        assertThat(answer.join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
      }

      Eventually.await("every connection that was made is closed", () -> peer.open() == 0);
      assertThat(peer.accepted()).isLessThanOrEqualTo(ROUNDS);
      assertThat(LibraryThreads.ofSingleStreams()).isEmpty();
    }
  }

  @Test
  void aClosedChatConnectsToNobody() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(PeerConnection::awaitClose)) {
      Chat chat = Chat.builder(OpenAi.at(peer.url())).retry(RetryPolicy.NONE).build();
      chat.close();
      chat.close();

      assertThatThrownBy(() -> chat.send("Hi"))
          .isInstanceOf(ChatException.class)
          .hasMessageContaining("closed");
      assertThat(chat.conversation().snapshot().size()).isZero();
      assertThat(peer.accepted()).isZero();
    }
  }

  @Test
  void aClosedTransportConnectsToNobody() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(PeerConnection::awaitClose)) {
      ChatTransport transport = OpenAi.at(peer.url()).newTransport();
      transport.close();
      Chat chat = Chat.builder(transport).retry(RetryPolicy.NONE).build();

      assertThat(chat.send("Hi").join(Dialogue.LIMIT).error().orElseThrow().message())
          .contains("this transport is closed");
      assertThat(peer.accepted()).isZero();
    }
  }

  @Test
  void chatsThatAreClosedWhileTheyAskLeaveNothingOpen() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(PeerConnection::awaitClose)) {
      for (int round = 0; round < 50; round++) {
        Chat chat = Chat.builder(OpenAi.at(peer.url())).retry(RetryPolicy.NONE).build();
        Answer answer = chat.send("Hi");
        for (int i = 0; i < round * 500; i++) {
          Thread.onSpinWait();
        }
        chat.close();
        assertThat(answer.state().isTerminal()).isTrue();
      }

      Eventually.await("every connection that was made is closed", () -> peer.open() == 0);
    }
  }
}
