package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.LateCause;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that answers no more and does not say so: the connection stays open on its side. */
@Timeout(120) // a guard against hanging
class HalfOpenPeerTest {
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final RetryPolicy RESUME = RetryPolicy.builder()
      .backoff(new Backoff(WAIT, 1, WAIT, Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.RESUME)
      .build();
  private static final String BEGINNING = "id: 1\ndata: Be\n\nid: 2\ndata: cau\n\n";

  private final VirtualTime time = new VirtualTime();
  private final Told told = new Told();

  private Chat chat(HttpTransport transport) {
    return Chat.builder(transport)
        .retry(RESUME)
        .scheduler(time)
        .timeouts(new Timeouts(Duration.ofSeconds(10), IDLE, Duration.ofMinutes(5)))
        .build();
  }

  private static LoopbackPeer silentAfter(String... streams) {
    AtomicInteger served = new AtomicInteger();
    return new LoopbackPeer(connection -> {
      connection.send(LoopbackPeer.streamHead() + streams[served.getAndIncrement()]);
      connection.awaitClose();
    });
  }

  private static final class Told implements AnswerListener {
    private final StringBuffer text = new StringBuffer();

    @Override
    public void onText(String more) {
      text.append(more);
    }
  }

  private Answer ask(Chat chat) {
    Answer answer = chat.send("Hi");
    answer.subscribe(told, Runnable::run);
    return answer;
  }

  private void letItGoSilentAfter(Answer answer, String text) {
    Eventually.await(text + " arrived", () -> answer.message().text().equals(text));
    // Silence does not count while the thread that brought the text is still on its way back.
    Eventually.await(
        "it was given up",
        () -> answer.state() == StreamState.BACKING_OFF,
        () -> time.advance(IDLE));
  }

  private static List<String> lastEventIds(LoopbackPeer peer) {
    return peer.connections().stream()
        .map(connection -> connection
            .head()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("last-event-id:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(""))
        .toList();
  }

  @Test
  void theAnswerGoesOnOverAnotherConnectionThatReplaysWithoutLossOrDoubling() throws Exception {
    try (LoopbackPeer peer =
            silentAfter(BEGINNING, BEGINNING + "id: 3\ndata: se\n\nid: 4\ndata: end\n\n");
        HttpTransport transport =
            HttpTransport.builder(TextProtocol.at(peer.url())).build();
        Chat chat = chat(transport)) {
      Answer answer = ask(chat);
      letItGoSilentAfter(answer, "Becau");
      assertThat(peer.connections().get(0).sawClose()).isTrue();
      time.advance(WAIT);
      Outcome outcome = answer.join(Dialogue.LIMIT);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.text()).isEqualTo("Because");
      assertThat(told.text).hasToString("Because");
      assertThat(outcome.evidence().attempts()).isEqualTo(2);
      assertThat(outcome.evidence().lateEvents()).isEqualTo(Map.of(LateCause.DUPLICATE, 2L));
      assertThat(outcome.evidence().problems()).isEmpty();
      assertThat(lastEventIds(peer)).containsExactly("", "2");
    }
    assertThat(time.timers()).isZero();
  }

  @Test
  void aPeerThatGoesSilentAgainIsAskedAgainFromWhereItGot() throws Exception {
    try (LoopbackPeer peer = silentAfter(
            BEGINNING, "id: 3\ndata: s\n\n", "id: 3\ndata: s\n\nid: 4\ndata: e\n\ndata: end\n\n");
        HttpTransport transport =
            HttpTransport.builder(TextProtocol.at(peer.url())).build();
        Chat chat = chat(transport)) {
      Answer answer = ask(chat);
      letItGoSilentAfter(answer, "Becau");
      time.advance(WAIT);
      letItGoSilentAfter(answer, "Becaus");
      time.advance(WAIT);

      assertThat(answer.join(Dialogue.LIMIT).text()).isEqualTo("Because");
      assertThat(told.text).hasToString("Because");
      assertThat(lastEventIds(peer)).containsExactly("", "2", "3");
      assertThat(peer.connections().get(0).sawClose()).isTrue();
      assertThat(peer.connections().get(1).sawClose()).isTrue();
    }
  }

  @Test
  void aCancelWhileItIsResumedClosesTheSecondConnectionAndKeepsTheText() throws Exception {
    try (LoopbackPeer peer = silentAfter(BEGINNING, "id: 3\ndata: s\n\n");
        HttpTransport transport =
            HttpTransport.builder(TextProtocol.at(peer.url())).build();
        Chat chat = chat(transport)) {
      Answer answer = ask(chat);
      letItGoSilentAfter(answer, "Becau");
      time.advance(WAIT);
      Eventually.await("the resumed text arrived", () -> answer.message().text().equals("Becaus"));
      assertThat(answer.cancel().keptCharacters()).isEqualTo(6);

      Outcome outcome = answer.join(Dialogue.LIMIT);
      assertThat(outcome.status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(outcome.text()).isEqualTo("Becaus");
      assertThat(peer.connections().get(0).sawClose()).isTrue();
      assertThat(peer.connections().get(1).sawClose()).isTrue();
    }
    assertThat(time.timers()).isZero();
  }
}
