package io.github.streamingchat.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PipedQuestionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void givesTheTextWithoutTheSpaceAroundIt() {
    assertThat(new PipedQuestion(new ByteArrayInputStream(" Warum 空?\n".getBytes(UTF_8)))
            .read(PATIENCE))
        .contains("Warum 空?");
  }

  @Test
  void nothingIsNoQuestion() {
    assertThat(new PipedQuestion(InputStream.nullInputStream()).read(PATIENCE)).isEmpty();
    assertThat(new PipedQuestion(new ByteArrayInputStream(" \n".getBytes(UTF_8))).read(PATIENCE))
        .isEmpty();
  }

  @Test
  void aPipeThatStaysSilentIsNotWaitedFor() throws IOException {
    try (PipedOutputStream silent = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(silent)) {
      assertThat(new PipedQuestion(in).read(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void aStreamThatFailsAsksWhatItGaveBefore() {
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("closed");
      }
    };
    assertThat(new PipedQuestion(broken).read(PATIENCE)).isEmpty();
  }
}
