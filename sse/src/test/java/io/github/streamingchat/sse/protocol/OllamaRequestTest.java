package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to Ollama. */
class OllamaRequestTest {
  private static final Ollama ENDPOINT = Ollama.at("http://127.0.0.1:11434").model("m");
  private static final MessageDraft QUESTION = MessageDraft.user("Hi");

  /** The messages of the request; single quotes stand for double ones in what they are compared to. */
  private static String sent(Ollama endpoint, MessageDraft... drafts) throws Exception {
    Map<?, ?> body =
        new ObjectMapper().readValue(endpoint.body(Requests.after(drafts)).json(), Map.class);
    return new ObjectMapper().writeValueAsString(body.get("messages")).replace('"', '\'');
  }

  private static String sent(MessageDraft... drafts) throws Exception {
    return sent(ENDPOINT, drafts);
  }

  private static MessageDraft draft(Role role, Part... parts) {
    MessageDraft.Builder draft = MessageDraft.builder(role);
    Arrays.asList(parts).forEach(draft::part);
    return draft.build();
  }

  private static Part.ToolCall call(String id, String name, String arguments) {
    return new Part.ToolCall(id, name, ChatText.of(arguments), true);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:11434, http://127.0.0.1:11434/api/chat",
    "http://127.0.0.1:11434/, http://127.0.0.1:11434/api/chat",
    "http://h/ollama, http://h/ollama/api/chat",
    "http://h/api, http://h/api/chat",
    "http://h/api/, http://h/api/chat",
    "http://h/api/chat, http://h/api/chat",
    "http://h/my-api, http://h/my-api/api/chat",
    "http://h/?x=1, http://h/api/chat?x=1",
  })
  void theAddressIsCompletedUnlessItIsComplete(String given, String asked) {
    assertThat(Ollama.at(given).settings().address).hasToString(asked);
    assertThat(Ollama.at(URI.create(given)).settings().address).hasToString(asked);
  }

  @Test
  void whatIsNoAddressIsRefusedWithAnExample() {
    assertThatThrownBy(() -> Ollama.at("127.0.0.1:11434"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://127.0.0.1:11434");
  }

  @Test
  void theConversationIsPosted() {
    HttpRequest http = ENDPOINT
        .apiKey("k")
        .protocol()
        .request(
            Requests.after(QUESTION, MessageDraft.assistant("Hello"), MessageDraft.user("Why?")));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://127.0.0.1:11434/api/chat");
    assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(http.headers().firstValue("Authorization")).contains("Bearer k");
    assertThat(Bodies.of(http))
        .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
            + "{\"role\":\"assistant\",\"content\":\"Hello\"},"
            + "{\"role\":\"user\",\"content\":\"Why?\"}],\"stream\":true}");
  }

  /** Ollama streams unless it is told not to. */
  @Test
  void withoutStreamingItIsToldSo() {
    assertThat(ENDPOINT.streaming(false).body(Requests.asking("Hi")).json())
        .endsWith(",\"stream\":false}");
  }

  @Test
  void optionsPassThrough() {
    assertThat(ENDPOINT
            .option("think", true)
            .option("options", Map.of("temperature", 0.2))
            .option("keep_alive", "5m")
            .body(Requests.asking("Hi"))
            .json())
        .endsWith(
            ",\"stream\":true,\"think\":true,\"options\":{\"temperature\":0.2},\"keep_alive\":\"5m\"}");
  }

  @Test
  void theSystemPromptComesFirst() throws Exception {
    assertThat(sent(ENDPOINT.system("be brief"), MessageDraft.system("in French"), QUESTION))
        .isEqualTo(
            "[{'role':'system','content':'be brief'},{'role':'system','content':'in French'},"
                + "{'role':'user','content':'Hi'}]");
  }

  @Test
  void whatADeveloperSaysIsASystemPrompt() throws Exception {
    assertThat(sent(MessageDraft.of(Role.of("developer"), "be brief"), QUESTION))
        .startsWith("[{'role':'system','content':'be brief'}");
  }

  @Test
  void imagesByTheirBytes() throws Exception {
    assertThat(sent(draft(
            Role.USER,
            Part.text("What is it?"),
            new Part.File("image/png", null, null, "aGk="),
            new Part.File("Image/JPEG", null, "http://localhost/cat.jpg", "aGo="))))
        .isEqualTo("[{'role':'user','content':'What is it?','images':['aGk=','aGo=']}]");
  }

  @Test
  void anImageWithoutWords() throws Exception {
    assertThat(sent(draft(Role.USER, new Part.File("image/png", null, null, "aGk="))))
        .isEqualTo("[{'role':'user','content':'','images':['aGk=']}]");
  }

  static List<Part> whatCannotBeSent() {
    return List.of(
        new Part.File("image/png", null, "https://host.example/cat.png", null),
        new Part.File("application/pdf", null, null, "aGk="),
        new Part.Data("rows", null, List.of(1)),
        new Part.Raw("x", 1));
  }

  @ParameterizedTest
  @MethodSource("whatCannotBeSent")
  void whatAPersonSentWithATextIsNotLostInSilence(Part part) {
    assertThatThrownBy(() -> sent(draft(Role.USER, Part.text("See"), part)))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining(part.getClass().getSimpleName() + " parts");
  }

  @Test
  void toolCallsHaveTheirArgumentsAsAnObjectAndResultsTheNameOfTheTool() throws Exception {
    assertThat(sent(
            QUESTION,
            draft(
                Role.ASSISTANT,
                call("call_1", "weather", "{\"city\":\"Oslo\"}"),
                call("call_2", "now", "")),
            MessageDraft.toolResult("call_1", Map.of("degrees", 3)),
            MessageDraft.toolResult("call_2", "noon"),
            MessageDraft.assistant("3 C at noon")))
        .isEqualTo("[{'role':'user','content':'Hi'},"
            + "{'role':'assistant','content':'','tool_calls':["
            + "{'id':'call_1','function':{'name':'weather','arguments':{'city':'Oslo'}}},"
            + "{'id':'call_2','function':{'name':'now','arguments':{}}}]},"
            + "{'role':'tool','content':'{\\'degrees\\':3}','tool_name':'weather','tool_call_id':'call_1'},"
            + "{'role':'tool','content':'noon','tool_name':'now','tool_call_id':'call_2'},"
            + "{'role':'assistant','content':'3 C at noon'}]");
  }

  @Test
  void callsOfSeveralAnswersWithTheSameIdKeepTheirTools() throws Exception {
    assertThat(sent(
            QUESTION,
            draft(Role.ASSISTANT, call("call-0", "weather", "{}")),
            MessageDraft.toolResult("call-0", "cold"),
            draft(Role.ASSISTANT, call("call-0", "now", "{}")),
            MessageDraft.toolResult("call-0", "noon")))
        .contains("'content':'cold','tool_name':'weather'", "'content':'noon','tool_name':'now'");
  }

  @Test
  void whatIsNoTextInAnAnswerIsLeftOut() throws Exception {
    assertThat(sent(
            QUESTION,
            draft(
                Role.ASSISTANT,
                new Part.Reasoning(ChatText.of("Hmm"), new Part.Seal("anthropic", "Eq", null)),
                Part.text("See"),
                new Part.Source("1", null, null, Map.of()),
                new Part.Raw("x", 1),
                new Part.ToolCall("s1", "search", ChatText.of("{}"), true, true, null),
                new Part.ToolResult("s1", "found", false))))
        .isEqualTo("[{'role':'user','content':'Hi'},{'role':'assistant','content':'See'}]");
  }

  @Test
  void aRefusalIsWhatItSaid() throws Exception {
    assertThat(sent(QUESTION, draft(Role.ASSISTANT, new Part.Refusal(ChatText.of("I cannot")))))
        .contains("{'role':'assistant','content':'I cannot'}");
  }

  @Test
  void aConversationWithoutTextAsksNothing() {
    for (Ollama endpoint : List.of(ENDPOINT, ENDPOINT.system("be brief"))) {
      assertThatThrownBy(() -> sent(endpoint, MessageDraft.user("")))
          .isInstanceOf(UnsendableException.class)
          .hasMessage("There is nothing to ask: no message has text.");
    }
  }

  @Test
  void whatDescribesTheEndpointShowsNoSecret() {
    assertThat(Ollama.at("http://user:sesame@h/?key=sesame").model("m").apiKey("sesame"))
        .hasToString("Ollama[h, model=m]");
  }

  @Test
  void aRoleThatNoTemplateKnowsIsTheAssistants() throws Exception {
    assertThat(sent(QUESTION, MessageDraft.of(Role.of("agent"), "Yes?"), QUESTION))
        .contains("{'role':'assistant','content':'Yes?'}");
  }
}
