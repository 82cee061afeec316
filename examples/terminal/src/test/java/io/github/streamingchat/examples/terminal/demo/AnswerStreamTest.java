package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.streamingchat.examples.terminal.demo.DemoAnswer.Ending;
import io.github.streamingchat.sse.SseWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
  private final Chunks chunks = new Chunks("id", "model");
  private final Pace pace = new Pace(Duration.ZERO);

  private AnswerWriter writer(OutputStream out) {
    return new ChunkWriter(new SseWriter(out), chunks, null);
  }

  @Test
  void aClientThatWentAwayEndsTheAnswerAtTheNextWrite() {
    int[] writes = {0};
    OutputStream broken = new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new AssertionError("written byte by byte");
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        if (++writes[0] == 3) {
          throw new IOException("Broken pipe");
        }
      }
    };

    assertThatIOException()
        .isThrownBy(() -> new AnswerStream(writer(broken), pace).write(DemoAnswer.to("sky")))
        .withMessage("Broken pipe");
    assertThat(writes[0]).isEqualTo(3);
  }

  @Test
  void aServerThatStopsEndsTheAnswerInItsPause() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pace endless = new Pace(Duration.ofHours(1));
    endless.stop();

    assertThatIOException()
        .isThrownBy(() -> new AnswerStream(writer(out), endless).write(DemoAnswer.to("sky")))
        .withMessageContaining("closed");
    assertThat(out.toString(UTF_8).split("data: ")).hasSize(2);
  }

  @Test
  void thePiecesOfAnAnswerAddUpToIt() {
    for (String question : new String[] {"sky", "code", "long", "slow", "cut", "error", "你好 🙂"}) {
      DemoAnswer answer = DemoAnswer.to(question);
      assertThat(String.join("", answer.pieces())).isEqualTo(answer.text());
    }
  }

  @Test
  void wordsOfTheQuestionChooseTheEnding() {
    assertThat(DemoAnswer.to("Give me an ERROR").ending()).isEqualTo(Ending.ERROR);
    assertThat(DemoAnswer.to("cut it").ending()).isEqualTo(Ending.CUT);
    assertThat(DemoAnswer.to("an execution").ending()).isEqualTo(Ending.WHOLE);
  }
}
