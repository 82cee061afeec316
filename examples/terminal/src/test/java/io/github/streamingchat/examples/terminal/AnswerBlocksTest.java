package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.stream.PartChange;
import io.github.streamingchat.stream.PartChange.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerBlocksTest {
  private final StringBuilder told = new StringBuilder();
  private final AnswerBlocks blocks = new AnswerBlocks(new AnswerBlocks.Reader() {
    @Override
    public void begin(Block block) {
      told.append('<').append(block).append('>');
    }

    @Override
    public void append(String text) {
      told.append(text).append('|');
    }
  });

  private void show(String message, Kind kind, int index, Part part, int from) {
    ChatMessage.Builder of =
        ChatMessage.builder(MessageId.of(message), "c", Role.ASSISTANT, Instant.EPOCH);
    blocks.show(new PartChange(of.build(), index, kind, part, from));
  }

  private void added(int index, Part part) {
    show("m", Kind.ADDED, index, part, 0);
  }

  private void updated(int index, Part part, int from) {
    show("m", Kind.UPDATED, index, part, from);
  }

  private static Part.Reasoning thought(String text) {
    return new Part.Reasoning(ChatText.of(text), null);
  }

  private static Part.ToolCall call(String arguments) {
    return new Part.ToolCall("c1", "weather", ChatText.of(arguments), false);
  }

  @Test
  void whatIsNewOfAPartStandsBehindWhatWasTold() {
    added(0, Part.text("Hel"));
    updated(0, Part.text("Hello"), 3);

    assertThat(told).hasToString("<TEXT>Hel|lo|");
  }

  @Test
  void eachKindIsABlock() {
    added(0, thought("Hm."));
    added(1, Part.text("So"));
    added(2, call("{}"));
    added(3, new Part.ToolResult("c1", List.of(1), false));
    added(4, new Part.Refusal(ChatText.of("No")));

    assertThat(told)
        .hasToString("<REASONING>Hm.|<TEXT>So|<CALL>→ weather {}|<RESULT>← [1]|<REFUSAL>No|");
  }

  @Test
  void aCallGrowsInItsLineAndStaysOneLine() {
    added(0, call(""));
    updated(0, call("{\n\"city\":"), 0);
    updated(0, call("{\n\"city\":\"Oslo\"}"), 9);

    assertThat(told).hasToString("<CALL>→ weather |{ \"city\":|\"Oslo\"}|");
  }

  @Test
  void argumentsThatAreToldAnewBeginAgain() {
    added(0, call("{\"city\":\"O"));
    show("m", Kind.REPLACED, 0, call("{\"town\":\"Oslo\"}"), 0);

    assertThat(told)
        .hasToString("<CALL>→ weather {\"city\":\"O|<CALL>→ weather {\"town\":\"Oslo\"}|");
  }

  @Test
  void textsOfOneMessageJoinAlsoAroundASource() {
    added(0, Part.text("It is "));
    added(1, new Part.Source(null, "http://h/", null, Map.of()));
    added(2, Part.text("so"));
    added(3, Part.text("."));

    assertThat(told).hasToString("<TEXT>It is |so|.|");
  }

  @Test
  void severalThoughtsAreParagraphs() {
    added(0, thought("One."));
    added(1, thought("Two."));

    assertThat(told).hasToString("<REASONING>One.|<REASONING>Two.|");
  }

  @Test
  void whatGrowsBehindAnotherBeginsAgain() {
    added(0, Part.text("a"));
    show("n", Kind.ADDED, 0, Part.text("x"), 0);
    updated(0, Part.text("ab"), 1);

    assertThat(told).hasToString("<TEXT>a|<TEXT>x|<TEXT>b|");
  }

  @Test
  void aReplacedTextIsToldWhole() {
    added(0, Part.text("wrong"));
    show("m", Kind.REPLACED, 0, Part.text("wright"), 0);

    assertThat(told).hasToString("<TEXT>wrong|<TEXT>wright|");
  }

  @Test
  void anEmptyPartIsNoBlock() {
    added(0, thought(""));
    added(1, Part.text(""));
    updated(0, thought("Hm."), 0);

    assertThat(told).hasToString("<REASONING>Hm.|");
  }

  @Test
  void whatIsTakenBackStaysWhereItWasSaid() {
    added(0, thought("Let me see."));
    show("m", Kind.REMOVED, 0, thought("Let me see."), 0);
    added(0, thought("No, something else."));

    assertThat(told).hasToString("<REASONING>Let me see.|<REASONING>No, something else.|");
  }
}
