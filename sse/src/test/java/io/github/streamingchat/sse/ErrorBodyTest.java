package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.sse.LoopbackPeer.Behaviour;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The body of an error response, whatever is wrong with it: the status decides, the body only adds. */
class ErrorBodyTest {
  private static final String HEAD = LoopbackPeer.head(401, "application/json");
  private static final String ERROR =
      "{\"error\":{\"message\":\"No such key\",\"code\":\"bad_key\"}}";

  private static Dialogue limited(int maxErrorBodyBytes, Behaviour behaviour) {
    Limits limits = Limits.builder().maxErrorBodyBytes(maxErrorBodyBytes).build();
    return Dialogue.with(
        behaviour,
        chat -> chat.conversation(Conversation.builder("c").limits(limits).build()));
  }

  private static HttpStatusException cause(ChatError error) {
    assertThat(error.cause()).isInstanceOf(HttpStatusException.class);
    return (HttpStatusException) error.cause();
  }

  @Test
  void oneThatNeverEndsIsReadUpToTheLimitAndClosed() throws Exception {
    Behaviour endless = connection -> {
      connection.send(HEAD);
      connection.sendUntilClosed("x".repeat(1000));
    };
    try (Dialogue dialogue = Dialogue.with(endless)) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(error.message()).contains("check the API key");
      assertThat(cause(error).body()).isEqualTo("x".repeat(Limits.DEFAULT_MAX_ERROR_BODY_BYTES));
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void oneThatIsLargerThanTheLimitIsCutThere() throws Exception {
    try (Dialogue dialogue = limited(ERROR.length() - 1, connection -> {
      connection.send(HEAD + ERROR);
      connection.awaitClose();
    })) {
      ChatError error = dialogue.failed(Kind.AUTH, "bad_key", false);

      assertThat(error.message()).startsWith("No such key (HTTP 401 ");
      assertThat(cause(error).body()).isEqualTo(ERROR.substring(0, ERROR.length() - 1));
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void oneAsLargeAsTheLimitIsReadWhole() {
    try (Dialogue dialogue = limited(ERROR.length(), connection -> connection.send(HEAD + ERROR))) {
      ChatError error = dialogue.failed(Kind.AUTH, "bad_key", false);

      assertThat(error.message()).startsWith("No such key (HTTP 401 ");
    }
  }

  @Test
  void aLimitOfZeroReadsNothing() throws Exception {
    try (Dialogue dialogue = limited(0, connection -> {
      connection.send(HEAD + ERROR);
      connection.awaitClose();
    })) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(cause(error).body()).isEmpty();
      dialogue.assertSocketsClosed();
    }
  }

  @Test
  void oneThatIsNotUtf8IsReadWithReplacements() {
    byte[] latin1 = "{\"error\":{\"message\":\"Schl\u00fcssel\"}}".getBytes(ISO_8859_1);
    try (Dialogue dialogue = Dialogue.with(connection -> {
      connection.send(HEAD);
      connection.send(latin1);
    })) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(error.message()).startsWith("Schl\uFFFDssel (HTTP 401 ");
    }
  }

  @Test
  void oneThatIsCutOffIsAsGoodAsNone() {
    try (Dialogue dialogue = Dialogue.hearing(
        "HTTP/1.1 401 Unauthorized\r\n" + "Content-Length: 1000\r\n\r\n{\"error\":{\"mess")) {
      ChatError error = dialogue.failed(Kind.AUTH, "http_401", false);

      assertThat(cause(error).body()).isEqualTo("{\"error\":{\"mess");
    }
  }

  @Test
  void oneThatStallsHoldsTheStatusBackForAWhileOnly() throws Exception {
    VirtualTime time = new VirtualTime();
    CountDownLatch sent = new CountDownLatch(1);
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
          connection.send(HEAD + "{\"error\":");
          sent.countDown();
          connection.awaitClose();
        });
        ChatTransport transport =
            HttpTransport.builder(TextProtocol.at(peer.url())).scheduler(time).build();
        Chat chat = Chat.builder(transport).retry(RetryPolicy.NONE).build()) {
      Answer answer = chat.send("Hi");
      assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();

      ChatError error = Dialogue.failure(
          Eventually.outcome(answer, () -> time.advance(HttpTransport.ERROR_BODY_TIME)),
          Kind.AUTH,
          "http_401",
          false);
      assertThat(error.message()).contains("check the API key");
      assertThat(peer.connections().get(0).sawClose()).isTrue();
      assertThat(time.timers()).isZero();
    }
  }
}
