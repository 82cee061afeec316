package io.github.streamingchat.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What is read from bytes is what Jackson reads of their text, however it is walked through, or nothing. */
class ScannedMembersProperties {
  /** One scanner for all frames, as it is in a stream: what one frame leaves must not show in the next. */
  private final ScannedMembers scanned = new ScannedMembers();

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void whatIsReadIsWhatJacksonReads(
      @ForAll("frames") byte[] frame, @ForAll("choices") List<Integer> choices) {
    List<@Nullable Object> read =
        scanned.read(frame, 0, frame.length, json -> new Walk(choices).whole(json));
    if (read != null) {
      assertThat(read).isEqualTo(pulled(frame, choices));
    }
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void whatIsUsualIsNotLeftToJackson(
      @ForAll("usual") String frame, @ForAll("choices") List<Integer> choices) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    List<@Nullable Object> read =
        scanned.read(bytes, 0, bytes.length, json -> new Walk(choices).whole(json));

    assertThat(read).isNotNull().isEqualTo(pulled(bytes, choices));
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void whatStandsAroundAFrameIsNotRead(@ForAll("usual") String frame) {
    byte[] around = ("\"{[" + frame + "12]}\"").getBytes(StandardCharsets.UTF_8);
    byte[] alone = frame.getBytes(StandardCharsets.UTF_8);
    Map<String, @Nullable Object> read =
        scanned.read(around, 3, alone.length, json -> json.whole(name -> true));

    assertThat(read)
        .isNotNull()
        .isEqualTo(scanned.read(alone, 0, alone.length, json -> json.whole(name -> true)));
  }

  private static @Nullable List<@Nullable Object> pulled(byte[] frame, List<Integer> choices) {
    String text = new String(frame, StandardCharsets.UTF_8);
    try (JsonParser json = Json.parser(text)) {
      return new Walk(choices).whole(new PulledMembers(json));
    } catch (JacksonException | UnexpectedJsonException refused) {
      return null;
    }
  }

  /** Reads each value in one of the ways there are, and keeps what it was told. */
  private static final class Walk {
    private final Iterator<Integer> choices;
    private final List<@Nullable Object> told = new ArrayList<>();

    Walk(List<Integer> choices) {
      this.choices = choices.iterator();
    }

    List<@Nullable Object> whole(JsonMembers json) {
      json.begin();
      members(json);
      json.end();
      return told;
    }

    private void members(JsonMembers json) {
      while (json.next()) {
        told.add(json.name());
        value(json);
      }
      told.add("left");
    }

    private void value(JsonMembers json) {
      told.add(json.kind());
      switch (choices.hasNext() ? choices.next() : 0) {
        case 0 -> {
          if (json.enter()) {
            members(json);
          }
        }
        case 1 -> {
          if (json.kind() == JsonToken.START_ARRAY && json.enterArray()) {
            while (json.nextElement()) {
              value(json);
            }
          } else {
            json.skip();
          }
        }
        case 2 -> told.add(json.text());
        case 3 -> told.add(json.word());
        case 4 -> told.add(json.count());
        case 5 -> told.add(json.index());
        case 6 -> told.add(json.truth());
        case 7 -> told.add(json.textOrJson());
        case 8 -> told.add(json.object());
        case 9 -> told.add(json.value());
        default -> json.skip();
      }
    }
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, 10).list().ofMaxSize(12);
  }

  /** JSON as it is and with a few bytes changed, taken out or put in. */
  @Provide
  Arbitrary<byte[]> frames() {
    Arbitrary<Byte> bytes = Arbitraries.oneOf(
        Arbitraries.bytes(),
        Arbitraries.of(
            (byte) 0xC0, (byte) 0xE0, (byte) 0xED, (byte) 0xF0, (byte) 0xF4, (byte) 0xA0),
        Arbitraries.of('"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\t', '\n', '0', '-', 'e', 'u')
            .map(one -> (byte) (char) one));
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 400);
    return Combinators.combine(
            objects(3, true),
            Combinators.combine(places, bytes, Arbitraries.integers().between(0, 2))
                .as(Change::new)
                .list()
                .ofMaxSize(2))
        .as((text, changes) -> {
          byte[] frame = text.getBytes(StandardCharsets.UTF_8);
          for (Change change : changes) {
            frame = change.of(frame);
          }
          return frame;
        });
  }

  private record Change(int place, byte one, int kind) {
    byte[] of(byte[] frame) {
      int at = Math.min(place, frame.length - 1);
      if (at < 0) {
        return frame;
      }
      byte[] changed = new byte[frame.length + kind - 1];
      System.arraycopy(frame, 0, changed, 0, at);
      if (kind > 0) {
        changed[at] = one;
      }
      int rest = kind == 2 ? at : at + 1;
      System.arraycopy(frame, rest, changed, at + (kind > 0 ? 1 : 0), frame.length - rest);
      return changed;
    }
  }

  @Provide
  Arbitrary<String> usual() {
    return objects(3, false);
  }

  private static Arbitrary<String> objects(int depth, boolean withOddities) {
    Arbitrary<String> names = withOddities
        ? texts(true)
        : Arbitraries.of(
                "", "id", "content", "delta", "created", "system_fingerprint", "n\u00E4me\u4F60")
            .map(name -> '"' + name + '"');
    return Combinators.combine(names, spaces(), values(depth - 1, withOddities))
        .as((name, space, value) -> name + space + ':' + space + value + space)
        .list()
        .ofMaxSize(5)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> values(int depth, boolean withOddities) {
    Arbitrary<String> plain = Arbitraries.of(
        "0",
        "-1",
        "-0",
        "127",
        "2147483648",
        "12.50",
        "-0.0",
        "1e3",
        "4E-2",
        "true",
        "false",
        "null",
        "999999999999999999");
    Arbitrary<String> odd =
        Arbitraries.of("1e999999999", "9223372036854775807", "99999999999999999999", "01", "1.");
    Arbitrary<String> scalars = withOddities
        ? Arbitraries.oneOf(plain, texts(true), odd)
        : Arbitraries.oneOf(plain, texts(false));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> arrays = Combinators.combine(
            values(depth - 1, withOddities).list().ofMaxSize(3), spaces())
        .as((elements, space) -> "[" + space + String.join(space + ",", elements) + "]");
    return Arbitraries.oneOf(scalars, arrays, objects(depth, withOddities));
  }

  private static Arbitrary<String> texts(boolean withOddities) {
    Arbitrary<String> usual = Arbitraries.of(
        "a",
        "seven c",
        "a longer piece of text",
        "\u00E9",
        "\u4F60\u597D",
        "\uD83D\uDE00",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u00e9",
        "\\u4F60",
        "\\uD83D\\uDE00",
        "\\u0041",
        "\\u0000",
        "/");
    Arbitrary<String> odd = Arbitraries.of(
        "\\uD83D",
        "\\uDE00",
        "\\uFFFD",
        "\uFFFD",
        "\\x",
        "\\u12",
        "\t",
        "\u0000",
        "\\uD83D\\u0041");
    return (withOddities ? Arbitraries.oneOf(usual, usual, usual, odd) : usual)
        .list()
        .ofMaxSize(5)
        .map(units -> '"' + String.join("", units) + '"');
  }

  private static Arbitrary<String> spaces() {
    return Arbitraries.of("", "", "", " ", "\r\n", "\t ");
  }
}
