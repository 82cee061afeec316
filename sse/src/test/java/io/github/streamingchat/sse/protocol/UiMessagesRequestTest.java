package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.PromptHistory;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to a chat route that takes UI messages. */
class UiMessagesRequestTest {
  private static final UiMessages ENDPOINT = UiMessages.at("http://localhost/api/chat");
  private static final MessageDraft HI = MessageDraft.user("Hi");
  private static final Part CALL =
      new Part.ToolCall("c", "weather", ChatText.of("{\"city\":\"Oslo\"}"), true);

  private static JsonNode body(UiMessages endpoint, MessageDraft... drafts) {
    try {
      return new ObjectMapper().readTree(endpoint.body(Requests.after(drafts)).json());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  /** The parts of the last message, with single quotes for double ones. */
  private static String lastParts(MessageDraft... drafts) {
    JsonNode messages = body(ENDPOINT, drafts).get("messages");
    return messages.get(messages.size() - 1).get("parts").toString().replace('"', '\'');
  }

  private static MessageDraft message(Role role, Part... parts) {
    MessageDraft.Builder message = MessageDraft.builder(role);
    for (Part part : parts) {
      message.part(part);
    }
    return message.build();
  }

  private static MessageDraft answer(Part... parts) {
    return message(Role.ASSISTANT, parts);
  }

  private static MessageDraft result(Object result, boolean error) {
    return message(Role.TOOL, new Part.ToolResult("c", result, error));
  }

  private static Part.Seal seal(String json) {
    return new Part.Seal("ui-messages", json.replace('\'', '"'), null);
  }

  @Test
  void theRequestIsAPostAsTheSdksDefaultTransportSendsIt() {
    AnswerRequest asked = Requests.after(HI);
    HttpRequest http = ENDPOINT.protocol().request(asked);
    JsonNode body = body(ENDPOINT, HI);

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/api/chat");
    assertThat(body.fieldNames()).toIterable().containsExactly("id", "messages", "trigger");
    assertThat(body.get("trigger").asText()).isEqualTo("submit-message");
    assertThat(ENDPOINT.body(asked).json())
        .startsWith("{\"id\":\"" + asked.conversationId() + "\",\"messages\":[{\"id\":\""
            + asked.messages().get(0).id().value() + "\",\"role\":\"user\",");
  }

  @Test
  void theConversationInItsOrderWithItsRoles() {
    JsonNode messages = body(
            ENDPOINT,
            MessageDraft.system("be brief"),
            HI,
            MessageDraft.assistant("Hello"),
            MessageDraft.of(Role.of("developer"), "now"),
            MessageDraft.user("Bye"))
        .get("messages");

    assertThat(messages.findValuesAsText("role"))
        .containsExactly("system", "user", "assistant", "system", "user");
    assertThat(messages.get(1).get("parts").toString())
        .isEqualTo("[{\"type\":\"text\",\"text\":\"Hi\",\"state\":\"done\"}]");
  }

  @Test
  void anAnswerBeginsWithAStep() {
    assertThat(lastParts(HI, MessageDraft.assistant("Hello")))
        .isEqualTo("[{'type':'step-start'},{'type':'text','text':'Hello','state':'done'}]");
  }

  @Test
  void whatTheServerToldOfAPartGoesBackWithIt() {
    assertThat(lastParts(
            HI,
            answer(
                new Part.Reasoning(
                    ChatText.of("Hm"),
                    seal("{'providerMetadata':{'anthropic':{'signature':'s'}}}")),
                new Part.Text(ChatText.of("Hi"), 0, seal("{'providerMetadata':{'p':1}}")))))
        .isEqualTo("[{'type':'step-start'},"
            + "{'type':'reasoning','text':'Hm','state':'done',"
            + "'providerMetadata':{'anthropic':{'signature':'s'}}},"
            + "{'type':'text','text':'Hi','state':'done','providerMetadata':{'p':1}}]");
  }

  @Test
  void whatAnotherFormatSealedGoesWithoutItsSeal() {
    assertThat(lastParts(
            HI, answer(new Part.Text(ChatText.of("Hi"), 0, new Part.Seal("gemini", "s", null)))))
        .doesNotContain("providerMetadata");
  }

  @Test
  void theResultOfAToolJoinsItsCall() {
    assertThat(lastParts(HI, answer(CALL), result(Map.of("t", 3), false)))
        .isEqualTo("[{'type':'step-start'},{'type':'tool-weather','toolCallId':'c',"
            + "'state':'output-available','input':{'city':'Oslo'},'output':{'t':3}}]");
    assertThat(lastParts(HI, answer(CALL), result("no network", true)))
        .contains("'state':'output-error'", "'errorText':'no network'")
        .doesNotContain("'output':");
  }

  @Test
  void anAnswerThatGoesOnAfterItsResultsIsOneMessageOfTwoSteps() {
    MessageDraft answer = answer(CALL, new Part.ToolResult("c", 3, false), Part.text("Three"));

    assertThat(lastParts(HI, answer))
        .isEqualTo("[{'type':'step-start'},{'type':'tool-weather','toolCallId':'c',"
            + "'state':'output-available','input':{'city':'Oslo'},'output':3},"
            + "{'type':'step-start'},{'type':'text','text':'Three','state':'done'}]");
    assertThat(body(ENDPOINT, HI, answer).get("messages")).hasSize(2);
  }

  @Test
  void aCallThatNobodyAnsweredHasAnError() {
    assertThat(lastParts(HI, answer(CALL), MessageDraft.user("and?"), answer(CALL)))
        .contains("'state':'output-error'");
  }

  @Test
  void aDynamicToolStaysOne() {
    Part call = new Part.ToolCall(
        "c", "f", ChatText.of("{}"), true, false, seal("{'dynamic':true,'title':'F'}"));

    assertThat(lastParts(HI, answer(call), result(1, false)))
        .contains("{'type':'dynamic-tool','toolName':'f','toolCallId':'c',"
            + "'state':'output-available','input':{},'output':1,'title':'F'}");
  }

  @Test
  void aToolThatTheProviderRanSaysSo() {
    Part call = new Part.ToolCall("c", "search", ChatText.of("{}"), true, true, null);

    assertThat(lastParts(HI, answer(call, new Part.ToolResult("c", "found", false))))
        .contains("'state':'output-available','input':{},'output':'found','providerExecuted':true");
  }

  @Test
  void filesGoByTheirUrlOrAsADataUrl() {
    Part byUrl = new Part.File("image/png", "a.png", "https://host.example/a.png", null);
    Part byBytes = new Part.File("image/png", null, null, "AAAA");

    assertThat(lastParts(message(Role.USER, byUrl, byBytes)))
        .isEqualTo(
            "[{'type':'file','mediaType':'image/png','filename':'a.png','url':'https://host.example/a.png'},"
                + "{'type':'file','mediaType':'image/png','url':'data:image/png;base64,AAAA'}]");
  }

  @Test
  void sourcesDataAndWhatBelongsToTheProviderGoBack() {
    assertThat(lastParts(
            HI,
            answer(
                new Part.Source("s", "https://host.example", "T", Map.of()),
                new Part.Source("d", null, "T", Map.of("mediaType", "application/pdf")),
                new Part.Source("x", null, "of another format", Map.of()),
                new Part.Data("chart", "d1", Map.of("rows", 3)),
                new Part.Data("tool-approval-request", "a1", Map.of()),
                new Part.Raw("custom", Map.of("kind", "openai.compaction")),
                new Part.Raw("other", 1))))
        .isEqualTo("[{'type':'step-start'},"
            + "{'type':'source-url','sourceId':'s','url':'https://host.example','title':'T'},"
            + "{'type':'source-document','sourceId':'d','title':'T','mediaType':'application/pdf'},"
            + "{'type':'data-chart','id':'d1','data':{'rows':3}},"
            + "{'type':'custom','kind':'openai.compaction'}]");
  }

  @Test
  void aMessageGoesByTheIdThatTheServerGaveItAndWithItsMetadata() {
    MessageDraft known = MessageDraft.builder(Role.ASSISTANT)
        .text("Hello")
        .metadata("model", "x")
        .build();
    JsonNode answer = body(ENDPOINT, HI, known).get("messages").get(1);

    assertThat(answer.get("metadata").get("model").asText()).isEqualTo("x");
  }

  @Test
  void anAnswerThatIsToGoOnIsNamed() {
    AnswerRequest asked = Requests.after(HI, answer(CALL), result(3, false));

    assertThat(ENDPOINT.body(asked).json())
        .endsWith("\"messageId\":\"" + asked.messages().get(1).id().value() + "\"}");
  }

  @Test
  void aStoppedAnswerIsToldAsTheHistorySays() {
    MessageDraft stopped = MessageDraft.builder(Role.ASSISTANT)
        .text("Hel")
        .status(MessageStatus.CANCELLED)
        .build();
    UiMessages keeping =
        ENDPOINT.history(PromptHistory.DEFAULTS.interrupted(PromptHistory.Interrupted.LEAVE_OUT));

    assertThat(body(ENDPOINT, HI, stopped).toString()).contains("was stopped here");
    assertThat(body(keeping, HI, stopped).get("messages")).hasSize(1);
  }

  @Test
  void whatAPersonSentIsNotLostInSilence() {
    for (Part part : List.of(
        new Part.Source("s", "https://host.example", null, Map.of()),
        new Part.File("image/png", null, null, null))) {
      assertThatThrownBy(() -> body(ENDPOINT, message(Role.USER, Part.text("Hi"), part)))
          .isInstanceOf(UnsendableException.class)
          .hasMessageContaining(part.getClass().getSimpleName());
    }
  }

  @Test
  void aConversationThatSaysNothingAsksNothing() {
    assertThatThrownBy(() -> body(ENDPOINT, MessageDraft.user("")))
        .isInstanceOf(UnsendableException.class)
        .hasMessageStartingWith("There is nothing to ask");
  }

  @Test
  void optionsAreMembersOfTheBody() {
    JsonNode body = body(ENDPOINT.option("model", "m").option("id", "chat-7"), HI);

    assertThat(body.get("model").asText()).isEqualTo("m");
    assertThat(body.get("id").asText()).isEqualTo("chat-7");
  }

  private static AnswerRequest resumed() {
    AnswerRequest first = Requests.after(HI);
    return new AnswerRequest(
        "a b/c", first.answerId(), first.messages(), 2, null, true, "7", first.limits());
  }

  @Test
  void aStreamIsAskedForAgainByItsChatsId() {
    UiMessages endpoint =
        UiMessages.at("http://localhost/api/chat/?team=a").resumable(true).apiKey("k");
    HttpRequest http = endpoint.protocol().request(resumed());

    assertThat(http.method()).isEqualTo("GET");
    assertThat(http.uri()).hasToString("http://localhost/api/chat/a%20b%2Fc/stream?team=a");
    assertThat(http.headers().firstValue("Authorization")).contains("Bearer k");
    assertThat(
            endpoint.option("id", "chat-7").protocol().request(resumed()).uri().getPath())
        .isEqualTo("/api/chat/chat-7/stream");
  }
}
