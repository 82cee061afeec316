package io.github.streamingchat.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.AnyMessage;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A conversation that was written down is equal to the one that is read again. */
class TranscriptProperties {
  private static final int CUTS_APART = 37;

  private interface Writing {
    void write(Transcript transcript, Appendable to) throws IOException;
  }

  private static byte[] written(List<ChatMessage> messages, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, UTF_8.newEncoder())) {
      writing.write(Transcript.of(messages), writer);
    }
    return bytes.toByteArray();
  }

  private static Reader reader(byte[] bytes) {
    return new InputStreamReader(new ByteArrayInputStream(bytes), UTF_8.newDecoder());
  }

  @Property(tries = 300)
  void jsonGivesEqualMessages(@ForAll("conversations") List<ChatMessage> messages)
      throws IOException {
    byte[] bytes = written(messages, Transcript::writeJson);

    assertThat(Transcript.readJson(reader(bytes))).isEqualTo(messages);
  }

  @Property(tries = 300)
  void jsonLinesGiveEqualMessagesAllAtOnceAndOneByOne(
      @ForAll("conversations") List<ChatMessage> messages) throws IOException {
    byte[] bytes = written(messages, Transcript::writeJsonLines);
    List<ChatMessage> each = new ArrayList<>();
    Transcript.readJsonLines(reader(bytes), Limits.DEFAULTS, each::add);

    assertThat(Transcript.readJsonLines(reader(bytes))).isEqualTo(messages);
    assertThat(each).isEqualTo(messages);
    assertThat(new String(bytes, UTF_8).lines().count()).isEqualTo(messages.size());
  }

  @Property(tries = 50)
  void whereverJsonIsCutWhatStandsBeforeIsKept(
      @ForAll("conversations") List<ChatMessage> messages,
      @ForAll @IntRange(max = CUTS_APART - 1) int first)
      throws IOException {
    String json = new String(written(messages, Transcript::writeJson), UTF_8);
    int end = json.lastIndexOf(']');
    for (int cut = first; cut <= end; cut += CUTS_APART) {
      TranscriptFormatException wrong = wrong(json.substring(0, cut));

      assertThat(wrong.messages())
          .isEqualTo(messages.subList(0, wrong.messages().size()));
      assertThat(wrong.line()).isGreaterThanOrEqualTo(wrong.messages().size());
    }
  }

  private static TranscriptFormatException wrong(String json) throws IOException {
    try {
      return new TranscriptFormatException(
          "read: " + Transcript.readJson(new StringReader(json)), null, List.of(), null);
    } catch (TranscriptFormatException wrong) {
      return wrong;
    }
  }

  @Property(tries = 100)
  void anyMessagesCanBeWrittenForPeopleInAnyEncoding(
      @ForAll("conversations") List<ChatMessage> messages) throws IOException {
    String text = new String(written(messages, Transcript::writeText), UTF_8);
    String markdown = new String(written(messages, Transcript::writeMarkdown), UTF_8);

    assertThat(text + markdown).doesNotContain("\r", "\u0000");
    assertThat(markdown.lines().filter(line -> line.startsWith("## "))).hasSize(messages.size());
  }

  @Provide
  Arbitrary<List<ChatMessage>> conversations() {
    return AnyMessage.conversations("page-42");
  }
}
