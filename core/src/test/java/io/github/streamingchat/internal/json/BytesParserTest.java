package io.github.streamingchat.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class BytesParserTest {
  private static Map<String, @Nullable Object> read(String json) {
    byte[] frame = ("before" + json + "behind").getBytes(StandardCharsets.UTF_8);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return BytesParser.read(
        frame, 6, length, parser -> JsonValueReader.object(parser, name -> true));
  }

  @Test
  void oneFrameIsReadAfterAnother() {
    for (int i = 0; i < 100; i++) {
      assertThat(read("{\"n\":" + i + "}")).isEqualTo(Map.of("n", i));
    }
  }

  @Test
  void spaceAroundTheObjectIsNothing() {
    assertThat(read(" \n{\"a\":[1,{\"b\":\"\u00E9\uD83D\uDE00\"}]}\t \r\n"))
        .isEqualTo(Map.of("a", List.of(1, Map.of("b", "\u00E9\uD83D\uDE00"))));
  }

  @Test
  void aFrameThatEndsWithinAValueIsNoJsonWhereverItEnds() {
    String whole = "{\"a\":[1,true,\"x\\u00e9\uD83D\uDE00\",{\"b\":null,\"c\":-1.5e3}]}";
    for (int length = 0; length < whole.length(); length++) {
      String torn = whole.substring(0, length);
      assertThatThrownBy(() -> read(torn))
          .as(torn)
          .isInstanceOfAny(JacksonException.class, UnexpectedJsonException.class);
      assertThat(read(whole)).as("behind " + torn).containsKey("a");
    }
  }

  @Test
  void whatFollowsTheObjectIsSeen() {
    assertThatThrownBy(() -> read("{} {}")).isInstanceOf(UnexpectedJsonException.class);
    assertThatThrownBy(() -> read("{}]")).isInstanceOf(JacksonException.class);
    for (String begun : List.of("12", "\"x", "\"x}", "tru", "-", "{", "[")) {
      assertThatThrownBy(() -> read("{}" + begun))
          .as(begun)
          .isInstanceOfAny(JacksonException.class, UnexpectedJsonException.class);
      assertThat(read("{\"a\":1}")).as("behind " + begun).isEqualTo(Map.of("a", 1));
    }
  }

  /** A text, a number or a word at the end of a frame could go on in the next. */
  @Test
  void whatIsBegunBehindTheObjectIsSeenAndDoesNotGoOnInTheNextFrame() {
    for (String torn : List.of("{}\"x", "{} 12", "{} -", "{}tr", "{} nul", "{} true")) {
      assertThatThrownBy(() -> read(torn))
          .as(torn)
          .isInstanceOfAny(JacksonException.class, UnexpectedJsonException.class);
      assertThat(read("{\"a\":1}")).as("behind " + torn).isEqualTo(Map.of("a", 1));
    }
  }

  @Test
  void aFrameThatIsNotReadToItsEndDoesNotShowInTheNext() {
    byte[] frame = "{\"a\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
    BytesParser.read(frame, 0, frame.length, JsonParser::nextToken);

    assertThat(read("{\"c\":3}")).isEqualTo(Map.of("c", 3));
  }

  @Test
  void framesWithinFramesAreReadByParsersOfTheirOwn() {
    byte[] outer = "{\"inner\":\"{}\"}".getBytes(StandardCharsets.UTF_8);
    String read = BytesParser.read(outer, 0, outer.length, json -> {
      assertThat(read("{\"a\":1}")).isEqualTo(Map.of("a", 1));
      return JsonValueReader.object(json, name -> true).toString();
    });

    assertThat(read).isEqualTo("{inner={}}");
  }

  @Test
  void framesThatAreLongOrManyWearAParserOutWithoutANotice() {
    String word = "x".repeat(200_000);
    for (int i = 0; i < 20; i++) {
      assertThat(read("{\"a\":\"" + word + "\"}")).isEqualTo(Map.of("a", word));
      assertThat(read("{\"name" + i + "\":1}")).isEqualTo(Map.of("name" + i, 1));
    }
  }
}
