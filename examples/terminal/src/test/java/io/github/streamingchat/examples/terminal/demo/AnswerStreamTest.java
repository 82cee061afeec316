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
import tools.jackson.databind.node.MissingNode;

class AnswerStreamTest {
  private final Pace pace = new Pace(Duration.ZERO);

  private static DemoAnswer answer(String question) {
    return DemoAnswer.to(asked(question));
  }

  private static Asked asked(String question) {
    return new Asked(MissingNode.getInstance(), "model", question, null, true);
  }

  private static AnswerWriter writer(OutputStream out) {
    Reply reply = new Reply(1, asked("sky"), answer("sky"));
    return new OpenAiWriter(new SseWriter(out), reply, false);
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
        .isThrownBy(() -> new AnswerStream(writer(broken), pace).write(answer("sky")))
        .withMessage("Broken pipe");
    assertThat(writes[0]).isEqualTo(3);
  }

  @Test
  void aServerThatStopsEndsTheAnswerInItsPause() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pace endless = new Pace(Duration.ofHours(1));
    endless.stop();

    assertThatIOException()
        .isThrownBy(() -> new AnswerStream(writer(out), endless).write(answer("sky")))
        .withMessageContaining("closed");
    assertThat(out.toString(UTF_8).split("data: ")).hasSize(2);
  }

  @Test
  void thePiecesOfAnAnswerAddUpToIt() {
    assertThat(answer("sky").text()).isEqualTo(DemoTexts.SKY);
    assertThat(answer("code").text()).isEqualTo(DemoTexts.LIBRARY);
    assertThat(answer("long").text()).isEqualTo(DemoTexts.LONG);
    assertThat(answer("slow").text()).isEqualTo(DemoTexts.SLOW);
    assertThat(answer("你好 🙂").text()).isEqualTo(DemoTexts.fallback("你好 🙂"));
    assertThat(answer("think").reasoning()).isEqualTo(DemoTexts.thoughts("think"));
  }

  @Test
  void aFormatOfWordsGetsWordsOnly() {
    DemoAnswer answer = DemoAnswer.inWords("Think of the weather");

    assertThat(answer.text()).isEqualTo(DemoTexts.fallback("Think of the weather"));
    assertThat(answer.call()).isEmpty();
    assertThat(answer.reasoning()).isEmpty();
  }

  @Test
  void wordsOfTheQuestionChooseTheEnding() {
    assertThat(answer("Give me an ERROR").ending()).isEqualTo(Ending.ERROR);
    assertThat(answer("cut it").ending()).isEqualTo(Ending.CUT);
    assertThat(answer("an execution").ending()).isEqualTo(Ending.WHOLE);
  }
}
