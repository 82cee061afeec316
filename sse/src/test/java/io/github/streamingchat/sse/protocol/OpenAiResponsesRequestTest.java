package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to OpenAI's Responses API. */
class OpenAiResponsesRequestTest {
  private static final OpenAiResponses ENDPOINT = ResponseEvents.ENDPOINT;
  private static final MessageDraft QUESTION = MessageDraft.user("Hi");
  private static final String ASKED =
      "{'type':'message','role':'user','content':[{'type':'input_text','text':'Hi'}]}";

  private static JsonNode body(OpenAiResponses endpoint, MessageDraft... drafts) {
    try {
      return new ObjectMapper().readTree(endpoint.body(Requests.after(drafts)).json());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  /** The items behind the question, with single quotes for double ones. */
  private static String input(MessageDraft... drafts) {
    MessageDraft[] all = new MessageDraft[drafts.length + 1];
    all[0] = QUESTION;
    System.arraycopy(drafts, 0, all, 1, drafts.length);
    String items = body(ENDPOINT, all).get("input").toString().replace('"', '\'');
    assertThat(items).startsWith("[" + ASKED);
    return items.substring(ASKED.length() + 1, items.length() - 1).replaceFirst("^,", "");
  }

  private static MessageDraft draft(Role role, Part... parts) {
    MessageDraft.Builder draft = MessageDraft.builder(role);
    Arrays.asList(parts).forEach(draft::part);
    return draft.build();
  }

  private static MessageDraft user(Part... parts) {
    return draft(Role.USER, parts);
  }

  private static MessageDraft answer(Part... parts) {
    return draft(Role.ASSISTANT, parts);
  }

  private static MessageDraft recorded(String name) {
    ChatMessage message = ResponseEvents.decoded(ResponseEvents.recording(name)).message();
    return answer(message.parts().toArray(Part[]::new));
  }

  private static Part.Reasoning thought(
      String text, String issuer, @Nullable String id, @Nullable String encrypted) {
    return new Part.Reasoning(ChatText.of(text), new Part.Seal(issuer, id, encrypted));
  }

  private static Part.Reasoning thought(
      String text, @Nullable String id, @Nullable String encrypted) {
    return thought(text, "openai-responses", id, encrypted);
  }

  private static Part.ToolCall call(String id, String json) {
    return new Part.ToolCall(id, "f", ChatText.of(json), true);
  }

  private static Part.ToolCall sealedCall(
      String id, String json, boolean providerRun, Part.@Nullable Seal seal) {
    return new Part.ToolCall(id, "f", ChatText.of(json), true, providerRun, seal);
  }

  private static String said(String text) {
    return "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'" + text
        + "'}]}";
  }

  private static HttpRequest request(OpenAiResponses endpoint) {
    return endpoint.protocol().request(Requests.asking("Hi"));
  }

  @Test
  void aQuestion() {
    assertThat(ENDPOINT.body(Requests.asking("Hi")).json())
        .isEqualTo("{\"model\":\"m\",\"input\":[{\"type\":\"message\",\"role\":\"user\","
            + "\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"}]}],\"store\":false,"
            + "\"include\":[\"reasoning.encrypted_content\"],\"stream\":true}");
  }

  @Test
  void theRequestIsAPostOfJsonThatAsksForAStream() {
    HttpRequest http = request(ENDPOINT.apiKey("k"));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/v1/responses");
    assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(http.headers().firstValue("Accept")).contains("text/event-stream");
    assertThat(http.headers().firstValue("Authorization")).contains("Bearer k");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, https://api.openai.com/v1/responses",
    "https://api.openai.com/v1/, https://api.openai.com/v1/responses",
    "https://api.openai.com/v1/responses/, https://api.openai.com/v1/responses",
    "https://x.example/openai/v1?api-version=p, https://x.example/openai/v1/responses?api-version=p",
  })
  void theAddressIsCompletedUnlessItIsComplete(String given, String asked) {
    assertThat(OpenAiResponses.at(given).settings().address).hasToString(asked);
  }

  @Test
  void withoutStreamingNothingSaysStream() {
    assertThat(body(ENDPOINT.streaming(false), QUESTION).has("stream")).isFalse();
    assertThat(request(ENDPOINT.streaming(false)).headers().firstValue("Accept"))
        .contains("application/json");
  }

  @Test
  void optionsTakeThePlaceOfWhatWouldBeWritten() {
    JsonNode body = body(
        ENDPOINT
            .option("store", true)
            .option("include", null)
            .option("reasoning", Map.of("effort", "low")),
        QUESTION);

    assertThat(body.get("store").booleanValue()).isTrue();
    assertThat(body.get("include").isNull()).isTrue();
    assertThat(body.get("reasoning").get("effort").textValue()).isEqualTo("low");
  }

  @Test
  void withoutAModelNothingIsAskedUnlessAnOptionTellsOne() {
    OpenAiResponses endpoint = OpenAiResponses.at("http://localhost/v1");

    assertThatThrownBy(() -> body(endpoint, QUESTION))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("model");
    assertThat(body(endpoint.option("model", "x"), QUESTION).get("model").textValue())
        .isEqualTo("x");
  }

  @Test
  void theSystemPromptIsTheInstructions() {
    assertThat(body(ENDPOINT.system("be brief"), QUESTION).get("instructions").textValue())
        .isEqualTo("be brief");
    assertThat(body(ENDPOINT, QUESTION).has("instructions")).isFalse();
  }

  @Test
  void rolesAreThoseThatTheProviderKnows() {
    assertThat(input(
            MessageDraft.system("be brief"),
            MessageDraft.of(Role.of("developer"), "now"),
            MessageDraft.of(Role.of("critic"), "No.")))
        .isEqualTo(
            "{'type':'message','role':'system','content':[{'type':'input_text','text':'be brief'}]},"
                + "{'type':'message','role':'developer','content':[{'type':'input_text','text':'now'}]},"
                + said("No."));
  }

  @Test
  void aConversationThatSaysNothingAsksNothing() {
    assertThatThrownBy(() -> body(ENDPOINT.system("be brief"), MessageDraft.user("")))
        .isInstanceOf(UnsendableException.class)
        .hasMessage("There is nothing to ask: no message has text.");
  }

  @Test
  void imagesAndDocumentsByTheirAddressOrTheirBytes() {
    assertThat(input(user(
            Part.text("See"),
            new Part.File("image/png", null, "https://h.example/a.png", null),
            new Part.File("Image/PNG", null, null, "aGk="),
            new Part.File("application/pdf", "a.pdf", null, "aGk="),
            new Part.File("application/pdf", null, null, "aGk="),
            new Part.File("application/pdf", "a.pdf", "https://h.example/a.pdf", null))))
        .isEqualTo("{'type':'message','role':'user','content':[{'type':'input_text','text':'See'},"
            + "{'type':'input_image','image_url':'https://h.example/a.png'},"
            + "{'type':'input_image','image_url':'data:Image/PNG;base64,aGk='},"
            + "{'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,aGk='},"
            + "{'type':'input_file','filename':'file.pdf','file_data':'data:application/pdf;base64,aGk='},"
            + "{'type':'input_file','file_url':'https://h.example/a.pdf'}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/wav", "VIDEO/mp4"})
  void soundsAndFilmsAreNotSent(String mediaType) {
    assertThatThrownBy(() -> input(user(new Part.File(mediaType, null, null, "aGk="))))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining(mediaType);
  }

  @Test
  void whatAUserSaysIsSentWholeOrNotAtAll() {
    List<Part> parts = List.of(
        new Part.File("image/png", null, null, null),
        new Part.Data("chart", null, 1),
        new Part.Raw("anthropic.x", Map.of("type", "x")));
    for (Part part : parts) {
      assertThatThrownBy(() -> input(user(Part.text("See"), part)))
          .isInstanceOf(UnsendableException.class)
          .hasMessageContaining(part.getClass().getSimpleName());
    }
  }

  @Test
  void aUserMaySayAnItemOfTheFormat() {
    Part approval = new Part.Raw(
        "openai-responses.mcp_approval_response", Map.of("type", "mcp_approval_response"));

    assertThat(input(user(Part.text("Yes"), approval, Part.text("!"))))
        .isEqualTo(
            "{'type':'message','role':'user','content':[{'type':'input_text','text':'Yes'}]},"
                + "{'type':'mcp_approval_response'},"
                + "{'type':'message','role':'user','content':[{'type':'input_text','text':'!'}]}");
  }

  @Test
  void textAndRefusalAreContentsOfOneMessage() {
    assertThat(input(
            answer(Part.text("a"), Part.text("b"), new Part.Refusal(ChatText.of("I cannot")))))
        .isEqualTo("{'type':'message','role':'assistant','content':["
            + "{'type':'output_text','text':'a'},{'type':'output_text','text':'b'},"
            + "{'type':'refusal','refusal':'I cannot'}]}");
  }

  @Test
  void callsAndTheirResultsAreItemsOfTheirOwn() {
    assertThat(input(
            answer(Part.text("Let me look."), call("c1", "{\"a\":1}"), call("c2", "")),
            draft(
                Role.TOOL,
                new Part.ToolResult("c2", "sunny", false),
                new Part.ToolResult("c1", Map.of("t", 3), false))))
        .isEqualTo(said("Let me look.")
            + ",{'type':'function_call','call_id':'c1','name':'f','arguments':'{\\'a\\':1}'}"
            + ",{'type':'function_call','call_id':'c2','name':'f','arguments':'{}'}"
            + ",{'type':'function_call_output','call_id':'c1','output':'{\\'t\\':3}'}"
            + ",{'type':'function_call_output','call_id':'c2','output':'sunny'}");
  }

  @Test
  void aCustomCallGoesBackAsTheFreeTextThatItWas() {
    Part.Seal custom = new Part.Seal("openai-responses", "custom_tool_call", null);

    assertThat(input(
            answer(sealedCall("c1", "{\"input\":\"SELECT 1\"}", false, custom)),
            draft(Role.TOOL, new Part.ToolResult("c1", "1", false))))
        .isEqualTo("{'type':'custom_tool_call','call_id':'c1','name':'f','input':'SELECT 1'},"
            + "{'type':'custom_tool_call_output','call_id':'c1','output':'1'}");
  }

  @Test
  void reasoningGoesBackWithItsIdAndWhatOnlyTheProviderCanRead() {
    assertThat(input(
            recorded("reasoning-and-tool"),
            draft(Role.TOOL, new Part.ToolResult("call_1", "3 C", false))))
        .isEqualTo("{'type':'reasoning','id':'rs_1','summary':["
            + "{'type':'summary_text','text':'**Looking**\\n\\nLet me see.'},"
            + "{'type':'summary_text','text':'Oslo it is.'}],"
            + "'encrypted_content':'gAAAAABvEncrypted=='},"
            + "{'type':'function_call','call_id':'call_1','name':'weather',"
            + "'arguments':'{\\'city\\':\\'Oslo\\'}'},"
            + "{'type':'function_call_output','call_id':'call_1','output':'3 C'}");
  }

  @Test
  void hiddenReasoningHasAnEmptySummary() {
    assertThat(input(answer(thought("", "rs_1", "E"), thought("", "rs_2", "F"), Part.text("a"))))
        .isEqualTo("{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'E'},"
            + "{'type':'reasoning','id':'rs_2','summary':[],'encrypted_content':'F'},"
            + said("a"));
  }

  @Test
  void reasoningThatTheProviderWouldRefuseIsLeftOut() {
    assertThat(input(answer(
            new Part.Reasoning(ChatText.of("unsealed"), null),
            thought("of another", "anthropic", "s", "E"),
            thought("not encrypted", "rs_1", null),
            thought("without an id", null, "E"),
            Part.text("a"),
            thought("without what it led to", "rs_2", "E"))))
        .isEqualTo(said("a"));
  }

  @Test
  void aProvidersCallGoesBackAsTheItemThatItWas() {
    assertThat(input(recorded("web-search")))
        .isEqualTo("{'type':'reasoning','id':'rs_1','summary':[],"
            + "'encrypted_content':'gAAAAABvHidden=='},"
            + "{'id':'ws_1','type':'web_search_call','status':'completed',"
            + "'action':{'type':'search','query':'weather Oslo'}},"
            + said("It is 3 °C."));
  }

  @Test
  void anItemThatIsARawPartGoesBackAsItIs() {
    assertThat(input(
            recorded("provider-tools-and-custom-tool"),
            draft(Role.TOOL, new Part.ToolResult("call_2", "1", false))))
        .startsWith("{'id':'mcpl_1','type':'mcp_list_tools',")
        .contains(
            ",{'id':'mcp_1','type':'mcp_call',", ",{'id':'ci_1','type':'code_interpreter_call',")
        .doesNotContain("response.");
  }

  @Test
  void aProvidersCallThatCannotGoBackIsLeftOutWithItsReasoning() {
    Part.Seal image = new Part.Seal("openai-responses", "image_generation_call", null);
    Part.Seal search = new Part.Seal("openai-responses", "web_search_call", null);
    Map<String, Object> item = Map.of("type", "image_generation_call");

    assertThat(input(answer(
            thought("", "rs_1", "E"),
            sealedCall("ig_1", "{}", true, image),
            new Part.ToolResult("ig_1", item, false),
            thought("", "rs_2", "E"),
            sealedCall("ws_1", "{}", true, search),
            thought("", "rs_3", "E"),
            sealedCall("x", "{}", true, new Part.Seal("anthropic", null, "{}")),
            new Part.ToolResult("x", Map.of("type", "web_search_tool_result"), false),
            Part.text("a"))))
        .isEqualTo(said("a"));
  }

  @Test
  void whatOtherProvidersSaidBesideTextIsLeftOut() {
    assertThat(input(answer(
            Part.text("a"),
            new Part.Source(null, "https://a.example", null, Map.of()),
            new Part.Data("chart", null, 1),
            new Part.Raw("anthropic.x", Map.of("type", "x")),
            new Part.Raw("response.web_search_call.searching", Map.of()),
            new Part.File("image/png", null, null, "aGk="),
            Part.text("b"))))
        .isEqualTo("{'type':'message','role':'assistant','content':["
            + "{'type':'output_text','text':'a'},{'type':'output_text','text':'b'}]}");
  }

  @Test
  void anAnswerThatWasStoppedSaysSo() {
    MessageDraft stopped = MessageDraft.builder(Role.ASSISTANT)
        .part(thought("", "rs_1", "E"))
        .part(Part.text("Hel"))
        .status(MessageStatus.CANCELLED)
        .build();

    assertThat(input(stopped))
        .isEqualTo("{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'E'},"
            + "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Hel'},"
            + "{'type':'output_text','text':'\\n\\n[This answer was stopped here.]'}]}");
  }

  @Test
  void whatDescribesTheEndpointShowsNoSecret() {
    assertThat(OpenAiResponses.at("https://u:secret@h.example/v1?key=secret")
            .model("m")
            .apiKey("secret"))
        .hasToString("OpenAiResponses[h.example, model=m]");
  }
}
