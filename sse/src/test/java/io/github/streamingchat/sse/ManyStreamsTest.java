package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No stream has a thread of its own. */
class ManyStreamsTest {
  private static final int STREAMS = 1000;

  @Test
  void aThousandIdleStreamsParkNoThread() throws Exception {
    try (IdleStreams server = new IdleStreams(LoopbackPeer.streamHead() + Chunks.text("Hel"));
        ChatTransport transport =
            OpenAi.at("http://127.0.0.1:" + server.port() + "/v1").newTransport()) {
      int clientsBefore = LibraryThreads.ofClients().size();
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        answers.add(Chat.builder(transport).retry(RetryPolicy.NONE).build().send("Hi"));
      }
      Eventually.await(
          "all stream",
          () -> answers.stream().allMatch(answer -> answer.message().text().equals("Hel")));

      assertThat(server.open()).isEqualTo(STREAMS);
      assertThat(LibraryThreads.ofSingleStreams()).isEmpty();
      assertThat(LibraryThreads.ofClients()).hasSizeLessThanOrEqualTo(clientsBefore + 1);
      assertThat(LibraryThreads.all().size() - clientsBefore)
          .as("threads besides those of other clients: %s", LibraryThreads.all())
          .isLessThanOrEqualTo(LibraryThreads.MOST_BESIDES_CLIENTS + 1);

      answers.forEach(Answer::cancel);
      for (Answer answer : answers) {
        assertThat(answer.join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
        assertThat(answer.join(Dialogue.LIMIT).text()).isEqualTo("Hel");
      }
      Eventually.await("the server saw all of them close", () -> server.open() == 0);
    }
  }
}
