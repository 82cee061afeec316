package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.ToolArgumentsException;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Finished;
import io.github.streamingchat.transport.StreamEvent.Metadata;
import io.github.streamingchat.transport.StreamEvent.PartPut;
import io.github.streamingchat.transport.StreamEvent.Reasoning;
import io.github.streamingchat.transport.StreamEvent.Started;
import io.github.streamingchat.transport.StreamEvent.Text;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import io.github.streamingchat.transport.StreamEvent.UsageReported;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ollama sends. */
class OllamaDecoderTest {
  private static final Ollama ENDPOINT = Ollama.at("http://localhost");
  private static final String DONE = line("{'done':true,'done_reason':'stop'}");

  private static String line(String json) {
    return json.replace('\'', '"') + "\n";
  }

  private static String text(String piece) {
    return line(
        "{'model':'m','message':{'role':'assistant','content':'" + piece + "'},'done':false}");
  }

  private static String message(String members) {
    return line("{'message':{" + members + "},'done':false}");
  }

  private static Decoding decoded(String... lines) {
    return Decoding.of(ENDPOINT, String.join("", lines));
  }

  @Test
  void anAnswerAsOllamaSendsIt() {
    Decoding decoding = decoded(
        line("{'model':'m','created_at':'2026-11-20T10:00:00Z','message':"
            + "{'role':'assistant','content':'','thinking':'Hmm'},'done':false}"),
        text("Hel"),
        text("lo"),
        line("{'model':'m','created_at':'2026-11-20T10:00:05Z','message':"
            + "{'role':'assistant','content':''},'done':true,'done_reason':'stop',"
            + "'total_duration':4883583458,'load_duration':1334875,'prompt_eval_count':26,"
            + "'prompt_eval_duration':342546000,'eval_count':282,'eval_duration':4535599000}"));

    assertThat(decoding.events())
        .filteredOn(event -> !(event instanceof Metadata))
        .containsExactly(
            new Started("", null, "m"),
            new Reasoning("", "reasoning", "Hmm"),
            new Text("", "content", "Hel"),
            new Text("", "content", "lo"),
            new UsageReported("", new Usage(26L, 282L, null, null, null)),
            new Finished("", new FinishReason(FinishReason.Kind.STOP, "stop")),
            new Completed(true));
    assertThat(decoding.metadata())
        .containsEntry("total_duration", 4883583458L)
        .containsEntry("load_duration", 1334875L)
        .containsEntry("prompt_eval_duration", 342546000L)
        .containsEntry("eval_duration", 4535599000L);
    assertThat((Double) decoding.metadata().get("tokens_per_second")).isBetween(62.17, 62.18);
  }

  @Test
  void textAndThinkingOfOneLineAreBothRead() {
    assertThat(decoded(message("'content':'So','thinking':'Hmm'"), DONE).events())
        .startsWith(new Reasoning("", "reasoning", "Hmm"), new Text("", "content", "So"));
  }

  @Test
  void whatItThinksAfterATextIsAnotherThought() {
    assertThat(decoded(message("'thinking':'a'"), text("So"), message("'thinking':'b'"), DONE)
            .all(Reasoning.class))
        .extracting(Reasoning::part, Reasoning::piece)
        .containsExactly(tuple("reasoning", "a"), tuple("reasoning-1", "b"));
  }

