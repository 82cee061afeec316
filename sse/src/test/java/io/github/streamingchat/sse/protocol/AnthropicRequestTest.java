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
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to Anthropic's Messages API. */
class AnthropicRequestTest {
  private static final Anthropic ENDPOINT = Anthropic.at("http://localhost").model("m");

  private static JsonNode body(Anthropic endpoint, MessageDraft... drafts) {
    try {
      return new ObjectMapper().readTree(endpoint.body(Requests.after(drafts)).json());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  /** The turns, with single quotes for double ones. */
  private static String turns(MessageDraft... drafts) {
    return body(ENDPOINT, drafts).get("messages").toString().replace('"', '\'');
  }

  private static MessageDraft answer(Part... parts) {
    return message(Role.ASSISTANT, parts);
  }

  private static MessageDraft asked(Part... parts) {
    return message(Role.USER, parts);
  }

  private static MessageDraft message(Role role, Part... parts) {
    MessageDraft.Builder message = MessageDraft.builder(role);
    for (Part part : parts) {
      message.part(part);
    }
    return message.build();
  }

  private static MessageDraft result(String callId, Object result, boolean error) {
    return MessageDraft.builder(Role.TOOL)
        .part(new Part.ToolResult(callId, result, error))
        .build();
  }

  private static Part.ToolCall call(String id, String arguments) {
    return new Part.ToolCall(id, "f", ChatText.of(arguments), true);
  }

  private static Part.Reasoning thought(String text, Part.@Nullable Seal seal) {
    return new Part.Reasoning(ChatText.of(text), seal);
  }

  private static Part.Seal seal(@Nullable String signature, @Nullable String encrypted) {
    return new Part.Seal("anthropic", signature, encrypted);
  }

  private static HttpRequest request(Anthropic endpoint) {
    return endpoint.protocol().request(Requests.asking("Hi"));
  }

  @Test
  void aQuestion() {
    assertThat(ENDPOINT.body(Requests.asking("Hi")).json())
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":4096,\"messages\":[{\"role\":\"user\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}],\"stream\":true}");
  }

  @Test
  void withoutStreamingNothingSaysStream() {
    assertThat(body(ENDPOINT.streaming(false), MessageDraft.user("Hi")).has("stream"))
        .isFalse();
    assertThat(request(ENDPOINT.streaming(false)).headers().firstValue("Accept"))
        .contains("application/json");
  }

  @Test
  void optionsTakeThePlaceOfWhatWouldBeWritten() {
    JsonNode body = body(
        ENDPOINT.option("max_tokens", 10).option("thinking", Map.of("type", "adaptive")),
        MessageDraft.user("Hi"));

    assertThat(body.get("max_tokens").intValue()).isEqualTo(10);
    assertThat(body.get("thinking").get("type").textValue()).isEqualTo("adaptive");
  }

  @Test
  void messagesOfTheApplicationsOwnTakeThePlaceOfWhatCannotBeSent() {
    JsonNode body =
        body(ENDPOINT.option("messages", List.of()), asked(new Part.Data("chart", null, 1)));

    assertThat(body.get("messages")).isEmpty();
  }

  @Test
  void theSystemPromptStandsApart() {
    assertThat(body(ENDPOINT.system("be brief"), MessageDraft.user("Hi"))
            .get("system")
            .textValue())
        .isEqualTo("be brief");
    assertThat(body(ENDPOINT, MessageDraft.user("Hi")).has("system")).isFalse();
  }

  @Test
  void systemTurnsOfTheConversationAreLiftedToTheSystemPrompt() {
    JsonNode body = body(
        ENDPOINT.system("one"),
        MessageDraft.system("two"),
        MessageDraft.user("Hi"),
        MessageDraft.of(Role.of("developer"), "three"));

    assertThat(body.get("system").findValuesAsText("text")).containsExactly("one", "two", "three");
    assertThat(body.get("messages")).hasSize(1);
  }

  @Test
  void userAndAssistantAlternateAndTurnsOfOneAreJoined() {
    assertThat(turns(
            MessageDraft.user("a"),
            MessageDraft.user("b"),
            MessageDraft.assistant("c"),
            MessageDraft.assistant("d"),
            MessageDraft.user("e")))
        .isEqualTo(
            "[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]},"
                + "{'role':'assistant','content':[{'type':'text','text':'c'},{'type':'text','text':'d'}]},"
                + "{'role':'user','content':[{'type':'text','text':'e'}]}]");
  }

  @Test
  void anAnswerThatFailedBeforeItBeganLeavesNoGap() {
    MessageDraft failed =
        MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.FAILED).build();

    assertThat(turns(MessageDraft.user("a"), failed, MessageDraft.user("b")))
        .isEqualTo(
            "[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      image/png       |       | QUJD |                    | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'QUJD'}}
      IMAGE/PNG       | a.png | QUJD |                    | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'QUJD'}}
      image/gif       |       |      | data:image/gif;base64,QUJD | {'type':'image','source':{'type':'base64','media_type':'image/gif','data':'QUJD'}}
      image/webp      |       |      | https://h.example/ | {'type':'image','source':{'type':'url','url':'https://h.example/'}}
      application/pdf | a.pdf | QUJD |                    | {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'QUJD'},'title':'a.pdf'}
      application/pdf |       |      | https://h.example/ | {'type':'document','source':{'type':'url','url':'https://h.example/'}}
      text/plain      | a.txt | QUJD |                    | {'type':'document','source':{'type':'text','media_type':'text/plain','data':'ABC'},'title':'a.txt'}
      """)
  void filesThatAUserMaySend(
      String mediaType, String name, String base64, String url, String block) {
    assertThat(turns(asked(Part.text("See"), new Part.File(mediaType, name, url, base64))))
        .isEqualTo("[{'role':'user','content':[{'type':'text','text':'See'}," + block + "]}]");
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mpeg, QUJD, , File parts of type audio/mpeg;",
    "text/plain, , https://h.example/, File parts of type text/plain by its URL;",
    "image/png, , 'data:,x', File parts of type image/png by its URL;",
    "image/png, , , File parts of type image/png without content;",
    "text/plain, '====', , not Base64",
  })
  void filesThatTheProviderDoesNotTake(String mediaType, String base64, String url, String words) {
    MessageDraft asked = asked(Part.text("Hear"), new Part.File(mediaType, null, url, base64));

    assertThatThrownBy(() -> body(ENDPOINT, asked))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining(words);
  }

  @Test
  void whatAPersonSentIsNotLostInSilence() {
    MessageDraft asked = asked(Part.text("See"), new Part.Data("chart", null, 1));

    assertThatThrownBy(() -> body(ENDPOINT, asked))
        .isInstanceOf(UnsendableException.class)
        .hasMessageStartingWith("This endpoint cannot send Data parts; send text");
  }

  @Test
  void anApplicationMaySendABlockOfTheProvidersOwn() {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", "document");
    block.put("source", Map.of("type", "file", "file_id", "f1"));

    assertThat(turns(asked(new Part.Raw("anthropic.document", block))))
        .contains("'content':[{'type':'document','source':{");
  }

  @Test
  void toolCallsAndTheirResultsWithArgumentsAsAnObject() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(Part.text("Let me see"), call("a", "{\"n\": 1.5}"), call("b", "")),
            result("a", "3 C", false),
            result("b", Map.of("t", 3), true),
            MessageDraft.user("And?")))
        .isEqualTo("[{'role':'user','content':[{'type':'text','text':'Hi'}]},"
            + "{'role':'assistant','content':[{'type':'text','text':'Let me see'},"
            + "{'type':'tool_use','id':'a','name':'f','input':{'n':1.5}},"
            + "{'type':'tool_use','id':'b','name':'f','input':{}}]},"
            + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':'3 C'},"
            + "{'type':'tool_result','tool_use_id':'b','content':'{\\'t\\':3}','is_error':true},"
            + "{'type':'text','text':'And?'}]}]");
  }

  @Test
  void anEmptyResultHasNoContent() {
    assertThat(turns(MessageDraft.user("Hi"), answer(call("a", "{}")), result("a", "", false)))
        .endsWith("[{'type':'tool_result','tool_use_id':'a'}]}]");
  }

  /** The provider refuses an error without words. */
  @Test
  void anErrorWithoutWordsGetsSome() {
    assertThat(turns(MessageDraft.user("Hi"), answer(call("a", "{}")), result("a", "", true)))
        .endsWith("[{'type':'tool_result','tool_use_id':'a','content':'The tool failed.',"
            + "'is_error':true}]}]");
  }

  @Test
  void idsOfOtherProvidersAreMadeSuchAsThisOneTakes() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(call("functions.f:0", "{}")),
            result("functions.f:0", "x", false)))
        .contains("'id':'functions_f_0'", "'tool_use_id':'functions_f_0'")
        .doesNotContain(":0");
  }

  @Test
  void thinkingGoesBackExactlyAsItCame() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(
                thought("Let me see ", seal("s", null)),
                thought("", seal(null, "d")),
                thought("", seal("t", null)),
                Part.text("Hello"))))
        .endsWith("{'role':'assistant','content':["
            + "{'type':'thinking','thinking':'Let me see ','signature':'s'},"
            + "{'type':'redacted_thinking','data':'d'},"
            + "{'type':'thinking','thinking':'','signature':'t'},"
            + "{'type':'text','text':'Hello'}]}]");
  }

  @Test
  void thinkingThatThisProviderDidNotSignIsLeftOut() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(
                thought("a", null),
                thought("b", new Part.Seal("openai-responses", "s", "e")),
                thought("c", seal(null, null)),
                Part.text("Hello"))))
        .endsWith("{'role':'assistant','content':[{'type':'text','text':'Hello'}]}]");
  }

  @Test
  void thinkingStandsFirstInATurnThatIsMadeOfTwo() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(thought("a", seal("s", null)), Part.text("b")),
            answer(thought("c", seal("t", null)), Part.text("d"))))
        .endsWith("{'role':'assistant','content':["
            + "{'type':'thinking','thinking':'a','signature':'s'},"
            + "{'type':'thinking','thinking':'c','signature':'t'},"
            + "{'type':'text','text':'b'},{'type':'text','text':'d'}]}]");
  }

  @Test
  void whatTheProviderSentIsSentBack() {
    for (String name : List.of("thinking-and-tool", "web-search")) {
      List<Part> parts =
          AnthropicEvents.decoded(AnthropicEvents.recording(name)).message().parts();
      String turns = turns(
          MessageDraft.user("Hi"), answer(parts.toArray(Part[]::new)), MessageDraft.user("And?"));

      assertThat(turns)
          .contains(
              name.equals("web-search")
                  ? "{'type':'server_tool_use','id':'srvtoolu_1','name':'web_search',"
                      + "'input':{'query':'weather oslo'}},"
                      + "{'type':'web_search_tool_result','tool_use_id':'srvtoolu_1','content':["
                      + "{'type':'web_search_result','url':'https://weather.example/oslo',"
                      + "'title':'Oslo today','encrypted_content':'Eo8BCioIAhgB',"
                      + "'page_age':'1 hour ago'}]},"
                      + "{'type':'text','text':'It rains.','citations':["
                      + "{'type':'web_search_result_location','cited_text':'3 degrees and rain',"
                      + "'url':'https://weather.example/oslo','title':'Oslo today',"
                      + "'encrypted_index':'Eo8BCioIAhgC'}]}"
                  : "'content':[{'type':'thinking','thinking':'Let me see.',"
                      + "'signature':'EqQBCkYIARgC'},{'type':'text','text':'I will look.'},"
                      + "{'type':'tool_use','id':'toolu_1','name':'weather',"
                      + "'input':{'city':'Oslo'}}]");
    }
  }

  @Test
  void anMcpToolGoesBackWithItsServer() {
    Part.ToolCall call = new Part.ToolCall(
        "m",
        "f",
        ChatText.of("{}"),
        true,
        true,
        seal(null, "{\"type\":\"mcp_tool_use\",\"server_name\":\"maps\"}"));
    Map<String, Object> block = Map.of("type", "mcp_tool_result", "tool_use_id", "m");

    assertThat(turns(MessageDraft.user("Hi"), answer(call, new Part.ToolResult("m", block, false))))
        .contains("{'type':'mcp_tool_use','server_name':'maps','id':'m','name':'f','input':{}}")
        .contains("'mcp_tool_result'");
  }

  private static Part.ToolCall search(Part.@Nullable Seal seal) {
    return new Part.ToolCall("s", "web_search", ChatText.of("{}"), true, true, seal);
  }

  @Test
  void aToolOfTheProviderThatIsStillAtWorkIsSentBackOnlyToGoOn() {
    MessageDraft paused =
        answer(Part.text("Wait"), search(seal(null, "{\"type\":\"server_tool_use\"}")));

    assertThat(turns(MessageDraft.user("Hi"), paused)).contains("'server_tool_use'");
    assertThat(turns(MessageDraft.user("Hi"), paused, MessageDraft.user("And?")))
        .doesNotContain("server_tool_use")
        .contains("Wait");
  }

  @Test
  void toolsAndResultsOfOtherProvidersAreLeftOut() {
    Map<String, Object> block = Map.of("type", "web_search_tool_result", "tool_use_id", "s");

    for (Part.Seal seal : new Part.Seal[] {null, new Part.Seal("other", null, "{}")}) {
      assertThat(turns(
              MessageDraft.user("Hi"),
              answer(search(seal), new Part.ToolResult("s", block, false), Part.text("Hello"))))
          .endsWith("{'role':'assistant','content':[{'type':'text','text':'Hello'}]}]");
    }
  }

  @Test
  void whatTheProviderHasNoBlockForIsLeftOutOfAnAnswer() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(
                new Part.Raw("news", Map.of("type", "news")),
                new Part.Raw("anthropic.container_upload", Map.of("type", "container_upload")),
                new Part.Source(null, "https://h.example/", "t", Map.of()),
                new Part.Data("chart", null, 1),
                new Part.File("image/png", null, null, "QUJD"),
                Part.text("Hello"),
                new Part.Refusal(ChatText.of("No")))))
        .endsWith("'content':[{'type':'container_upload'},{'type':'text','text':'Hello'},"
            + "{'type':'text','text':'No'}]}]");
  }

  @Test
  void aTextOfNothingButSpaceJoinsTheOneBeforeIt() {
    assertThat(turns(
            MessageDraft.user("Hi"),
            answer(Part.text("a"), Part.text("\n"), Part.text("b")),
            MessageDraft.user("And?")))
        .contains("{'type':'text','text':'a\\n'},{'type':'text','text':'b'}");
  }

  @Test
  void anAnswerToGoOnWithDoesNotEndInSpace() {
    assertThat(turns(MessageDraft.user("Hi"), MessageDraft.assistant("Hel \n")))
        .endsWith("{'type':'text','text':'Hel'}]}]");
  }

  @Test
  void aConversationWithoutContentAsksNothing() {
    assertThatThrownBy(() -> body(ENDPOINT.system("be brief"), MessageDraft.user("")))
        .isInstanceOf(UnsendableException.class)
        .hasMessageStartingWith("There is nothing to ask");
  }

  @Test
  void aModelHasToBeChosen() {
    Anthropic endpoint = Anthropic.at("http://localhost");

    assertThatThrownBy(() -> body(endpoint, MessageDraft.user("Hi")))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("model");
    assertThat(body(endpoint.option("model", "x"), MessageDraft.user("Hi"))
            .get("model")
            .textValue())
        .isEqualTo("x");
  }

  @Test
  void theKeyAndTheVersionHaveHeadersOfTheirOwn() {
    HttpRequest http = request(ENDPOINT.apiKey("k"));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/v1/messages");
    assertThat(http.headers().firstValue("x-api-key")).contains("k");
    assertThat(http.headers().firstValue("Authorization")).isEmpty();
    assertThat(http.headers().firstValue("anthropic-version")).contains("2023-06-01");
    assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(http.headers().firstValue("Accept")).contains("text/event-stream");
  }

  @Test
  void aHeaderTakesThePlaceOfTheVersionAndOfTheKey() {
    HttpRequest http = request(ENDPOINT
        .apiKey("k")
        .header("Anthropic-Version", "2030-01-01")
        .header("X-Api-Key", "other"));

    assertThat(http.headers().allValues("anthropic-version")).containsExactly("2030-01-01");
    assertThat(http.headers().allValues("x-api-key")).containsExactly("other");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.anthropic.com, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1/, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1/messages, https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1/messages/, https://api.anthropic.com/v1/messages",
    "http://h/anthropic, http://h/anthropic/v1/messages",
    "http://h/a%2Fb?x=1, http://h/a%2Fb/v1/messages?x=1",
  })
  void theAddressIsCompletedUnlessItIsComplete(String given, String asked) {
    assertThat(Anthropic.at(given).settings().address).hasToString(asked);
  }

  @Test
  void whatDescribesTheEndpointShowsNoSecret() {
    Anthropic endpoint = Anthropic.at("http://user:" + Dialogue.KEY + "@host.example")
        .model("m")
        .apiKey(Dialogue.KEY)
        .system(Dialogue.KEY);

    assertThat(endpoint).hasToString("Anthropic[host.example, model=m]");
  }
}
