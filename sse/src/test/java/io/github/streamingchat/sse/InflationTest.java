package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1950, 1951 and 1952, cut anywhere. */
class InflationTest {
  private static final byte[] HELLO = "data: Hello\n\n".getBytes(UTF_8);
  private static final byte[] WORLD = "data: world\n\n".getBytes(UTF_8);
  private static final byte[] BOTH = Gzip.join(HELLO, WORLD);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private boolean take(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    out.writeBytes(bytes);
    return true;
  }

  private byte[] decoded(Inflation inflation, byte[] bytes) {
    inflation.decode(ByteBuffer.wrap(bytes), this::take);
    byte[] all = out.toByteArray();
    out.reset();
    return all;
  }

  static Stream<Arguments> bodies() {
    byte[] extra = {3, 0, 'a', 0, 'b'};
    byte[] name = "a name\0".getBytes(ISO_8859_1);
    return Stream.of(
        arguments(ContentCoding.GZIP, Gzip.gzip(HELLO, WORLD)),
        arguments(ContentCoding.GZIP, Gzip.join(Gzip.gzip(HELLO), Gzip.gzip(WORLD))),
        arguments(ContentCoding.GZIP, Gzip.join(Gzip.gzip(), Gzip.gzip(BOTH), Gzip.gzip())),
        arguments(ContentCoding.GZIP, Gzip.join(Gzip.gzip(BOTH), new byte[5])),
        arguments(ContentCoding.GZIP, Gzip.withHeader(1, new byte[0], BOTH)),
        arguments(ContentCoding.GZIP, Gzip.withHeader(2, new byte[0], BOTH)),
        arguments(ContentCoding.GZIP, Gzip.withHeader(4, extra, BOTH)),
        arguments(ContentCoding.GZIP, Gzip.withHeader(4, new byte[2], BOTH)),
        arguments(ContentCoding.GZIP, Gzip.withHeader(8, name, BOTH)),
        arguments(ContentCoding.GZIP, Gzip.withHeader(16, name, BOTH)),
        arguments(ContentCoding.GZIP, Gzip.withHeader(31, Gzip.join(extra, name, name), BOTH)),
        arguments(ContentCoding.DEFLATE, Gzip.deflate(false, HELLO, WORLD)),
        arguments(ContentCoding.DEFLATE, Gzip.deflate(true, HELLO, WORLD)));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyIsTheSameHoweverItIsCut(ContentCoding coding, byte[] body) {
    for (int cut = 0; cut <= body.length; cut++) {
      Inflation inflation = new Inflation(coding);
      byte[] first = decoded(inflation, Arrays.copyOf(body, cut));
      byte[] second = decoded(inflation, Arrays.copyOfRange(body, cut, body.length));

      assertThat(Gzip.join(first, second)).as("cut at %d", cut).isEqualTo(BOTH);
      assertThat(inflation.isWhole()).isTrue();
      inflation.close();
    }
    Inflation inflation = new Inflation(coding);
    for (byte octet : body) {
      inflation.decode(ByteBuffer.wrap(new byte[] {octet}).asReadOnlyBuffer(), this::take);
    }
    assertThat(out.toByteArray()).isEqualTo(BOTH);
    inflation.close();
  }

  @Test
  void whatWasFlushedIsGivenOnAtOnce() {
    int first = Gzip.gzip(HELLO).length - Gzip.gzip().length; // at most
    byte[] body = Gzip.gzip(HELLO, WORLD);
    Inflation inflation = new Inflation(ContentCoding.GZIP);
    int fed = 0;
    while (out.size() < HELLO.length) {
      inflation.decode(ByteBuffer.wrap(body, fed++, 1), this::take);
    }

    assertThat(out.toByteArray()).isEqualTo(HELLO);
    assertThat(fed).isLessThanOrEqualTo(10 + first + 5);
    assertThat(inflation.isWhole()).isFalse();
    inflation.close();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatBreaksOffIsNotWhole(ContentCoding coding, byte[] body) {
    int members = 0;
    for (int cut = 0; cut < body.length; cut++) {
      Inflation inflation = new Inflation(coding);
      decoded(inflation, Arrays.copyOf(body, cut));
      members += inflation.isWhole() ? 1 : 0;
      inflation.close();
    }
    assertThat(members).as("ends of earlier members, and of what is padded").isLessThanOrEqualTo(5);
    assertThat(new Inflation(coding).isWhole()).isFalse();
  }

  static Stream<Arguments> corruptBodies() {
    byte[] gzip = Gzip.gzip(BOTH);
    return Stream.of(
        arguments("no gzip", changed(gzip, 0), "does not begin as gzip"),
        arguments("no gzip either", changed(gzip, 1), "does not begin as gzip"),
        arguments("another method", changed(gzip, 2), "compressed in another way"),
        arguments("reserved flags", changed(gzip, 3), "flags that mean nothing"),
        arguments("checksum", changed(gzip, gzip.length - 8), "its checksum"),
        arguments("length", changed(gzip, gzip.length - 1), "its checksum"),
        arguments("padding", Gzip.join(gzip, new byte[] {0, 1}), "behind its end"),
        arguments("a second member that is none", Gzip.join(gzip, BOTH), "as gzip does"),
        arguments("plain text", BOTH, "does not begin as gzip"),
        arguments(
            "the header's checksum",
            changed(Gzip.withHeader(2, new byte[0], BOTH), 10),
            "header is not what its checksum says"),
        arguments(
            "the data",
            Gzip.join(Arrays.copyOf(gzip, 10), new byte[] {(byte) 0xFF, (byte) 0xFF}),
            "is damaged"));
  }

  private static byte[] changed(byte[] body, int at) {
    byte[] changed = body.clone();
    changed[at] ^= (byte) 0xFF;
    return changed;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corruptBodies")
  void aCorruptBodyIsRefusedWithTheReason(String what, byte[] body, String words) {
    Inflation inflation = new Inflation(ContentCoding.GZIP);

    assertThatThrownBy(() -> decoded(inflation, body))
        .as(what)
        .isInstanceOf(CorruptBodyException.class)
        .hasMessageContaining(words);
    inflation.close();
  }

  @Test
  void deflateHasOneEnd() {
    Inflation inflation = new Inflation(ContentCoding.DEFLATE);

    assertThatThrownBy(
            () -> decoded(inflation, Gzip.join(Gzip.deflate(false, BOTH), new byte[] {0})))
        .hasMessageContaining("behind its end");
  }

  @Test
  void aDictionaryIsRefused() {
    byte[] head = {0x78, (byte) 0xBB, 1, 2, 3, 4};

    assertThatThrownBy(() -> decoded(new Inflation(ContentCoding.DEFLATE), head))
        .isInstanceOf(CorruptBodyException.class)
        .hasMessageContaining("dictionary");
  }

  /** One megabyte of zeros stands in a kilobyte; whoever has enough of them is given no more. */
  @Test
  void aBombIsDefusedByWhoeverTakesThePieces() {
    AtomicInteger pieces = new AtomicInteger();
    Inflation inflation = new Inflation(ContentCoding.GZIP);

    boolean more = inflation.decode(ByteBuffer.wrap(Gzip.gzip(new byte[1 << 20])), piece -> {
      assertThat(piece.remaining()).isLessThanOrEqualTo(8 << 10);
      return pieces.incrementAndGet() < 3;
    });

    assertThat(more).isFalse();
    assertThat(pieces).hasValue(3);
    inflation.close();
  }

  /** Counts the inflaters that were made and not ended. */
  private static final class Counted extends Inflater {
    static final AtomicInteger OPEN = new AtomicInteger();
    private boolean ended;

    Counted(boolean bare) {
      super(bare);
      OPEN.incrementAndGet();
    }

    @Override
    public void end() {
      super.end();
      if (!ended) {
        ended = true;
        OPEN.decrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 10, 20, 1000})
  void closingGivesTheMemoryBackWhereverTheBodyIs(int length) {
    byte[] body = Gzip.join(Gzip.gzip(HELLO), Gzip.gzip(WORLD));
    Inflation inflation = new Inflation(ContentCoding.GZIP, Counted::new);
    decoded(inflation, Arrays.copyOf(body, Math.min(length, body.length)));

    inflation.close();
    inflation.close();

    assertThat(Counted.OPEN).hasValue(0);
    assertThat(inflation.decode(ByteBuffer.wrap(body), this::take))
        .as("and nothing is opened again")
        .isFalse();
    assertThat(Counted.OPEN).hasValue(0);
  }

  @Test
  void closingInTheMiddleOfAPieceEndsIt() {
    Inflation inflation = new Inflation(ContentCoding.GZIP, Counted::new);

    boolean more = inflation.decode(ByteBuffer.wrap(Gzip.gzip(new byte[1 << 20])), piece -> {
      inflation.close();
      return take(piece);
    });

    assertThat(more).isFalse();
    assertThat(out.size()).isEqualTo(8 << 10);
    assertThat(Counted.OPEN).hasValue(0);
  }
}
