package io.github.streamingchat.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptImportTest {
  private static String message(String id, String rest) {
    return "{\"id\":\"%s\",\"conversation\":\"c\",\"role\":\"user\",\"createdAt\":\"2026-11-21T00:00:00Z\",\"status\":\"completed\"%s,\"parts\":[]}"
        .formatted(id, rest);
  }

  private static String withText(String id, String text) {
    return message(id, "").replace("[]", "[{\"kind\":\"text\",\"text\":\"" + text + "\"}]");
  }

  private static List<ChatMessage> lines(String lines) throws IOException {
    return Transcript.readJsonLines(new StringReader(lines));
  }

  private static TranscriptFormatException refused(Reader lines, Limits limits) {
    return catchThrowableOfType(
        TranscriptFormatException.class, () -> Transcript.readJsonLines(lines, limits));
  }

  private static TranscriptFormatException refused(String lines) {
    return refused(new StringReader(lines), Limits.DEFAULTS);
  }

  /** Characters without end, as far as anybody reads. */
  private static Reader endless(String begin, IntFunction<String> more) {
    return new Reader() {
      private String now = begin;
      private int at;
      private int next;

      @Override
      public int read(char[] to, int offset, int length) {
        if (at == now.length()) {
          now = more.apply(next++);
          at = 0;
        }
        int count = Math.min(length, now.length() - at);
        now.getChars(at, at + count, to, offset);
        at += count;
        return count;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aConversationGoesOnWithWhatWasImported() throws IOException {
    Conversation before = Conversation.create();
    before.add(MessageDraft.user("Hi"));
    StringBuilder json = new StringBuilder();
    Transcript.of(before.snapshot()).writeJson(json);
    Conversation after = Conversation.builder(before.id())
        .messages(Transcript.readJson(new StringReader(json.toString())))
        .build();

    assertThat(after.snapshot().messages()).isEqualTo(before.snapshot().messages());
  }

  @Test
  void theFormIsTheOneThatIsPromised() throws IOException {
    String json = "[\n" + message("1", ",\"new\":[1]") + ",\n" + message("2", "") + "\n]\n";

    assertThat(Transcript.readJson(new StringReader(json)))
        .extracting(ChatMessage::id)
        .containsExactly(MessageId.of("1"), MessageId.of("2"));
    StringBuilder again = new StringBuilder();
    Transcript.of(Transcript.readJson(new StringReader(json))).writeJson(again);
    assertThat(again).hasToString(json.replace(",\"new\":[1]", ""));
  }

  @Test
  void blankLinesAndAByteOrderMarkArePassedOver() throws IOException {
    assertThat(lines("\uFEFF\n" + message("1", "") + "\r\n\n \n" + message("2", "")))
        .hasSize(2);
    assertThat(lines("")).isEmpty();
    assertThat(Transcript.readJson(new StringReader("\uFEFF []"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{\"id\":3}|the field \"id\" must be a string, but is 3",
        "{}|the field \"id\" is missing",
        "3|a message is a JSON object",
        "null|a message is a JSON object",
        "[]|a message is a JSON object; readJson reads an array of messages",
        "{\"id\":\"x\",\"id\":\"y\"}|not JSON: Duplicate Object property \"id\"",
        "{\"id\"|it is cut short",
        "{\"id\":\"x|it is cut short",
        "{'id':1}|not JSON: Unexpected character",
        "nix|not JSON: Unrecognized token",
        "{\"id\":\" \"}|a message id has 1 to 256 characters"
      })
  void whatIsNoMessageIsRefusedByItsPlaceAndWhatStandsBeforeIsKept(String bad, String what) {
    TranscriptFormatException wrong = refused(message("1", "") + "\n" + bad);

    assertThat(wrong).hasMessageStartingWith("line 2, column ").hasMessageContaining(what);
    assertThat(wrong.line()).isEqualTo(2);
    assertThat(wrong.messages()).extracting(ChatMessage::id).containsExactly(MessageId.of("1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "\"parts\":[]|\"parts\":{}|the field \"parts\" must be an array",
        "\"parts\":[]|\"parts\":[1]|the field \"parts\" must be an object, but is 1",
        "\"parts\":[]|\"parts\":[{\"kind\":\"hologram\"}]|no part is called \"hologram\"",
        "completed|done|the field \"status\" is none of the known ones: done",
        "2026-11-21T00:00:00Z|yesterday|the field \"createdAt\" is no moment",
        "\"c\"|\" \"|a conversation's id must not be blank",
        "\"user\"|\"\"|a role's name has 1 to 64 characters",
        "\"parts\"|\"aliases\":[null],\"parts\"|the field \"aliases\" must hold strings",
        "\"parts\"|\"metadata\":{\"a\":1e999999999999},\"parts\"|",
        "\"parts\"|\"error\":{\"kind\":\"timeout\",\"text\":\"m\",\"attempt\":1,\"retryAfter\":1e999999999},\"parts\"|no time in seconds"
      })
  void whatIsWrongInsideAMessageIsNamed(String place, String instead, String what) {
    TranscriptFormatException wrong = refused(message("1", "").replace(place, instead));

    assertThat(wrong).hasMessageContaining(what == null ? "line 1, " : what);
    assertThat(wrong.column()).isPositive();
  }

  @Test
  void twoMessagesOfOneIdAreRefused() {
    assertThat(refused(message("1", "") + "\n" + message("1", "")))
        .hasMessageContaining("message 1 is there already")
        .extracting(wrong -> wrong.messages().size())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"''", "3", "{}", "' '"})
  void whatIsNoArrayIsNoTranscript(String json) {
    assertThatThrownBy(() -> Transcript.readJson(new StringReader(json)))
        .isInstanceOf(TranscriptFormatException.class)
        .hasMessageContaining("a transcript is a JSON array of messages");
  }

  @Test
  void nothingFollowsAnArray() {
    assertThatThrownBy(() -> Transcript.readJson(new StringReader("[]\n[]")))
        .isInstanceOf(TranscriptFormatException.class)
        .hasMessage("line 2, column 1 of the transcript: something follows the transcript");
  }

  @Test
  void whatIsNotInTheEncodingIsRefusedWithWhatStandsBefore() {
    byte[] bytes = (message("1", "").repeat(3) + "\n").getBytes(UTF_8);
    List<ByteArrayInputStream> sources = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sources.add(new ByteArrayInputStream((message("m" + i, "") + "\n").getBytes(UTF_8)));
    }
    bytes[20] = (byte) 0xFF;
    sources.add(new ByteArrayInputStream(bytes));
    Reader reader = new InputStreamReader(
        new SequenceInputStream(Collections.enumeration(sources)), UTF_8.newDecoder());
    TranscriptFormatException wrong = refused(reader, Limits.DEFAULTS);

    assertThat(wrong).hasMessageContaining("not in the encoding that it is read in");
    assertThat(wrong.messages()).hasSizeBetween(40, 100);
  }

  @Test
  void whatTheReaderThrowsIsThrown() {
    IOException broken = new IOException("unplugged");
    Reader reader = new Reader() {
      @Override
      public int read(char[] to, int offset, int length) throws IOException {
        throw broken;
      }

      @Override
      public void close() {}
    };
    assertThatThrownBy(() -> Transcript.readJson(reader)).isSameAs(broken);
    Reader later = endless(message("1", "") + "\n", next -> {
      throw new java.io.UncheckedIOException(broken);
    });
    assertThatThrownBy(() -> Transcript.readJsonLines(later)).hasCause(broken);
  }

  @Test
  void whatIsNestedForEverIsRefused() {
    Reader nested = endless(message("1", "") + "\n{\"metadata\":", next -> "[[[[[[[[[[");
    TranscriptFormatException wrong = refused(nested, Limits.DEFAULTS);

    assertThat(wrong).hasMessageContaining("nested deeper than");
    assertThat(wrong.messages()).hasSize(1);
  }

  private static void assertTooLarge(Reader endless, String limit) {
    Limits limits =
        Limits.builder().maxMessageChars(10_000).maxParts(10).maxMessages(10).build();
    TranscriptFormatException wrong = refused(endless, limits);

    assertThat(wrong)
        .hasMessageContaining(limit)
        .cause()
        .isInstanceOfSatisfying(
            LimitExceededException.class, cause -> assertThat(cause.limit()).isEqualTo(limit));
  }

  @Test
  void whatNeverEndsIsRefusedByALimit() {
    String begin = message("1", "").replace("]}", "");
    assertTooLarge(endless("{\"id\":\"", next -> "x".repeat(1000)), "maxMessageChars");
    assertTooLarge(endless("{\"", next -> "x".repeat(1000)), "maxMessageChars");
    assertTooLarge(endless("{\"id\":1", next -> "1".repeat(1000)), "maxMessageChars");
    assertTooLarge(endless(begin, next -> "{},"), "maxMessageChars");
    assertTooLarge(endless("{", next -> "\"n" + next + "\":0,"), "maxMessageChars");
    assertTooLarge(endless("", next -> message("" + next, "")), "maxMessages");
  }

  @Test
  void whatAMessageMayHoldIsWhatTheLimitsSay() throws IOException {
    Limits limits = Limits.builder().maxMessageChars(10).maxParts(1).build();
    String most = withText("1", "0123456789");

    assertThat(Transcript.readJsonLines(new StringReader(most), limits)).hasSize(1);
    assertTooLong(most.replace("9", "90"), limits, "maxMessageChars");
    assertTooLong(
        most.replace("\"}]", "\"},{\"kind\":\"refusal\",\"text\":\"\"}]"), limits, "maxParts");
  }

  private static void assertTooLong(String line, Limits limits, String limit) {
    assertThat(refused(new StringReader(line), limits)).hasMessageContaining(limit + " is limited");
  }

  @Test
  void aNumberThatWouldTakeForEverIsRefused() {
    assertThat(refused(message("1", ",\"metadata\":{\"a\":" + "9".repeat(1_000_000) + "}")))
        .hasMessageContaining("a number has 1000000 digits");
  }

  @Test
  void anyNumberOfMessagesPassWithoutBeingKept() throws IOException {
    AtomicInteger count = new AtomicInteger();
    Reader many = new Reader() {
      private final Reader all = endless(
          "",
          next -> IntStream.range(0, 100)
              .mapToObj(i -> withText("m", "Hi") + "\n")
              .reduce("", String::concat));
      private long left = 100_000L * (withText("m", "Hi").length() + 1);

      @Override
      public int read(char[] to, int offset, int length) throws IOException {
        int most = (int) Math.min(length, left);
        int read = most == 0 ? -1 : all.read(to, offset, most);
        left -= Math.max(0, read);
        return read;
      }

      @Override
      public void close() {}
    };
    Transcript.readJsonLines(
        many, Limits.builder().maxMessages(2).build(), message -> count.incrementAndGet());

    assertThat(count).hasValue(100_000);
  }

  @Test
  void whatTheConsumerThrowsEndsTheReadingAsItIs() {
    IllegalArgumentException full = new IllegalArgumentException("full");

    assertThatThrownBy(() -> Transcript.readJsonLines(
            new StringReader(message("1", "")), Limits.DEFAULTS, message -> {
              throw full;
            }))
        .isSameAs(full);
  }
}
