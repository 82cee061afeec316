package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.LateCause;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a server sees of an answer that takes more than one attempt. */
class RepeatedRequestTest {
  private static final RetryPolicy QUICK = RetryPolicy.builder()
      .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.RESUME)
      .build();
  private static final String HEAD = LoopbackPeer.streamHead();
  private static final String ANSWER =
      HEAD + "data: {\"choices\":[{\"delta\":{\"content\":\"Because\"}}]}\n\ndata: [DONE]\n\n";

  private static LoopbackPeer peer(String... responses) {
    AtomicInteger served = new AtomicInteger();
    return new LoopbackPeer(connection ->
        connection.send(responses[Math.min(served.getAndIncrement(), responses.length - 1)]));
  }

  private static Outcome text(LoopbackPeer peer) {
    try (HttpTransport transport =
        HttpTransport.builder(TextProtocol.at(peer.url())).build()) {
      return Chat.builder(transport).retry(QUICK).build().send("Hi").join(Dialogue.LIMIT);
    }
  }

  private static Outcome openAi(LoopbackPeer peer, Function<OpenAi, OpenAi> settings) {
    try (Chat chat = Chat.builder(settings.apply(OpenAi.at(peer.url()).model("m")))
        .retry(QUICK)
        .build()) {
      return chat.send("Hi").join(Dialogue.LIMIT);
    }
  }

  private static List<String> header(LoopbackPeer peer, String name) {
    return peer.connections().stream()
        .map(connection -> connection
            .head()
            .lines()
            .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .map(line -> line.substring(name.length() + 1).strip())
            .findFirst()
            .orElse(""))
        .toList();
  }

  @Test
  void aStreamThatBrokeOffIsAskedForWhatFollowsItsLastId() throws Exception {
    try (LoopbackPeer peer = peer(
        HEAD + "id: 1\ndata: Be\n\nid: 2\ndata: cau\n\nid: 3\ndata: never whole",
        HEAD + "id: 2\ndata: cau\n\nid: 3\ndata: se\n\ndata: end\n\n")) {
      Outcome outcome = text(peer);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(outcome.evidence().lateEvents()).isEqualTo(Map.of(LateCause.DUPLICATE, 1L));
      assertThat(header(peer, "Last-Event-ID")).containsExactly("", "2");
    }
  }

  @Test
  void anIdStaysThePlaceToGoOnFromOverSeveralCuts() throws Exception {
    try (LoopbackPeer peer = peer(
        HEAD + "id: 1\ndata: Be\n\n",
        HEAD + ": nothing yet\n\n",
        HEAD + "id: 2\ndata: cause\n\ndata: end\n\n")) {
      Outcome outcome = text(peer);

      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(header(peer, "Last-Event-ID")).containsExactly("", "1", "1");
    }
  }

  @Test
  void anIdWithoutDataIsAPlaceToGoOnFrom() throws Exception {
    try (LoopbackPeer peer =
        peer(HEAD + "data: Be\n\nid: 7\n\n", HEAD + "data: cause\n\ndata: end\n\n")) {
      assertThat(text(peer).text()).isEqualTo("Because");
      assertThat(header(peer, "Last-Event-ID")).containsExactly("", "7");
    }
  }

  @Test
  void anEventWithoutAnIdBehindOneCannotBeResumed() throws Exception {
    try (LoopbackPeer peer = peer(HEAD + "id: 1\ndata: Be\n\ndata: cause\n\n")) {
      Outcome outcome = text(peer);

      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(peer.connections()).hasSize(1);
    }
  }

  @Test
  void anIdThatNoHeaderCarriesFailsTheAnswerWithItsText() throws Exception {
    try (LoopbackPeer peer = peer(HEAD + "id: urn:é\ndata: Be\n\n")) {
      Outcome outcome = text(peer);

      ChatError error = outcome.error().orElseThrow();
      assertThat(error.kind()).isEqualTo(ChatError.Kind.REQUEST);
      assertThat(outcome.text()).isEqualTo("Be");
      assertThat(peer.connections()).hasSize(1);
    }
  }

  @Test
  void theIdempotencyKeyIsTheSameForAllAttempts() throws Exception {
    try (LoopbackPeer peer =
        peer(LoopbackPeer.head(503, "text/plain") + "busy", HEAD + "retry: 1\n\n", ANSWER)) {
      assertThat(openAi(peer, endpoint -> endpoint).text()).isEqualTo("Because");
      List<String> keys = header(peer, "Idempotency-Key");
      assertThat(keys).hasSize(3).doesNotContain("");
      assertThat(keys.stream().distinct()).hasSize(1);
    }
  }

  @Test
  void aFreshKeyIsAskedForAfterA401() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackPeer peer = peer(LoopbackPeer.head(401, "text/plain") + "old key", ANSWER)) {
      Outcome outcome =
          openAi(peer, endpoint -> endpoint.apiKey(() -> "key-" + asked.incrementAndGet()));

      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(header(peer, "Authorization")).containsExactly("Bearer key-1", "Bearer key-2");
    }
  }

  @Test
  void aKeyThatNeverChangesIsNotTriedAgain() throws Exception {
    try (LoopbackPeer peer = peer(LoopbackPeer.head(401, "text/plain") + "wrong key")) {
      Outcome outcome = openAi(peer, endpoint -> endpoint.apiKey("key"));

      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(ChatError.Kind.AUTH);
      assertThat(peer.connections()).hasSize(1);
    }
  }
}
