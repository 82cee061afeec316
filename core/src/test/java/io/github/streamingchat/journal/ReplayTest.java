package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that nobody wrote, lines that are missing, and what is made of the others. */
class ReplayTest {
  private static final JournalRecord OPENED = new JournalRecord.Opened("c", RecordLine.FORMAT);

  @Test
  void theFormIsThis() {
    ChatMessage question = message("m1", MessageStatus.COMPLETED, Part.text("Why?"));
    List<String> lines = lines(
        OPENED,
        new JournalRecord.Added(question),
        new JournalRecord.Added(message("m2", MessageStatus.PENDING, Part.text(""))),
        new JournalRecord.Appended(id("m2"), 0, 0, "Because"),
        new JournalRecord.Removed(id("m1")));

    assertThat(lines)
        .containsExactly(
            "{\"n\":1,\"op\":\"opened\",\"conversation\":\"c\",\"format\":1,\"crc\":\"%s\"}"
                .formatted(crcOf(lines.get(0))),
            "{\"n\":2,\"op\":\"added\",\"message\":{\"id\":\"m1\",\"conversation\":\"c\",\"role\":\"user\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"status\":\"completed\",\"parts\":[{\"kind\":\"text\",\"text\":\"Why?\"}]},\"crc\":\"%s\"}"
                .formatted(crcOf(lines.get(1))),
            "{\"n\":3,\"op\":\"added\",\"message\":{\"id\":\"m2\",\"conversation\":\"c\",\"role\":\"user\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"status\":\"pending\",\"parts\":[{\"kind\":\"text\",\"text\":\"\"}]},\"crc\":\"%s\"}"
                .formatted(crcOf(lines.get(2))),
            "{\"n\":4,\"op\":\"text\",\"id\":\"m2\",\"part\":0,\"at\":0,\"text\":\"Because\",\"crc\":\"%s\"}"
                .formatted(crcOf(lines.get(3))),
            "{\"n\":5,\"op\":\"removed\",\"id\":\"m1\",\"crc\":\"%s\"}"
                .formatted(crcOf(lines.get(4))));
  }

