package io.github.streamingchat.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannedMembersTest {
  private final ScannedMembers scanned = new ScannedMembers();

  private @Nullable Map<String, @Nullable Object> read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8), name -> true);
  }

  private @Nullable Map<String, @Nullable Object> read(byte[] frame, Predicate<String> wanted) {
    return scanned.read(frame, 0, frame.length, json -> json.whole(wanted));
  }

  @Test
  void oneFrameIsReadAfterAnother() {
    for (int i = 0; i < 100; i++) {
      assertThat(read("{\"n\":" + i + ",\"name" + i % 7 + "\":true}"))
          .isEqualTo(Map.of("n", i, "name" + i % 7, true));
    }
  }

  @Test
  void namesThatBeginAlikeAreToldApart() {
    List<String> names = List.of(
        "id",
        "identity",
        "i",
        "",
        "a name of sixteen",
        "a name of sixteen or more, alike",
        "a name of sixteen or more; alike",
        "x".repeat(63),
        "x".repeat(64));
    for (String first : names) {
      for (String second : names) {
        assertThat(read("{\"" + first + "\":1}")).isEqualTo(Map.of(first, 1));
        assertThat(read("{\"" + second + "\":2}")).isEqualTo(Map.of(second, 2));
      }
    }
  }

  /** What was met is kept to guess by for as long as the stream lasts, so it must be short. */
  @Test
  void aLongNameIsGivenUpAndALongWordIsNotKept() {
    assertThat(read("{\"" + "x".repeat(65) + "\":1}")).isNull();

    byte[] frame = ("{\"id\":\"" + "x".repeat(65) + "\"}").getBytes(StandardCharsets.UTF_8);
    String one = firstWord(frame);
    assertThat(one).hasSize(65).isNotSameAs(firstWord(frame));
  }

  private @Nullable String firstWord(byte[] frame) {
    return scanned.read(frame, 0, frame.length, json -> {
      json.begin();
      assertThat(json.next()).isTrue();
      return json.word();
    });
  }

  @Test
  void aNameIsTheSameStringEachTime() {
    Map<String, @Nullable Object> one = read("{\"a_name\":1}");
    Map<String, @Nullable Object> other = new ScannedMembersTest().read("{\"a_name\":2}");

    assertThat(one).isNotNull();
    assertThat(other).isNotNull();
    assertThat(one.keySet().iterator().next())
        .isSameAs(other.keySet().iterator().next());
  }

  @Test
  void aFrameOfMoreMembersThanAreGuessedIsReadLikeAnyOther() {
    StringBuilder frame = new StringBuilder("{\"first\":0");
    for (int i = 0; i < 1000; i++) {
      frame.append(",\"m").append(i).append("\":").append(i);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(read(frame + "}")).hasSize(1001).containsEntry("m999", 999);
    }
  }

  @Test
  void aFrameThatEndsWithinAValueIsGivenUpWhereverItEnds() {
    String whole = "{\"a\":[1,true,\"x\\u00e9\uD83D\uDE00\",{\"b\":null,\"c\":-1.5e3}]}";
    for (int length = 0; length < whole.length(); length++) {
      assertThat(read(whole.substring(0, length))).as("%d characters", length).isNull();
      assertThat(read(whole)).containsKey("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}{}",
        "{} 1",
        "{}]",
        "{},",
        "[]",
        "\"x\"",
        "1",
        "",
        " ",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":--1}",
        "{\"a\":-}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":NaN}",
        "{\"a\":1 2}",
        "{\"a\":[1 2]}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1}",
        "{\"a\":{]}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "\uFEFF{}",
        "/**/{}",
        "{\"a\":\"\uFFFD\"}",
        "{\"\\u0061\":1}",
        "{\"a\":1234567890123456789}",
        "{\"a\":\"\\ud83d\"}"
      })
  void whatIsNoJsonOrNotUsualIsGivenUp(String frame) {
    assertThat(read(frame)).isNull();
  }

  @Test
  void whatIsNestedTooDeepIsGivenUpAndNotReadUntilTheStackIsFull() {
    for (String open : List.of("[", "{\"a\":")) {
      String frame = "{\"a\":" + open.repeat(100_000);

      assertThat(read(frame)).isNull();
      assertThat(read(frame.getBytes(StandardCharsets.UTF_8), name -> false)).isNull();
    }
  }

  @Test
  void illFormedBytesAreGivenUpWhereTheyAreReadAndNoMatterWhereTheyAreNot() {
    byte[] frame = "{\"a\":\"x?y\",\"b\":\"z\"}".getBytes(StandardCharsets.US_ASCII);
    frame[7] = (byte) 0xC3;

    assertThat(read(frame, name -> true)).isNull();
    assertThat(read(frame, "b"::equals)).isEqualTo(Map.of("b", "z"));
  }

  @Test
  void whatAWalkThrowsComesOutOfIt() {
    assertThatThrownBy(() -> scanned.read(new byte[] {'{', '}'}, 0, 2, json -> {
          throw new UnexpectedJsonException("not so");
        }))
        .isInstanceOf(UnexpectedJsonException.class)
        .hasMessage("not so");
    assertThat(read("{}")).isEmpty();
  }
}
