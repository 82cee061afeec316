package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What each format puts on the wire, read without a decoder. */
class FormatsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource
  void theSamePiecesInEveryFormat(Wire wire) throws Exception {
    List<JsonNode> frames = Wire.frames(wire.answer(wire.asking("Why is the sky blue?")));

    assertThat(wire.text(frames)).isEqualTo(DemoTexts.SKY);
    assertThat(frames).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource
  void aToolsResultIsToldAndTheToolNotCalledAgain(Wire wire) throws Exception {
    String body = wire.answer(wire.returning("weather?", "3 degrees, \"snow\""));

    assertThat(wire.text(Wire.frames(body))).isEqualTo(DemoTexts.afterTool("3 degrees, \"snow\""));
    assertThat(body).doesNotContain("tool_call", "tool-input", "functionCall", "TOOL_CALL");
  }

  @ParameterizedTest
  @EnumSource
  void aQuestionBehindAToolsResultIsAQuestion(Wire wire) throws Exception {
    String body = wire.answer(wire.goingOn("Why is the sky blue?"));

    assertThat(wire.text(Wire.frames(body))).isEqualTo(DemoTexts.SKY);
  }

  @ParameterizedTest
  @EnumSource
  void anErrorComesInsideTheStreamAndNoEndBehindIt(Wire wire) throws Exception {
    String body = wire.answer(wire.asking("error"));

    assertThat(wire.text(Wire.frames(body))).isEqualTo(DemoTexts.BEFORE_ERROR);
    assertThat(body).contains(DemoTexts.ERROR);
    assertThat(body).doesNotContain("[DONE]", "\"message_stop\"", "RUN_FINISHED", "\"STOP\"");
  }

  @ParameterizedTest
  @EnumSource
  void aCutAnswerMayEndInTheMiddleOfACall(Wire wire) {
    assertThatIOException()
        .isThrownBy(() -> wire.answer(wire.asking("cut the weather"), out))
        .withMessageContaining("cut");
    assertThat(out.toString(UTF_8)).contains("Let").doesNotContain("Oslo");
  }

  @ParameterizedTest
  @EnumSource
  void aSlowAnswerShowsThatItLives(Wire wire) throws Exception {
    String body = wire.answer(wire.asking("Be slow"));

    assertThat(body)
        .containsPattern(
            switch (wire) {
              case ANTHROPIC -> "event: ping\ndata: \\{\"type\":\"ping\"}\n\n";
              case OLLAMA -> "\n\n\\{";
              default -> "\n: thinking\n";
            });
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyConversationIsRefused(Wire wire) {
    for (String body : List.of("[]", "{}", "{\"messages\":[],\"contents\":[],\"input\":[]}")) {
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(() -> wire.answer(body))
          .satisfies(refused -> assertThat(refused.status()).isEqualTo(400));
    }
  }

  @Test
  void geminiStreamsAsEventsOnly() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> Wire.GEMINI
            .format()
            .read(URI.create("/v1beta/models/m1:streamGenerateContent"), Json.value("{}")))
        .withMessageContaining("alt=sse");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "RESPONSES", "ANTHROPIC", "GEMINI", "OLLAMA"})
  void theWholeAnswerHasTheSameParts(Wire wire) throws Exception {
    Reply reply = wire.reply(wire.asking(FramesTest.EVERYTHING));
    String whole = Json.text(wire.format().whole(reply));

    assertThat(whole).contains("Which of my built-in answers", DemoTexts.BEFORE_TOOL, "Oslo");
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalSaysWhy(Wire wire) throws IOException {
    for (int status : new int[] {400, 404, 413, 500}) {
      String error = Json.text(wire.format().error(status, "because"));

      assertThat(Json.value(error).path("error").toString()).contains("because");
    }
  }
}
