package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTest {
  private static final Script ANSWER = Script.builder()
      .pause(Duration.ofMillis(210))
      .event(new StreamEvent.Connected(200))
      .pause(Duration.ofMillis(105))
      .text("Bécause")
      .finish(FinishReason.STOP)
      .completed()
      .build();

  @Test
  void aRecordingReadsWell() throws IOException {
    assertThat(written(ANSWER).lines())
        .containsExactly(
            "{\"after\":0,\"event\":\"open\"}",
            "{\"after\":0.21,\"event\":\"connected\",\"status\":200}",
            "{\"after\":0.105,\"event\":\"text\",\"part\":\"0\",\"piece\":\"Bécause\"}",
            "{\"after\":0,\"event\":\"finished\",\"reason\":\"stop\"}",
            "{\"after\":0,\"event\":\"completed\",\"endMarkSeen\":true}");
  }

  @Test
  void halfAPairIsWrittenAsAnEscape() throws IOException {
    assertThat(written(Script.builder().text("\uD83D").build())).contains("\\uD83D");
  }

  @Test
  void whatAnEventWithAnIdSaysIsPartOfItsLine() throws IOException {
    Script script = Script.builder().text("7", "Be").build();

    assertThat(written(script).lines())
        .last()
        .asString()
        .contains("\"id\":\"7\",\"content\":[{\"event\":\"text\"");
    assertThat(read(written(script))).containsExactly(script);
  }

  @Test
  void exceptionsAreLeftOut() throws IOException {
    Script script = Script.builder()
        .event(new StreamEvent.Truncated(new IOException("key=secret")))
        .build();

    assertThat(written(script)).doesNotContain("secret");
    assertThat(read(written(script)).get(0).steps().get(0).event())
        .isEqualTo(new StreamEvent.Truncated(null));
  }

  @Test
  void aToolCallReadsAsItCame() throws IOException {
    Part.Seal seal = new Part.Seal("gemini", "c2Vhbg==", null);
    Script script = Script.builder()
        .event(new StreamEvent.PartPut(
            "", "c1", new Part.ToolCall("c1", "weather", ChatText.EMPTY, false, false, seal)))
        .event(new StreamEvent.ArgumentsAppended("", "c1", "{\"city\":"))
        .event(new StreamEvent.ArgumentsCompleted("", "c1"))
        .event(new StreamEvent.PartPut("", "c1", new Part.ToolResult("c1", Map.of("t", 3), false)))
        .build();

    assertThat(written(script)).isEqualTo("""
        {"after":0,"event":"open"}
        {"after":0,"event":"part","part":"c1","whole":{"kind":"tool_call","callId":"c1","name":"weather",\
        "arguments":"","complete":false,"providerRun":false,"seal":{"issuer":"gemini","signature":"c2Vhbg=="}}}
        {"after":0,"event":"arguments","part":"c1","piece":"{\\"city\\":"}
        {"after":0,"event":"arguments_complete","part":"c1"}
        {"after":0,"event":"part","part":"c1","whole":{"kind":"tool_result","callId":"c1","result":{"t":3},"error":false}}
        """);
  }

  @Test
  void aValueIsWrittenAndReadHoweverDeepItIs() throws IOException {
    Object value = 1L;
    for (int depth = 0; depth < 500; depth++) {
      value = List.of(value);
    }
    Part.Raw deepest = new Part.Raw("deep", value);
    Script script =
        Script.builder().event(new StreamEvent.PartPut("", "0", deepest)).build();

    assertThat(read(written(script))).containsExactly(script);
    assertThatThrownBy(() -> read(written(script).replace("[1]", "[[1]]")))
        .isInstanceOf(RecordingFormatException.class)
        .hasMessageContaining("nested deeper than 500");
  }

  @Test
  void aFileHoldsSeveralAttempts(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("answers.jsonl");
    List<Script> attempts = List.of(ANSWER, Script.builder().build(), ANSWER);
    Recordings.write(attempts, file);

    assertThat(Recordings.read(file)).isEqualTo(attempts);
    assertThat(Files.readString(file)).endsWith("}\n");
  }

  @Test
  void emptyLinesAndUnknownFieldsArePassedOver() throws IOException {
    assertThat(read("\n{\"event\":\"open\"}\n\n"
            + "{\"after\":1e0,\"event\":\"heartbeat\",\"new\":[{}]}\r\n"))
        .containsExactly(
            Script.builder().pause(Duration.ofSeconds(1)).heartbeat().build());
  }

  @Test
  void whatIsNoJsonValueIsRefused() {
    Script script = Script.builder()
        .event(new StreamEvent.Metadata("", Map.of("at", new Object())))
        .build();

    assertThatThrownBy(() -> written(script))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void aNameWithHalfAPairIsRefusedInsteadOfWrittenBeyondReading() {
    Script script = Script.builder()
        .event(new StreamEvent.Metadata("", Map.of("\uD83D", 1)))
        .build();

    assertThatThrownBy(() -> written(script))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"after":0,"event":"text","part":"0"}              | "piece" is missing
      {"after":0,"event":"text","part":0,"piece":"a"}    | "part" must be a string, but is 0
      {"after":0,"event":"told"}                         | no event is called "told"
      {"after":0}                                        | "event" is missing
      {"event":"heartbeat"}                              | "after" is missing
      {"after":"1","event":"heartbeat"}                  | "after" must be a number of seconds, but is 1
      {"after":1e99,"event":"heartbeat"}                 | "after" is no time in seconds
      {"after":0,"event":"received","bytes":9999999999}  | "bytes" is out of range: 9999999999
      {"after":0,"event":"completed","endMarkSeen":1}    | "endMarkSeen" must be true or false
      {"after":0,"event":"finished","reason":"bored"}    | "reason" is none of the known ones: bored
      {"after":0,"event":"metadata","members":[]}        | "members" must be an object
      {"after":0,"event":"heartbeat                      | not well-formed JSON
      {"after":0,"event":"heartbeat"} {}                 | something follows the JSON object
      {"after":0,"after":1,"event":"heartbeat"}          | not well-formed JSON
      ["heartbeat"]                                      | not a JSON object
      {"after":0,"event":"part","part":"0","whole":{}}   | "kind" is missing
      {"after":0,"event":"part","part":"0"}              | "whole" is missing
      {"after":0,"event":"part","part":"0","whole":1}    | "whole" must be an object, but is 1
      {"after":0,"event":"part","part":"0","whole":{"kind":"song"}}  | no part is called "song"
      {"after":0,"event":"part","part":"0","whole":{"kind":"text","text":"a","revision":-1}}  | a text has no revision -1
      {"after":0,"event":"part","part":"0","whole":{"kind":"text","text":"a","seal":true}}    | "seal" must be an object
      {"after":0,"event":"text_sealed","part":"0","seal":{}}         | "issuer" is missing
      {"after":0,"event":"notice","data":{"id":"d"}}                 | "type" is missing
      """)
  void aBrokenLineIsNamedWithWhatIsWrong(String line, String what) {
    String recording =
        "{\"event\":\"open\"}\n{\"after\":0,\"event\":\"heartbeat\"}\n" + line + "\n";

    assertThatThrownBy(() -> read(recording))
        .isInstanceOfSatisfying(
            RecordingFormatException.class, thrown -> assertThat(thrown.line()).isEqualTo(3))
        .hasMessageStartingWith("line 3 of the recording: ")
        .hasMessageContaining(what);
  }

  @Test
  void anEventBeforeTheFirstAttemptIsRefused() {
    assertThatThrownBy(() -> read("{\"after\":0,\"event\":\"heartbeat\"}"))
        .isInstanceOf(RecordingFormatException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("opened");
  }

  @Test
  void aScriptMayBePlayedFasterOrWithoutPauses() {
    Script slow = Script.builder().pause(Duration.ofMillis(300)).text("a").build();

    assertThat(slow.paced(0.5).steps().get(0).pause()).isEqualTo(Duration.ofMillis(150));
    assertThat(slow.paced(0).steps().get(0).pause()).isZero();
    assertThat(slow.paced(1)).isEqualTo(slow);
    assertThatThrownBy(() -> slow.paced(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> slow.paced(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> slow.paced(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String written(Script script) throws IOException {
    StringWriter text = new StringWriter();
    Recordings.write(List.of(script), text);
    return text.toString();
  }

  private static List<Script> read(String recording) throws IOException {
    return Recordings.read(new StringReader(recording));
  }
}
