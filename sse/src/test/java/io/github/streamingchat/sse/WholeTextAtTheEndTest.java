package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import io.github.streamingchat.transport.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a closing chunk that repeats the whole text comes to in the message. */
class WholeTextAtTheEndTest {
  private static final String DONE = "data: [DONE]\n\n";

  private static String piece(int id, String text) {
    return "id: %d\ndata: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n".formatted(id, text);
  }

  private static String whole(int id, String text) {
    return "id: %d\ndata: {\"choices\":[{\"message\":{\"content\":\"%s\"},\"finish_reason\":\"stop\"}]}\n\n"
        .formatted(id, text);
  }

  private static Outcome answered(AfterText afterText, String... streams) throws Exception {
    AtomicInteger served = new AtomicInteger();
    RetryPolicy retry = RetryPolicy.builder()
        .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
        .afterText(afterText)
        .build();
    try (LoopbackPeer peer = new LoopbackPeer(connection ->
            connection.send(LoopbackPeer.streamHead() + streams[served.getAndIncrement()]));
        Chat chat = Chat.builder(OpenAi.at(peer.url()).model("m")).retry(retry).build()) {
      return chat.send("Hi").join(Dialogue.LIMIT);
    }
  }

  @Test
  void aResumedStreamThatEndsWithTheWholeIsNotDoubled() throws Exception {
    Outcome outcome = answered(
        AfterText.RESUME,
        piece(1, "Be") + piece(2, "cau"),
        piece(3, "s") + whole(4, "Because") + DONE);

    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo("Because");
    assertThat(outcome.evidence().problems()).isEmpty();
  }

  @Test
  void aResumedStreamOfTheWholeAloneIsNotDoubled() throws Exception {
    Outcome outcome =
        answered(AfterText.RESUME, piece(1, "Be") + piece(2, "cau"), whole(3, "Because") + DONE);

    assertThat(outcome.text()).isEqualTo("Because");
  }

  @Test
  void aWholeThatDiffersIsReportedWhereReadersCannotTakeTextBack() throws Exception {
    Outcome outcome = answered(AfterText.FAIL, piece(1, "Hello") + whole(2, "Hallo") + DONE);

    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).isEqualTo("Hello");
    assertThat(outcome.evidence().problems())
        .extracting(Problem::code)
        .containsExactly("text_differs");
  }

  @Test
  void aWholeThatDiffersIsTakenWhereReadersCanTakeTextBack() throws Exception {
    Outcome outcome =
        answered(AfterText.REPLACE_TEXT, piece(1, "Hello") + whole(2, "Hallo") + DONE);

    assertThat(outcome.text()).isEqualTo("Hallo");
    assertThat(outcome.evidence().problems()).isEmpty();
  }
}
