package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
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

  private final Conversation conversation = Conversation.create();
  private final MessageId first = streaming();

  private MessageId streaming() {
    return conversation.add(
        MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.STREAMING).build());
  }

  private ChatMessage is(MessageId id, Part... parts) {
    return conversation.update(
        id, message -> message.toBuilder().parts(List.of(parts)).build());
  }

  private void show(Part... parts) {
    blocks.show(List.of(is(first, parts)));
  }

  private static Part.Reasoning thought(String text) {
    return new Part.Reasoning(ChatText.of(text), null);
  }

  private static Part.ToolCall call(String arguments) {
    return new Part.ToolCall("c1", "weather", ChatText.of(arguments), false);
  }

  @Test
  void onlyWhatIsNewIsTold() {
    show(Part.text("Hel"));
    show(Part.text("Hello"));
    show(Part.text("Hello"));

    assertThat(told).hasToString("<TEXT>Hel|lo|");
  }

  @Test
  void eachKindIsABlock() {
    Part.ToolResult result = new Part.ToolResult("c1", List.of(1), false);
    show(thought("Hm."), Part.text("So"), call("{}"), result, new Part.Refusal(ChatText.of("No")));

    assertThat(told)
        .hasToString("<REASONING>Hm.|<TEXT>So|<CALL>→ weather {}|<RESULT>← [1]|<REFUSAL>No|");
  }

  @Test
  void aCallGrowsInItsLineAndStaysOneLine() {
    show(call(""));
    show(call("{\n\"city\":"));
    show(call("{\n\"city\":\"Oslo\"}"));

    assertThat(told).hasToString("<CALL>→ weather |{ \"city\":|\"Oslo\"}|");
  }

  @Test
  void argumentsThatAreToldAnewBeginAgain() {
    show(call("{\"city\":\"O"));
    show(call("{\"town\":\"Oslo\"}"));

    assertThat(told)
        .hasToString("<CALL>→ weather {\"city\":\"O|<CALL>→ weather {\"town\":\"Oslo\"}|");
  }

  @Test
  void textsOfOneMessageJoinAlsoAroundASource() {
    Part.Source source = new Part.Source(null, "http://h/", null, Map.of());
    show(Part.text("It is "), source, Part.text("so"), Part.text("."));

    assertThat(told).hasToString("<TEXT>It is |so|.|");
  }

  @Test
  void severalThoughtsAreParagraphs() {
    show(thought("One."), thought("Two."));

    assertThat(told).hasToString("<REASONING>One.|<REASONING>Two.|");
  }

  @Test
  void whatGrowsBehindAnotherBeginsAgain() {
    MessageId second = streaming();
    blocks.show(List.of(is(first, Part.text("a")), is(second, Part.text("x"))));
    blocks.show(List.of(is(first, Part.text("ab")), is(second, Part.text("x"))));

    assertThat(told).hasToString("<TEXT>a|<TEXT>x|<TEXT>b|");
  }

  @Test
  void aReplacedTextIsToldWhole() {
    show(Part.text("wrong"));
    show(new Part.Text(ChatText.of("wright"), 1));

    assertThat(told).hasToString("<TEXT>wrong|<TEXT>wright|");
  }

  @Test
  void halfACharacterWaitsForTheOther() {
    show(Part.text("a\uD83D"));
    show(Part.text("a\uD83D\uDE42"));

    assertThat(told).hasToString("<TEXT>a|\uD83D\uDE42|");
  }

  @Test
  void anEmptyPartIsNoBlock() {
    show(thought(""), Part.text(""));

    assertThat(told).isEmpty();
  }

  @Test
  void whatTakesThePlaceOfAThoughtThatWasTakenBackIsToldWhole() {
    show(thought("Let me see."));
    show(Part.text("It is quite cold."));

    assertThat(told).hasToString("<REASONING>Let me see.|<TEXT>It is quite cold.|");
  }

  @Test
  void aThoughtInThePlaceOfAnotherIsToldWhole() {
    show(thought("Let me see."));
    show(thought("No, something else."));

    assertThat(told).hasToString("<REASONING>Let me see.|<REASONING>No, something else.|");
  }
}