  @Test
  void theLastLineMayCarryText() {
    Decoding decoding =
        decoded(text("Hel"), line("{'message':{'content':'lo'},'done':true,'done_reason':'stop'}"));

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  private static String call(String id, String name, String arguments) {
    return "{" + (id.isEmpty() ? "" : "'id':'" + id + "',") + "'function':{'index':0,'name':'"
        + name + "','arguments':" + arguments + "}}";
  }

  private static Part.ToolCall told(String id, String name, String arguments) {
    return new Part.ToolCall(id, name, ChatText.of(arguments), true);
  }

  @Test
  void toolCallsComeWholeWithTheirArgumentsAsAnObject() {
    Decoding decoding = decoded(
        message("'content':'','tool_calls':["
            + call("call_1", "weather", "{'city':'Oslo','days':[1,2]}") + "]"),
        DONE);

    assertThat(decoding.all(PartPut.class))
        .containsExactly(new PartPut(
            "", "call-0", told("call_1", "weather", "{\"city\":\"Oslo\",\"days\":[1,2]}")));
    assertThat(decoding.finish()).isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "stop"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void severalToolCallsOfOneLineAndOfSeveralAreNeverMatchedByTheirIndex() {
    assertThat(decoded(
                message(
                    "'tool_calls':[" + call("a", "now", "{}") + "," + call("b", "now", "{}") + "]"),
                message("'tool_calls':[" + call("c", "now", "{}") + "]"),
                DONE)
            .message()
            .parts(Part.ToolCall.class))
        .containsExactly(told("a", "now", "{}"), told("b", "now", "{}"), told("c", "now", "{}"));
  }

  @Test
  void argumentsThatAreNoObjectAreNotTakenForNone() {
    Part.ToolCall call = decoded(message("'tool_calls':[" + call("a", "add", "[1,2]") + "]"), DONE)
        .message()
        .parts(Part.ToolCall.class)
        .get(0);

    assertThat(call).isEqualTo(told("a", "add", "[1,2]"));
    assertThatThrownBy(call::arguments).isInstanceOf(ToolArgumentsException.class);
  }

  @Test
  void toolCallsWithoutAnIdGetOne() {
    assertThat(decoded(
                message(
                    "'tool_calls':[" + call("", "now", "{}") + "," + call("", "now", "{}") + "]"),
                DONE)
            .message()
            .parts(Part.ToolCall.class))
        .containsExactly(told("call-0", "now", "{}"), told("call-1", "now", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                | {}",
        "null              | {}",
        "''                | {}",
        "'{\\\"a\\\":1}'   | {\"a\":1}",
      })
  void argumentsOfAnyFormAreTold(String json, String arguments) {
    assertThat(decoded(message("'tool_calls':[" + call("a", "now", json) + "]"), DONE)
            .message()
            .parts(Part.ToolCall.class))
        .containsExactly(told("a", "now", arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a'}",
        "{'function':{'arguments':{}}}",
        "{'function':{'name':' '}}",
        "{'function':'now'}",
      })
  void aToolCallWithoutANameIsReported(String call) {
    Decoding decoding = decoded(message("'tool_calls':[" + call + "]"), DONE);

    assertThat(decoding.problems()).containsExactly("tool_call_without_name");
    assertThat(decoding.all(PartPut.class)).isEmpty();
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",'done_reason':'stop'     | STOP    | stop",
        ",'done_reason':'length'   | LENGTH  | length",
        ",'done_reason':'load'     | OTHER   | load",
        ",'done_reason':'unload'   | OTHER   | unload",
        ",'done_reason':'new'      | OTHER   | new",
        ",'done_reason':''         | UNKNOWN |",
        ",'done_reason':null       | UNKNOWN |",
        "``                        | UNKNOWN |",
      })
  void finishReasons(String member, FinishReason.Kind kind, String raw) {
    Decoding decoding = decoded(text("Hi"), line("{'done':true" + member + "}"));

    assertThat(decoding.finish()).isEqualTo(new FinishReason(kind, raw));
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "length", ""})
  void anyFinishWithToolCallsIsOneForThem(String reason) {
    assertThat(decoded(
                message("'tool_calls':[" + call("a", "now", "{}") + "]"),
                line("{'done':true,'done_reason':'" + reason + "'}"))
            .finish()
            .kind())
        .isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void aModelThatOnlyWasLoadedSaidNothing() {
    Decoding decoding = decoded(
        line(
            "{'model':'m','message':{'role':'assistant','content':''},'done_reason':'load','done':true}"));

    assertThat(decoding.texts()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void aDoneReasonAloneIsNoEnd() {
    assertThat(decoded(text("Hi"), line("{'done':false,'done_reason':'stop'}")).end())
        .isEqualTo(new Truncated(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"done\":tr", "{\"done\":true", "\n"})
  void anEndWithoutDoneIsATruncation(String last) {
    Decoding decoding = decoded(text("Hel"), last);

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.end()).isEqualTo(new Truncated(null));
  }

  @Test
  void theLastLineNeedsNoLineEnd() {
    assertThat(decoded(text("Hi"), DONE.strip()).end()).isEqualTo(new Completed(true));
  }

  @Test
  void theCountOfACachedPromptMayBeMissing() {
    assertThat(decoded(text("Hi"), line("{'done':true,'eval_count':2}")).all(UsageReported.class))
        .containsExactly(new UsageReported("", new Usage(null, 2L, null, null, null)));
  }

  @Test
  void withoutCountsAndDurationsNothingIsToldOfThem() {
    Decoding decoding = decoded(text("Hi"), DONE);

    assertThat(decoding.all(UsageReported.class)).isEmpty();
    assertThat(decoding.all(Metadata.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'eval_duration':0", "'eval_duration':'long'", "'x':1"})
  void aSpeedOfNothingIsNotTold(String member) {
    assertThat(decoded(line("{'done':true,'eval_count':2," + member + "}")).metadata())
        .doesNotContainKey("tokens_per_second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':'it broke'}",
        "{'error':{'message':'it broke'}}",
        "{'model':'m','error':'it broke','done':true}",
      })
  void anErrorLineFailsTheAnswerAndKeepsTheText(String error) {
    Decoding decoding = decoded(text("Hel"), line(error), text("lo"), DONE);

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.error().message()).isEqualTo("The provider reported an error: it broke");
    assertThat(decoding.ends()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "null", "false", "[]"})
  void anErrorOfNothingIsNone(String error) {
    Decoding decoding = decoded(text("Hi"), line("{'done':true,'error':" + error + "}"));

    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void theAnswerOfGenerateIsReadTheSame() {
    Decoding decoding = decoded(
        line("{'model':'m','created_at':'x','response':'','thinking':'Hmm','done':false}"),
        line("{'model':'m','response':'Hel','done':false}"),
        line("{'model':'m','response':'lo','done':false}"),
        line("{'model':'m','response':'','done':true,'done_reason':'stop','context':[1,2,3],"
            + "'eval_count':2}"));

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.all(Reasoning.class)).hasSize(1);
    assertThat(decoding.finish()).isEqualTo(new FinishReason(FinishReason.Kind.STOP, "stop"));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void anAnswerInOnePieceIsOneLine() {
    Decoding decoding = Decoding.ofWholeBody(
        ENDPOINT,
        line("{'model':'m','message':{'role':'assistant','content':'Hello'},'done':true,"
            + "'done_reason':'stop'}"));

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(Decoding.ofWholeBody(ENDPOINT, "").end()).isEqualTo(new Truncated(null));
    assertThat(Decoding.ofWholeBody(ENDPOINT, text("Hel")).end()).isEqualTo(new Truncated(null));
  }

  @Test
  void aLineOfAnUnknownKindIsKeptAsItCame() {
    Decoding decoding = decoded(text("Hel"), line("{'status':'pulling'}"), text("lo"), DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.all(PartPut.class))
        .extracting(PartPut::whole)
        .containsExactly(new Part.Raw("line", Map.of("status", "pulling")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'content':null,'thinking':null,'tool_calls':null",
        "'content':{},'thinking':[],'tool_calls':{}",
        "'tool_calls':[null,1,'x',[]]",
        "'images':null,'role':null",
        "'x':{'content':'no'}",
      })
  void aLineThatSaysNothingChangesNothing(String members) {
    Decoding decoding = decoded(text("Hel"), message(members), text("lo"), DONE);

    assertThat(decoding.events())
        .isEqualTo(decoded(text("Hel"), text("lo"), DONE).events());
  }

  @Test
  void theModelIsToldOnce() {
    assertThat(decoded(text("a"), text("b"), DONE).all(Started.class))
        .isEqualTo(List.of(new Started("", null, "m")));
  }
}