  /** RFC 3720, B.4: the check value of CRC-32C over 123456789 is E3069283. */
  @Test
  void theChecksumIsThatOfAllBeforeIt() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> RecordLine.of("123456789,\"crc\":\"e3069283\"}"))
        .withMessageContaining("not well-formed JSON");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> RecordLine.of("123456789,\"crc\":\"e3069284\"}"))
        .withMessageContaining("checksum");
  }

  @Test
  void aChangeCountsOnlyWhole() {
    List<String> lines = new ArrayList<>(lines(OPENED));
    lines.add(new RecordLine(2, true, new JournalRecord.Cleared()).text());
    lines.add(
        new RecordLine(3, true, new JournalRecord.Added(message("m1", MessageStatus.COMPLETED)))
            .text());
    Recovery recovery = Replayed.of(lines);

    assertThat(recovery.messages()).isEmpty();
    assertThat(recovery.damage()).isEmpty();
    assertThat(recovery.losses()).extracting(Loss::line).containsExactly(2L, 3L);
    assertThat(recovery.losses()).extracting(Loss::kind).containsOnly(Loss.Kind.TORN);
  }

  @Test
  void aLineThatIsMissingIsMissed() {
    List<String> lines = new ArrayList<>(talk());
    lines.remove(3);
    Recovery recovery = Replayed.of(lines);

    assertThat(recovery.damage().orElseThrow().why()).contains("lines 4 to 4 are missing");
    assertThat(recovery.messages())
        .extracting(ChatMessage::text)
        .containsExactly("Why?", "\uFFFDcd");
    assertThat(recovery.incomplete()).containsExactly(id("m2"));
  }

  @Test
  void aLineThatIsThereTwiceCountsOnce() {
    List<String> lines = new ArrayList<>(talk());
    lines.add(4, lines.get(3));
    Recovery recovery = Replayed.of(lines);

    assertThat(recovery.damage().orElseThrow().line()).isEqualTo(5);
    assertThat(recovery.messages()).extracting(ChatMessage::text).containsExactly("Why?", "abcd");
    assertThat(recovery.incomplete()).isEmpty();
  }

  @Test
  void theTextOfAMessageWhoseBeginningIsLostIsNot() {
    List<String> lines = new ArrayList<>(talk());
    lines.set(2, "{}");
    Recovery recovery = Replayed.of(lines);

    ChatMessage last = recovery.messages().get(1);
    assertThat(last.id()).isEqualTo(id("m2"));
    assertThat(last.text()).isEqualTo("\uFFFDabcd");
    assertThat(last.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(last.error().orElseThrow().code()).isEqualTo(Recovery.INCOMPLETE);
    assertThat(recovery.lost()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsKeptAsItIs() {
    List<String> lines = new ArrayList<>(talk());
    lines.set(1, "x".repeat(10_000));
    Loss loss = Replayed.of(lines).damage().orElseThrow();

    assertThat(loss.text()).hasSize(Loss.MOST_TEXT).startsWith("xxx");
    assertThat(loss.position()).isEqualTo(1);
  }

  @Test
  void manyBadLinesAreCountedAndNotKept() {
    Replay replay = new Replay("c");
    int bad = 10_000;
    for (int i = 0; i < bad; i++) {
      replay.take(new JournalLine(i, "?"));
    }
    Recovery recovery = replay.end();

    assertThat(recovery.losses()).hasSize(Recovery.MOST_LOSSES);
    assertThat(recovery.lost()).isEqualTo(bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"n\":2}",
        "{\"n\":2,\"op\":7}",
        "{\"n\":2,\"op\":\"dance\"}",
        "{\"n\":\"2\",\"op\":\"cleared\"}",
        "{\"n\":-2,\"op\":\"cleared\"}",
        "{\"n\":2,\"op\":\"text\",\"id\":\"m1\",\"part\":-1,\"at\":0,\"text\":\"x\"}",
        "{\"n\":2,\"op\":\"text\",\"id\":\"m1\",\"part\":2147483647,\"at\":0,\"text\":\"x\"}",
        "{\"n\":2,\"op\":\"text\",\"id\":\"m1\",\"part\":0,\"at\":2147483647,\"text\":\"x\"}",
        "{\"n\":2,\"op\":\"text\",\"id\":\"m1\",\"part\":0,\"at\":1e99,\"text\":\"x\"}",
        "{\"n\":2,\"op\":\"text\",\"id\":\"\",\"part\":0,\"at\":0,\"text\":\"x\"}",
        "{\"n\":2,\"op\":\"part\",\"id\":\"m1\",\"part\":9,\"value\":{\"kind\":\"text\",\"text\":\"x\"}}",
        "{\"n\":2,\"op\":\"part\",\"id\":\"m1\",\"part\":0,\"value\":{\"kind\":\"what\"}}",
        "{\"n\":2,\"op\":\"beside\",\"id\":\"m1\",\"part\":0,\"value\":{\"kind\":\"data\",\"type\":\"x\"}}",
        "{\"n\":2,\"op\":\"beside\",\"id\":\"m1\",\"part\":2147483647,\"value\":{\"kind\":\"text\",\"text\":\"x\",\"revision\":-1}}",
        "{\"n\":2,\"op\":\"parts\",\"id\":\"m1\",\"left\":2147483647}",
        "{\"n\":2,\"op\":\"removed\",\"id\":\"m1\"}",
        "{\"n\":2,\"op\":\"added\",\"message\":{\"id\":\"m1\",\"conversation\":\"d\",\"role\":\"user\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"status\":\"completed\",\"parts\":[]}}",
        "{\"n\":2,\"op\":\"added\",\"message\":{\"id\":\"m1\",\"conversation\":\"c\",\"role\":\"user\",\"createdAt\":\"yesterday\",\"status\":\"completed\",\"parts\":[]}}",
        "{\"n\":2,\"op\":\"opened\",\"conversation\":\"d\",\"format\":1}",
        "{\"n\":2,\"n\":2,\"op\":\"cleared\"}"
      })
  void hostileLinesWithAGoodChecksumAreDamageAndNothingElse(String json) {
    String line = withChecksum(json);
    Recovery recovery = Replayed.of(List.of(lines(OPENED).get(0), line));

    assertThat(recovery.damage()).isPresent();
    assertThat(recovery.messages().size()).isLessThanOrEqualTo(1);
  }

  @Test
  void deepNestingIsDamageAndNoStackOverflow() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String line = withChecksum("{\"n\":2,\"op\":\"cleared\",\"x\":" + deep + "}");

    assertThat(Replayed.of(List.of(lines(OPENED).get(0), line)).damage()).isPresent();
  }

  @Test
  void aJournalOfALaterVersionIsNotTouched() {
    TroubledStore store = new TroubledStore();
    store.lines.addAll(lines(new JournalRecord.Opened("c", RecordLine.FORMAT + 1)));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.builder(store, "c").takeWhatIsReadable().open())
        .matches(error -> error.kind() == JournalException.Kind.NEWER);
    assertThat(store.lines).hasSize(1);
    assertThat(store.closed).isTrue();
  }

  @Test
  void aJournalThatHoldsMoreThanTheLimitsAllowIsNotTouched() {
    TroubledStore store = new TroubledStore();
    store.lines.addAll(talk());

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> Journal.builder(store, "c")
            .conversation(
                setup -> setup.limits(Limits.builder().maxMessageChars(3).build()))
            .open());
    assertThat(store.lines).isEqualTo(talk());
    assertThat(store.closed).isTrue();
  }

  /** A question, and an answer of two pieces. */
  private static List<String> talk() {
    return lines(
        OPENED,
        new JournalRecord.Added(message("m1", MessageStatus.COMPLETED, Part.text("Why?"))),
        new JournalRecord.Added(message("m2", MessageStatus.STREAMING, Part.text(""))),
        new JournalRecord.Appended(id("m2"), 0, 0, "ab"),
        new JournalRecord.Appended(id("m2"), 0, 2, "cd"),
        new JournalRecord.Changed(message("m2", MessageStatus.COMPLETED)));
  }

  private static List<String> lines(JournalRecord... records) {
    List<String> lines = new ArrayList<>();
    for (JournalRecord record : records) {
      lines.add(new RecordLine(lines.size() + 1, false, record).text());
    }
    return lines;
  }

  private static ChatMessage message(String id, MessageStatus status, Part... parts) {
    return ChatMessage.builder(id(id), "c", Role.USER, Instant.parse("2026-01-01T00:00:00Z"))
        .status(status)
        .parts(List.of(parts))
        .build();
  }

  private static MessageId id(String value) {
    return MessageId.of(value);
  }

  private static String crcOf(String line) {
    return line.substring(line.length() - 10, line.length() - 2);
  }

  /** What somebody would write who knows the form. */
  private static String withChecksum(String json) {
    String covered = json.isEmpty() ? "" : json.substring(0, json.length() - 1);
    CRC32C crc = new CRC32C();
    crc.update(covered.getBytes(StandardCharsets.UTF_8));
    return "%s,\"crc\":\"%08x\"}".formatted(covered, crc.getValue());
  }
}
