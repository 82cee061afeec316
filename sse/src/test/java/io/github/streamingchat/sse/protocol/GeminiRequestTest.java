package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.GeminiEvents.ENDPOINT;
import static io.github.streamingchat.sse.protocol.GeminiEvents.recording;
import static io.github.streamingchat.sse.protocol.GeminiEvents.seal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gemini is asked with. */
class GeminiRequestTest {
  private static final MessageDraft HI = MessageDraft.user("Hi");

  private static JsonNode body(Gemini endpoint, MessageDraft... drafts) throws Exception {
    return new ObjectMapper().readTree(endpoint.body(Requests.after(drafts)).json());
  }

  private static MessageDraft draft(Role role, Part... parts) {
    MessageDraft.Builder draft = MessageDraft.builder(role);
    for (Part part : parts) {
      draft.part(part);
    }
    return draft.build();
  }

  private static MessageDraft answer(Part... parts) {
    return draft(Role.ASSISTANT, parts);
  }

  private static Part.ToolCall call(String id, String name, String args, Part.Seal seal) {
    return new Part.ToolCall(id, name, ChatText.of(args), true, false, seal);
  }

  private static JsonNode json(String quoted) throws Exception {
    return new ObjectMapper().readTree(quoted.replace('\'', '"'));
  }

  /** Says what the contents are, with single quotes for double ones. */
  private static void assertContents(String quoted, MessageDraft... drafts) throws Exception {
    assertThat(body(ENDPOINT, drafts).path("contents")).isEqualTo(json(quoted));
  }

