package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteCutsTest {
  private static final byte[] STREAM =
      "data: \u00E9\uD83D\uDE00\n\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void oneCutIsMadeAtEachPlace() {
    List<List<byte[]>> cuts = ByteCuts.once(STREAM);

    assertThat(cuts)
        .hasSize(STREAM.length + 1)
        .allSatisfy(chunks -> assertThat(joined(chunks)).isEqualTo(STREAM));
    assertThat(cuts).extracting(chunks -> chunks.get(0).length).doesNotHaveDuplicates();
  }

  @Test
  void everywhereIsAChunkForEachByte() {
    assertThat(ByteCuts.everywhere(STREAM)).hasSize(STREAM.length);
    assertThat(joined(ByteCuts.everywhere(STREAM))).isEqualTo(STREAM);
  }

  @Test
  void randomCutsAreThoseOfTheirSeedAndNoLongerThanAsked() {
    List<byte[]> chunks = ByteCuts.random(STREAM, new SplittableRandom(7), 3);

    assertThat(joined(chunks)).isEqualTo(STREAM);
    assertThat(chunks).allMatch(chunk -> chunk.length > 0 && chunk.length <= 3);
    assertThat(ByteCuts.random(STREAM, new SplittableRandom(7), 3))
        .usingRecursiveComparison()
        .isEqualTo(chunks);
    assertThatThrownBy(() -> ByteCuts.random(STREAM, new SplittableRandom(7), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lineEndsAreReplaced() {
    assertThat(ByteCuts.withLineEnds("a\n\nb".getBytes(StandardCharsets.UTF_8), "\r\n"))
        .asString()
        .isEqualTo("a\r\n\r\nb");
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
