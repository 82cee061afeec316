package io.github.streamingchat.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  private static final Instant SUMMER = Instant.parse("2026-07-01T10:20:30.999Z");

  private final Conversation conversation = Conversation.builder("c")
      .clock(Clock.fixed(SUMMER, ZoneId.of("Asia/Tokyo")))
      .build();

  private void says(Role role, Part... parts) {
    MessageDraft.Builder draft = MessageDraft.builder(role);
    List.of(parts).forEach(draft::part);
    conversation.add(draft.build());
  }

  private void answers(String text) {
    says(Role.ASSISTANT, Part.text(text));
  }

  private Transcript transcript() {
    return Transcript.of(conversation.snapshot()).zone(ZoneId.of("Europe/Oslo"));
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    transcript().writeText(text);
    return text.toString();
  }

  private String markdown() throws IOException {
    StringBuilder markdown = new StringBuilder();
    transcript().writeMarkdown(markdown);
    return markdown.toString();
  }

  private static Part.ToolCall call(String name, String arguments) {
    return new Part.ToolCall("1", name, ChatText.of(arguments), true);
  }

  @Test
  void aMessageHasItsRoleItsTimeInTheReadersZoneAndItsText() throws IOException {
    says(Role.USER, Part.text("Hi"));
    answers("Hello\nyou\n");

    assertThat(text()).isEqualTo("""
            user, 2026-07-01 12:20:30 +02:00
            Hi

            assistant, 2026-07-01 12:20:30 +02:00
            Hello
            you

            """);
    assertThat(markdown()).isEqualTo("""
            ## user, 2026-07-01 12:20:30 +02:00

            ```markdown
            Hi
            ```

            ## assistant, 2026-07-01 12:20:30 +02:00

            ```markdown
            Hello
            you
            ```

            """);
  }

  @Test
  void allThatAPersonMayReadIsThere() throws IOException {
    says(
        Role.ASSISTANT,
        new Part.Reasoning(ChatText.of("Hm."), null),
        call("weather", "{\"city\":\"Oslo\"}"),
        new Part.ToolResult("1", Map.of("t", 3), false),
        new Part.ToolResult("2", "no network", true),
        Part.text("It is "),
        new Part.Source("s1", "https://e.org/", "An\nexample", Map.of()),
        Part.text("cold."),
        new Part.Source("s2", null, null, Map.of()),
        new Part.File("image/png", "map.png", null, "AA=="),
        new Part.Data("chart", null, List.of(1)),
        new Part.Raw("unknown", "secret"),
        new Part.Refusal(ChatText.of("No more.")));

    assertThat(text().split("\n", 2)[1]).isEqualTo("""
            [reasoning] Hm.
            → weather {"city":"Oslo"}
            ← {"t":3}
            ✗ no network
            It is cold.
            [file] map.png · image/png
            [chart] [1]
            No more.
            [1] An example · https://e.org/
            [2] s2

            """);
    assertThat(markdown().lines().filter(line -> line.startsWith("#")))
        .containsExactly(
            "## assistant, 2026-07-01 12:20:30 +02:00",
            "### Reasoning",
            "### Call of weather",
            "### Result",
            "### Result (failed)",
            "### File",
            "### Data (chart)",
            "### Sources");
  }

  @Test
  void howAMessageEndedAndWhyIsTold() throws IOException {
    conversation.add(MessageDraft.builder(Role.ASSISTANT)
        .text("so far")
        .status(MessageStatus.STREAMING)
        .build());
    conversation.edit(
        conversation.snapshot().get(0).id(),
        message -> message
            .status(MessageStatus.FAILED)
            .author(Author.named("Ada"))
            .error(ChatError.of(ChatError.Kind.PROVIDER, "Out of words.")));

    assertThat(text()).isEqualTo("""
            assistant (Ada), 2026-07-01 12:20:30 +02:00 (failed)
            so far
            [Out of words.]

            """);
    assertThat(markdown())
        .startsWith("## assistant \\(Ada\\), 2026-07-01 12:20:30 +02:00 \\(failed\\)\n")
        .endsWith("### Error\n\n```\nOut of words.\n```\n\n");
  }

  @Test
  void aMessageThatHasNotEndedSaysSo() throws IOException {
    conversation.add(
        MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build());

    assertThat(text()).isEqualTo("assistant, 2026-07-01 12:20:30 +02:00 (not ended yet)\n\n");
  }

  @Test
  void linesEndInOneWayAndWhatATerminalObeysIsNotThere() throws IOException {
    answers("a\r\nb\rc\n\rd\u001B[2J\u009B\u0000\te");

    assertThat(text()).endsWith("\na\nb\nc\n\nd\uFFFD[2J\uFFFD\uFFFD\te\n\n");
  }

  @Test
  void halfOfAPairIsWrittenAsWhatAnyEncodingHas() throws IOException {
    says(
        Role.ASSISTANT,
        Part.text("\uD83D\uDE00 \uDE00 \uD83D\uD83D\uDE00 \uD83Dx"),
        Part.text("\uDE00"));

    assertThat(text()).endsWith("\n\uD83D\uDE00 \uFFFD \uFFFD\uD83D\uDE00 \uFFFDx\uFFFD\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\n## user\n```",
        "````\n",
        "`````````` and more",
        "``\r``\r\n```\n",
        "~~~\n</details>",
        "x\u0000```"
      })
  void noTextEndsTheFenceAroundIt(String text) throws IOException {
    says(Role.ASSISTANT, Part.text(text), Part.text("``"));
    List<String> lines = markdown().lines().toList();
    String fence = lines.get(2).replace("markdown", "");

    assertThat(fence).matches("`{3,}");
    assertThat(lines.subList(3, lines.size()).stream().filter(line -> line.contains(fence)))
        .containsExactly(fence);
    assertThat(lines.get(lines.size() - 2)).isEqualTo(fence);
  }

  @Test
  void noNameIsMoreThanWordsInAHeading() throws IOException {
    says(Role.of("<h1>*x*\n# y"), call("`a`\u2028# [b](c)", "{}"));

    assertThat(markdown().lines().filter(line -> line.startsWith("#")))
        .containsExactly(
            "## \\<h1\\>\\*x\\* \\# y, 2026-07-01 12:20:30 +02:00",
            "### Call of \\`a\\` \\# \\[b\\]\\(c\\)");
  }

  @Test
  void aLongTextIsWrittenInPieces() throws IOException {
    answers("0123456789".repeat(100_000));
    int[] longest = {0};
    Appendable measured = new Appendable() {
      @Override
      public Appendable append(CharSequence text) {
        longest[0] = Math.max(longest[0], text.length());
        return this;
      }

      @Override
      public Appendable append(CharSequence text, int start, int end) {
        return append(text.subSequence(start, end));
      }

      @Override
      public Appendable append(char c) {
        return this;
      }
    };
    transcript().writeText(measured);
    transcript().writeMarkdown(measured);

    assertThat(longest[0]).isBetween(1000, 10_000);
  }

  @Test
  void aTimeBeyondAllCalendarsIsWrittenAsItIs() throws IOException {
    Conversation last = Conversation.builder("c")
        .clock(Clock.fixed(Instant.MAX, ZoneId.of("Z")))
        .build();
    last.add(MessageDraft.user("Bye"));
    StringBuilder text = new StringBuilder();
    Transcript.of(last.snapshot().messages()).zone(ZoneId.of("+18:00")).writeText(text);

    assertThat(text).startsWith("user, " + Instant.MAX + "\nBye");
  }
}