  @Test
  void theConversationInItsOrderWithItsRoles() throws Exception {
    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'text':'Hello'}]},"
            + "{'role':'user','parts':[{'text':'Bye'}]}]",
        HI,
        MessageDraft.assistant("Hello"),
        MessageDraft.user("Bye"));
  }

  @Test
  void turnsOfOneRoleAreOneContent() throws Exception {
    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'},{'text':'there'}]},"
            + "{'role':'model','parts':[{'text':'Hel'},{'text':'lo'}]}]",
        HI,
        MessageDraft.user("there"),
        MessageDraft.assistant("Hel"),
        MessageDraft.assistant("lo"));
  }

  @Test
  void nothingButTheContentsIsSentOfAPlainQuestion() throws Exception {
    assertThat(body(ENDPOINT, HI).fieldNames()).toIterable().containsExactly("contents");
  }

  @Test
  void systemPromptsAreTheSystemInstruction() throws Exception {
    JsonNode body = body(
        ENDPOINT.system("be brief"),
        MessageDraft.system("be kind"),
        HI,
        MessageDraft.of(Role.of("developer"), "now"));

    assertThat(body.path("systemInstruction"))
        .isEqualTo(json("{'parts':[{'text':'be brief'},{'text':'be kind'},{'text':'now'}]}"));
    assertThat(body.path("contents")).hasSize(1);
  }

  @Test
  void anAnswerOfARecordingGoesBackAsItCame() throws Exception {
    Part[] parts = GeminiEvents.decoded(recording("thought-and-tool.sse"))
        .message()
        .parts()
        .toArray(Part[]::new);

    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':["
            + "{'text':'Let me look.'},"
            + "{'functionCall':{'name':'weather','args':{'city':'Oslo','days':3,"
            + "'units':{'temperature':'C'}}},'thoughtSignature':'CpYBAVSoXO4t'},"
            + "{'functionCall':{'name':'time','args':{}}}]},"
            + "{'role':'user','parts':["
            + "{'functionResponse':{'name':'weather','response':{'sky':'grey','high':3}}},"
            + "{'functionResponse':{'name':'time','response':{'output':'noon'}}}]}]",
        HI,
        answer(parts),
        draft(
            Role.TOOL,
            new Part.ToolResult("call-1", "noon", false),
            new Part.ToolResult("call-0", Map.of("sky", "grey", "high", 3), false)));
  }

  @Test
  void aProvidersIdGoesBackWithTheCallAndItsResponse() throws Exception {
    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},"
            + "{'role':'model','parts':[{'functionCall':{'id':'f1','name':'t','args':{'a':1}},"
            + "'thoughtSignature':'s1'}]},"
            + "{'role':'user','parts':[{'functionResponse':{'id':'f1','name':'t',"
            + "'response':{'output':[1,2]}}}]}]",
        HI,
        answer(call("f1", "t", "{\"a\":1}", seal("s1"))),
        draft(Role.TOOL, new Part.ToolResult("f1", List.of(1, 2), false)));
  }

  @Test
  void aToolThatFailedSaysSo() throws Exception {
    assertThat(body(
                ENDPOINT,
                HI,
                answer(call("f1", "t", "{}", null)),
                draft(Role.TOOL, new Part.ToolResult("f1", Map.of("why", "gone"), true)))
            .at("/contents/2/parts/0/functionResponse/response"))
        .isEqualTo(json("{'error':{'why':'gone'}}"));
  }

  @Test
  void aCallThatNobodyAnsweredHasAResponseThatSaysSo() throws Exception {
    JsonNode contents = body(
            ENDPOINT, HI, answer(call("f1", "t", "{}", null)), MessageDraft.user("Well?"))
        .path("contents");

    assertThat(contents).hasSize(4);
    assertThat(contents.at("/2/parts/0/functionResponse/name").textValue()).isEqualTo("t");
    assertThat(contents.at("/2/parts/0/functionResponse/response/error").textValue())
        .isNotBlank();
    assertThat(contents.at("/3/parts/0/text").textValue()).isEqualTo("Well?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"call-0", "call-12", "call-0_1", "call", "call_2"})
  void anIdThatADecoderMadeUpIsNotSent(String id) throws Exception {
    JsonNode contents = body(ENDPOINT, HI, answer(call(id, "t", "{}", null))).path("contents");

    assertThat(contents.at("/1/parts/0/functionCall").has("id")).isFalse();
    assertThat(contents.at("/2/parts/0/functionResponse").has("id")).isFalse();
    assertThat(contents.at("/2/parts/0/functionResponse/name").textValue()).isEqualTo("t");
  }

  @Test
  void aSignatureGoesBackWithItsPart() throws Exception {
    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':["
            + "{'text':'hm','thoughtSignature':'s0','thought':true},"
            + "{'text':'Hello','thoughtSignature':'s1'},"
            + "{'functionCall':{'id':'f1','name':'t','args':{}},'thoughtSignature':'s2'}]},"
            + "{'role':'user','parts':[{'functionResponse':{'id':'f1','name':'t',"
            + "'response':{'output':'x'}}}]},"
            + "{'role':'model','parts':[{'text':'','thoughtSignature':'s3'}]}]",
        HI,
        answer(
            new Part.Reasoning(ChatText.of("hm"), seal("s0")),
            new Part.Text(ChatText.of("Hello"), 0, seal("s1")),
            call("f1", "t", "{}", seal("s2")),
            new Part.ToolResult("f1", "x", false),
            new Part.Text(ChatText.of(""), 0, seal("s3"))));
  }

  /** Gemini 3 refuses a turn with calls whose first one has no signature. */
  @Test
  void theFirstCallOfATurnThatGeminiDidNotMakeSaysSo() throws Exception {
    Part.Seal other = new Part.Seal("anthropic", "s", "e");

    assertThat(body(
                ENDPOINT,
                HI,
                answer(
                    Part.text("Let me see"),
                    call("f1", "t", "{}", other),
                    call("f2", "t", "{}", null)),
                answer(call("f3", "t", "{}", null)))
            .findValues("parts"))
        .extracting(parts -> parts.findValues("thoughtSignature").stream()
            .map(JsonNode::textValue)
            .toList())
        .containsExactly(
            List.of(),
            List.of("skip_thought_signature_validator"),
            List.of(),
            List.of("skip_thought_signature_validator"),
            List.of());
    assertThat(body(ENDPOINT, HI, answer(Part.text("See"), call("f1", "t", "{}", other)))
            .at("/contents/1/parts/1/thoughtSignature")
            .textValue())
        .isEqualTo("skip_thought_signature_validator");
  }

  @Test
  void aTurnThatGeminiSignedGoesBackAsItCame() throws Exception {
    for (Part signed : List.of(
        call("f0", "t", "{}", seal("s1")),
        new Part.Text(ChatText.of("Hello"), 0, seal("s1")),
        new Part.Raw("gemini.part", Map.of("toolCall", Map.of(), "thoughtSignature", "s1")))) {
      assertThat(body(ENDPOINT, HI, answer(signed, call("f1", "t", "{}", null)))
              .at("/contents/1")
              .findValues("thoughtSignature"))
          .hasSize(1);
    }
  }

  @Test
  void theSignatureOfAnotherProviderIsNotSent() throws Exception {
    Part.Seal other = new Part.Seal("anthropic", "s", "e");

    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'text':'Hello'}]}]",
        HI,
        answer(
            new Part.Reasoning(ChatText.of("hm"), other),
            new Part.Reasoning(ChatText.of("ha"), null),
            new Part.Text(ChatText.of("Hello"), 0, other)));
  }

  @Test
  void whatOtherProvidersRanSaidOrFoundIsLeftOut() throws Exception {
    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},"
            + "{'role':'model','parts':[{'text':'Hello'},{'text':'I will not.'}]}]",
        HI,
        answer(
            new Part.ToolCall(
                "x",
                "code_execution",
                ChatText.of("{}"),
                true,
                true,
                new Part.Seal("openai", null, null)),
            new Part.ToolResult("x", Map.of("a", 1), false),
            new Part.Raw("other", Map.of("a", 1)),
            new Part.Source(null, "https://a.example/", null, Map.of()),
            new Part.Data("chart", null, 1),
            Part.text("Hello"),
            new Part.Refusal(ChatText.of("I will not."))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"code-run.sse", "signed-text.sse", "vertex-arguments.sse"})
  void whatGeminiSaidItselfGoesBackInItsOrder(String name) throws Exception {
    Part[] parts = GeminiEvents.decoded(recording(name)).message().parts().toArray(Part[]::new);
    JsonNode sent = body(ENDPOINT, HI, answer(parts)).at("/contents/1/parts");

    assertThat(sent)
        .isEqualTo(json(
            switch (name) {
              case "code-run.sse" ->
                "[{'text':'I compute it.'},"
                    + "{'executableCode':{'language':'PYTHON','code':'print(6 * 7)\\n'}},"
                    + "{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'42\\n'}},"
                    + "{'text':'It is 42.'}]";
              case "signed-text.sse" -> "[{'text':'Hello.','thoughtSignature':'EjQKMgERTTIL'}]";
              default ->
                "[{'functionCall':{'name':'light','args':{'room':'living',"
                    + "'colour':{'hue':30,'warm':true},'steps':[0.5,null]}},'thoughtSignature':'Cs8DAePx'}]";
            }));
  }

  @Test
  void partsThatNobodyKnowsAndSignaturesOfFilesGoBack() throws Exception {
    Part[] parts = GeminiEvents.decoded(
            GeminiEvents.part(
                "'inlineData':{'mimeType':'image/png','data':'AA=='}," + "'thoughtSignature':'s1'"),
            GeminiEvents.part("'toolCall':{'toolType':'URL_CONTEXT'},'thoughtSignature':'s2'"),
            GeminiEvents.STOP)
        .message()
        .parts()
        .toArray(Part[]::new);

    assertThat(body(ENDPOINT, HI, answer(parts)).at("/contents/1/parts"))
        .isEqualTo(
            json("[{'inlineData':{'mimeType':'image/png','data':'AA=='},'thoughtSignature':'s1'},"
                + "{'toolCall':{'toolType':'URL_CONTEXT'},'thoughtSignature':'s2'}]"));
  }

  @Test
  void filesAreSentAsBytesOrAddress() throws Exception {
    assertContents(
        "[{'role':'user','parts':[{'text':'What?'},"
            + "{'inlineData':{'mimeType':'image/png','data':'AA=='}},"
            + "{'fileData':{'mimeType':'application/pdf','fileUri':'https://h.example/a.pdf'}}]}]",
        draft(
            Role.USER,
            Part.text("What?"),
            new Part.File("image/png", "a.png", "https://h.example/a.png", "AA=="),
            new Part.File("application/pdf", null, "https://h.example/a.pdf", null)));
  }

  @Test
  void whatAPersonSentIsNotLostInSilence() {
    assertThatThrownBy(() ->
            body(ENDPOINT, HI, draft(Role.USER, new Part.Data("chart", null, Map.of("a", 1)))))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("Data");
    assertThatThrownBy(
            () -> body(ENDPOINT, draft(Role.USER, new Part.File("image/png", "a.png", null, null))))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("neither bytes nor an address");
  }

  @Test
  void aConversationWithoutContentAsksNothing() {
    for (Gemini endpoint : List.of(ENDPOINT, ENDPOINT.system("be brief"))) {
      assertThatThrownBy(() -> body(endpoint, MessageDraft.user("")))
          .isInstanceOf(UnsendableException.class)
          .hasMessage("There is nothing to ask: no message has text.");
    }
  }

  @Test
  void optionsPassThroughAndTakeThePlaceOfWhatWouldBeWritten() throws Exception {
    JsonNode body = body(
        ENDPOINT
            .system("be brief")
            .option("generationConfig", Map.of("temperature", 0.2))
            .option("tools", List.of(Map.of("googleSearch", Map.of())))
            .option("contents", List.of())
            .option("systemInstruction", null),
        draft(Role.USER, new Part.Data("chart", null, 1)));

    assertThat(body)
        .isEqualTo(json("{'generationConfig':{'temperature':0.2},'tools':[{'googleSearch':{}}],"
            + "'contents':[],'systemInstruction':null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data:image/png;base64,QUJD", "DATA:image/png;BASE64,QUJD", "data:;base64,QUJD"})
  void theBytesInADataUrlAreSentAsBytes(String url) throws Exception {
    Part.File file = new Part.File("image/png", null, url, null);

    assertContents(
        "[{'role':'user','parts':[{'inlineData':{'mimeType':'image/png','data':'QUJD'}}]},"
            + "{'role':'model','parts':[{'inlineData':{'mimeType':'image/png','data':'QUJD'}}]}]",
        draft(Role.USER, file),
        answer(file));
  }

  @Test
  void aDataUrlWithoutBase64IsNotSent() throws Exception {
    Part.File file = new Part.File("text/plain", null, "data:,x", null);

    assertThatThrownBy(() -> body(ENDPOINT, draft(Role.USER, file)))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("Base64");
    assertContents(
        "[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'text':'See'}]}]",
        HI,
        answer(Part.text("See"), file));
  }

  @Test
  void aResultOfCodeGoesBackAlsoBehindTheResultOfACall() throws Exception {
    assertThat(body(
                ENDPOINT,
                HI,
                answer(
                    new Part.ToolCall(
                        "code-0",
                        "code_execution",
                        ChatText.of("{\"code\":\"1\"}"),
                        true,
                        true,
                        new Part.Seal("gemini", null, null)),
                    call("f1", "t", "{}", seal("s1")),
                    new Part.ToolResult("f1", "x", false),
                    new Part.ToolResult("code-0", Map.of("outcome", "OUTCOME_OK"), false)))
            .path("contents"))
        .isEqualTo(json("[{'role':'user','parts':[{'text':'Hi'}]},"
            + "{'role':'model','parts':[{'executableCode':{'code':'1'}},"
            + "{'functionCall':{'id':'f1','name':'t','args':{}},'thoughtSignature':'s1'}]},"
            + "{'role':'user','parts':[{'functionResponse':{'id':'f1','name':'t',"
            + "'response':{'output':'x'}}}]},"
            + "{'role':'model','parts':[{'codeExecutionResult':{'outcome':'OUTCOME_OK'}}]}]"));
  }
}
