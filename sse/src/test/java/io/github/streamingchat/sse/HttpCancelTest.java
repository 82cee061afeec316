package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.CancelReceipt;
import io.github.streamingchat.stream.CancelReply;
import io.github.streamingchat.stream.CancelReply.Status;
import io.github.streamingchat.stream.CancelledAnswer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.LateCause;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a guard against hanging
class HttpCancelTest {
  private static String json(String body) {
    return LoopbackPeer.head(200, "application/json") + body;
  }

  private static HttpCancel at(LoopbackPeer peer) {
    return HttpCancel.post(peer.url() + "/cancel?stream_id={stream_id}");
  }

  private static CancelledAnswer stream(String id) {
    return new CancelledAnswer(
        "c", MessageId.of("m"), Optional.ofNullable(id), Set.of(), LateCause.CANCELLED);
  }

  private static String wordOf(HttpCancel hook, String streamId) throws Exception {
    return hook.cancel(stream(streamId)).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "not_found"})
  void postsTheStreamIdAndTellsTheServersWord(String status) throws Exception {
    try (LoopbackPeer peer =
        LoopbackPeer.sending(json("{\"n\":{\"status\":1},\"status\":\"" + status + "\"}"))) {
      HttpCancel hook = at(peer).headers(() -> Map.of("Authorization", "Bearer t"));

      assertThat(wordOf(hook, "s 1/&?é")).isEqualTo(status);
      assertThat(peer.connections().get(0).head())
          .startsWith("POST /v1/cancel?stream_id=s%201%2F%26%3F%C3%A9 HTTP/1.1")
          .contains("Authorization: Bearer t");
      assertThat(peer.connections().get(0).body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gone", "[]", "{}", "{\"status\":7}", "{\"status\":\"canc"})
  void aReplyOfAnotherShapeHasNoWord(String body) throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(json(body))) {
      assertThat(wordOf(at(peer), "s")).isEmpty();
    }
  }

  @Test
  void aReplyWithoutAnEndIsReadUpToItsLimit() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
      connection.send(json("{\"status\":\"cancelled\",\"rest\":\""));
      connection.sendUntilClosed("x".repeat(1000));
    })) {
      assertThat(wordOf(at(peer), "s")).isEqualTo("cancelled");
    }
  }

  @ParameterizedTest
  @CsvSource({"404", "500", "302"})
  void anotherStatusIsAFailure(int status) throws Exception {
    try (LoopbackPeer peer =
        LoopbackPeer.sending(LoopbackPeer.head(status, "text/plain") + "sorry")) {
      assertThatThrownBy(() -> wordOf(at(peer), "s"))
          .cause()
          .asInstanceOf(type(HttpStatusException.class))
          .satisfies(error -> {
            assertThat(error.status()).isEqualTo(status);
            assertThat(error.body()).isEqualTo("sorry");
          });
      assertThat(peer.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatBreaksIsAFailure() throws Exception {
    try (LoopbackPeer peer = new LoopbackPeer(PeerConnection::reset)) {
      assertThatThrownBy(() -> wordOf(at(peer), "s")).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void withoutAStreamIdNothingIsSent() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(json("{}"))) {
      assertThat(at(peer).cancel(stream(null))).isNull();
      assertThat(peer.accepted()).isZero();
    }
  }

  @Test
  void aLentClientIsUsed() throws Exception {
    try (LoopbackPeer peer = LoopbackPeer.sending(json("{\"status\":\"cancelled\"}"))) {
      HttpClient lent = HttpClient.newBuilder()
          .executor(Runnable::run)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
      assertThat(wordOf(at(peer).client(lent), "s")).isEqualTo("cancelled");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/cancel",
        "/cancel/{stream_id}",
        "ftp://h/{stream_id}",
        "http:{stream_id}"
      })
  void aTemplateThatIsNoUrlWithAPlaceForTheIdIsRefused(String template) {
    assertThatThrownBy(() -> HttpCancel.post(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(template);
  }

  @Test
  void theReceiptOfACancelledAnswerHasTheServersWord() throws Exception {
    ScriptedTransport transport = new ScriptedTransport(new VirtualTime());
    try (LoopbackPeer peer = LoopbackPeer.sending(json("{\"status\":\"not_found\"}"));
        Chat chat = Chat.builder(transport).onCancel(at(peer)).build()) {
      Answer answer = chat.send("Why?");
      Eventually.await("opened", () -> !transport.attempts().isEmpty());
      transport.attempts().get(0).sink().streamId("s-1");
      CancelReceipt receipt = answer.cancel();

      CancelReply reply = receipt.peer().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(reply.status()).isEqualTo(Status.CONFIRMED);
      assertThat(reply.word()).contains("not_found");
      assertThat(answer.join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(peer.connections().get(0).head()).contains("stream_id=s-1");
    }
  }
}
