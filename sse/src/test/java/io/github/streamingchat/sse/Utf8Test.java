package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
  private static String decode(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Utf8.decode(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "80, 1",
    "C0 80, 2",
    "C1 BF, 2",
    "C2, 1",
    "E0 80 80, 3",
    "E0 A0, 1",
    "E1 80, 1",
    "ED A0 80, 3",
    "ED BF BF, 3",
    "ED A0 BD ED B8 80, 6",
    "EF BF, 1",
    "F0 80 80 80, 4",
    "F0 90, 1",
    "F0 9F 98, 1",
    "F4 90 80 80, 4",
    "F5 80 80 80, 4",
    "F8 88 80 80 80, 5",
    "FE FF, 2",
    "F1 80 80 E1 80 C2, 3"
  })
  void everyMaximalSubpartBecomesOneReplacement(String hex, int replacements) {
    String expected = "\uFFFD".repeat(replacements);
    assertThat(decode(hex)).isEqualTo(expected);
    assertThat(decode("41" + hex.replace(" ", "") + "42")).isEqualTo("A" + expected + "B");
  }

  @Test
  void whatIsWellFormedStaysBesideWhatIsNot() {
    String text = "a\u00E9\u2026\uFEFF\uFFFD\uD83D\uDE00\0\uDBFF\uDFFF";
    byte[] bytes = ("\u00FF" + text).getBytes(UTF_8);
    bytes[1] = (byte) 0xFF; // C3 BF -> C3 FF: two ill-formed bytes
    assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo("\uFFFD\uFFFD" + text);
  }

  @Test
  void onlyTheRangeIsRead() {
    byte[] bytes = {(byte) 0xED, (byte) 0xA0, (byte) 0x80, 'a', (byte) 0xED, (byte) 0xA0};
    assertThat(Utf8.decode(bytes, 1, 3)).isEqualTo("\uFFFD\uFFFDa");
    assertThat(Utf8.decode(bytes, 3, 2)).isEqualTo("a\uFFFD");
  }

  @Test
  void loneSurrogatesAreEncodedAsReplacements() {
    StringBuilder text = new StringBuilder("\uDC00a\uD800\uD83D\uDE00\uDBFF");
    assertThat(new String(Utf8.encode(text), UTF_8)).isEqualTo("\uFFFDa\uFFFD\uD83D\uDE00\uFFFD");
  }
}
