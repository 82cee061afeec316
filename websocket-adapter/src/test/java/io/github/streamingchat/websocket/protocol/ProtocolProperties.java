package io.github.streamingchat.websocket.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.Limits;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ProtocolProperties {
  private static final String REPLACEMENTS = "{}[]\",:\\0e-\uD83D";

  private static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.chars().ascii()),
            Tuple.of(3, Arbitraries.of('"', '\\', '\0', '\n', '\u2028', '\uFEFF')),
            Tuple.of(3, Arbitraries.of('\uD83D', '\uDE00', '\uD800', '\uDFFF')),
            Tuple.of(1, Arbitraries.chars().all()))
        .list()
        .ofMaxSize(12)
        .map(chars -> {
          StringBuilder text = new StringBuilder();
          chars.forEach(text::append);
          return text.toString();
        });
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return texts().list().ofMaxSize(12);
  }

  private static Arbitrary<Object> values() {
    Arbitrary<Object> leaf = Arbitraries.oneOf(
        texts().map(text -> text),
        Arbitraries.integers().map(number -> number),
        Arbitraries.of(true, false).map(truth -> truth));
    return Arbitraries.oneOf(
        leaf, leaf.list().ofMaxSize(3).map(list -> list), members(leaf).map(map -> map));
  }

  /** Of names that no frame gives a meaning to. */
  private static Arbitrary<Map<String, Object>> members(Arbitrary<Object> values) {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5).map(name -> "x" + name);
    return Arbitraries.maps(names, values).ofMaxSize(3).map(LinkedHashMap::new);
  }

  private static Arbitrary<Envelope> envelopes() {
    Arbitrary<String> words = texts().injectNull(0.3);
    Arbitrary<Author> authors = Combinators.combine(words, words, words, words).as(Author::new);
    Arbitrary<Instant> times = Combinators.combine(
            Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
    return Combinators.combine(
            words,
            words,
            words,
            authors.injectNull(0.3),
            words,
            times.injectNull(0.3),
            members(values()))
        .as(Envelope::new);
  }

  @Provide
  Arbitrary<Frame> frames() {
    Arbitrary<Boolean> truths = Arbitraries.of(true, false);
    Arbitrary<Long> places = Arbitraries.longs().between(0, 999_999_999_999_999_999L);
    Arbitrary<Frame> messages = Combinators.combine(envelopes(), texts()).as(Frame.Message::new);
    Arbitrary<Frame> streams = Combinators.combine(
            envelopes(), truths, texts().injectNull(0.3), places.injectNull(0.3), truths, truths)
        .as((envelope, start, chunk, place, end, error) ->
            new Frame.Stream(envelope, start, chunk, place == null ? -1 : place, end, error));
    Arbitrary<Frame> failures = Combinators.combine(
            envelopes(), texts(), texts().injectNull(0.3), members(values()))
        .as(Frame.Failure::new);
    Arbitrary<Frame> others = Combinators.combine(texts(), members(values()))
        .as((session, more) -> Frame.Other.of("typing", session, more))
        .map(frame -> frame);
    return Arbitraries.oneOf(
        messages,
        streams,
        failures,
        envelopes().map(Frame.Cancel::new),
        Combinators.combine(envelopes(), places).as(Frame.Resume::new),
        envelopes().map(Frame.CannotResume::new),
        others);
  }

  @Property
  void aFrameThatIsWrittenAndReadIsEqual(@ForAll("frames") Frame frame) {
    assertThat(Frame.parse(frame.json())).isEqualTo(frame);
  }

  @Property
  void aWrittenFrameHasNoHalfCharacter(@ForAll("frames") Frame frame) {
    assertThat(frame.json().codePoints())
        .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  /** What a reader is to have of pieces: a last half that stays alone is replaced. */
  private static String whole(List<String> pieces) {
    String text = String.join("", pieces);
    boolean isCut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    return isCut ? text.substring(0, text.length() - 1) + "\uFFFD" : text;
  }

  private static List<String> encoded(String id, List<String> pieces) {
    List<String> sent = new ArrayList<>();
    StreamEncoder stream = StreamEncoder.stream(id).session("s").to(sent::add);
    pieces.forEach(stream::chunk);
    stream.end();
    return sent;
  }

  @Property
  void whatIsEncodedIsDecoded(@ForAll("pieces") List<String> pieces) {
    Reading reading = new Reading().read(encoded("a", pieces).toArray(String[]::new));
    assertThat(reading.only().text).hasToString(whole(pieces));
    assertThat(reading.only().hasGap).isFalse();
    assertThat(reading.only().end).isNotNull();
    assertThat(reading.problems).isEmpty();
  }

  @Property(tries = 300)
  void framesThatComeTwiceAreHarmless(
      @ForAll("pieces") List<String> pieces, @ForAll Random random) {
    List<String> frames = new ArrayList<>();
    for (String frame : encoded("a", pieces)) {
      frames.add(frame);
      if (random.nextBoolean()) {
        frames.add(frames.get(random.nextInt(frames.size())));
      }
    }
    Reading reading = new Reading().read(frames.toArray(String[]::new));
    assertThat(reading.only().text).hasToString(whole(pieces));
    assertThat(reading.only().ends).isEqualTo(1);
    assertThat(reading.only().hasGap).isFalse();
  }

  @Property(tries = 300)
  void framesThatAreLostAreNoticed(@ForAll("pieces") List<String> pieces, @ForAll Random random) {
    List<String> frames = encoded("a", pieces);
    int chunks = frames.size() - 2;
    if (chunks == 0) {
      return;
    }
    frames.remove(1 + random.nextInt(chunks));
    assertThat(new Reading().read(frames.toArray(String[]::new)).only().hasGap).isTrue();
  }

  @Property(tries = 300)
  void interleavedStreamsKeepTheirTexts(
      @ForAll("pieces") List<String> one,
      @ForAll("pieces") List<String> two,
      @ForAll("pieces") List<String> three,
      @ForAll Random random) {
    List<Deque<String>> waiting =
        new ArrayList<>(Stream.of(encoded("1", one), encoded("2", two), encoded("3", three))
            .map(ArrayDeque::new)
            .toList());
    Reading reading = new Reading();
    while (!waiting.isEmpty()) {
      Deque<String> next = waiting.get(random.nextInt(waiting.size()));
      reading.read(next.remove());
      if (next.isEmpty()) {
        waiting.remove(next);
      }
    }
    assertThat(reading.stream("1").text).hasToString(whole(one));
    assertThat(reading.stream("2").text).hasToString(whole(two));
    assertThat(reading.stream("3").text).hasToString(whole(three));
    assertThat(reading.problems).isEmpty();
  }

  @Property(tries = 300)
  void howAMessageIsCutChangesNothing(
      @ForAll("frames") Frame frame, @ForAll Random random, @ForAll boolean broken) {
    String json = frame.json();
    String text = broken ? json.substring(0, random.nextInt(json.length())) : json;
    Reading whole = new Reading().read(text, text);
    Reading cut = new Reading();
    for (int times = 0; times < 2; times++) {
      int at = 0;
      while (at < text.length()) {
        int to = Math.min(text.length(), at + random.nextInt(7));
        CharSequence part = random.nextBoolean()
            ? text.substring(at, to)
            : CharBuffer.wrap(text.toCharArray(), at, to - at);
        cut.decoder.text(part, false);
        at = to;
      }
      cut.decoder.text("", true);
    }
    assertThat(cut.calls).isEqualTo(whole.calls);
  }

  @Property(tries = 20)
  void oneMessageCutAtEveryPlaceGivesTheSame(@ForAll("frames") Frame frame) {
    String json = frame.json();
    List<String> whole = new Reading().read(json).calls;
    for (int at = 0; at <= json.length(); at++) {
      Reading cut = new Reading();
      cut.decoder.text(json.substring(0, at), false);
      cut.decoder.text(json.substring(at), true);
      assertThat(cut.calls).isEqualTo(whole);
    }
  }

  @Property
  void nothingThatArrivesIsThrownBack(@ForAll("frames") Frame frame, @ForAll Random random) {
    StringBuilder text = new StringBuilder(frame.json());
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, REPLACEMENTS.charAt(random.nextInt(REPLACEMENTS.length())));
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.insert(at, text.substring(at));
        default -> text.setLength(Math.max(1, at));
      }
      if (text.isEmpty()) {
        text.append(' ');
      }
    }
    Reading reading = new Reading(Limits.builder().maxEventBytes(400).build());
    reading.read("{\"type\":\"message_stream\",\"id\":\"open\",\"chunk\":\"x\",\"offset\":0}");
    reading.read(text.toString(), text.toString());
    assertThat(reading.stream("open").text.toString()).startsWith("x");
  }

  @Property(tries = 30)
  void piecesFromManyThreadsAllArriveInTheOrderOfEach(@ForAll @IntRange(min = 2, max = 6) int many)
      throws InterruptedException {
    int each = 200;
    ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
    StreamEncoder stream = StreamEncoder.stream("a").to(sent::add);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < many; t++) {
      char name = (char) ('a' + t);
      Thread thread = new Thread(() -> {
        for (int i = 0; i < each; i++) {
          stream.chunk(name + String.valueOf(i) + " ");
        }
      });
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    stream.end();
    Reading reading = new Reading().read(sent.toArray(String[]::new));
    assertThat(reading.problems).isEmpty();
    assertThat(reading.only().hasGap).isFalse();
    List<String> words = List.of(reading.only().text.toString().split(" "));
    for (int t = 0; t < many; t++) {
      String name = String.valueOf((char) ('a' + t));
      assertThat(words.stream().filter(word -> word.startsWith(name)))
          .isEqualTo(
              Stream.iterate(0, i -> i + 1).limit(each).map(i -> name + i).toList());
    }
  }
}
