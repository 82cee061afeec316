package io.github.streamingchat.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What is read from bytes is what is read from their text; where it is not read, the text decides. */
class BytesParserProperties {
  @Property(tries = 3000)
  void bytesAreReadAsTheirTextIsOrNotAtAll(@ForAll("frames") byte[] frame) {
    Map<String, @Nullable Object> fromBytes = fromBytes(frame);
    if (fromBytes != null && !Json.isReadTooKindly(frame, 0, frame.length)) {
      assertThat(fromBytes).isEqualTo(fromText(frame));
    }
  }

  private static @Nullable Map<String, @Nullable Object> fromBytes(byte[] frame) {
    try {
      return BytesParser.read(
          frame, 0, frame.length, json -> JsonValueReader.object(json, name -> true));
    } catch (JacksonException | UnexpectedJsonException refused) {
      return null;
    }
  }

  private static @Nullable Map<String, @Nullable Object> fromText(byte[] frame) {
    try {
      String text = new String(frame, StandardCharsets.UTF_8);
      return JsonValueReader.object(Json.parser(text), name -> true);
    } catch (JacksonException | UnexpectedJsonException refused) {
      return null;
    }
  }

  /** Objects with a few bytes changed, taken out or put in. */
  @Provide
  Arbitrary<byte[]> frames() {
    byte[] whole =
        "{\"content\":\"a\u00E9\u4F60\uD83D\uDE00\\u00e9\\ud83d\",\"n\":[0,-1.5e3,true,null]}"
            .getBytes(StandardCharsets.UTF_8);
    Arbitrary<Integer> places = Arbitraries.integers().between(0, whole.length - 1);
    Arbitrary<Byte> bytes = Arbitraries.oneOf(
        Arbitraries.bytes(),
        Arbitraries.of(
            (byte) 0xC0, (byte) 0xE0, (byte) 0xED, (byte) 0xF0, (byte) 0xF4, (byte) 0xA0));
    return places
        .list()
        .ofMaxSize(3)
        .flatMap(at -> bytes.list().ofSize(at.size()).map(with -> {
          byte[] changed = whole.clone();
          for (int i = 0; i < at.size(); i++) {
            changed[at.get(i)] = with.get(i);
          }
          return changed;
        }));
  }
}
