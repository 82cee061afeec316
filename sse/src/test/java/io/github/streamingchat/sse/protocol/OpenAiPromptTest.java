package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.Author;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of parts that are more than text on their way to an OpenAI-compatible endpoint. */
class OpenAiPromptTest {
  private static final OpenAi ENDPOINT = OpenAi.at("http://localhost/v1").model("m");
  private static final MessageDraft QUESTION = MessageDraft.user("Hi");

  /** The messages of the request; single quotes stand for double ones in what they are compared to. */
  private static String sent(MessageDraft... drafts) throws Exception {
    Map<?, ?> body =
        new ObjectMapper().readValue(ENDPOINT.body(Requests.after(drafts)).json(), Map.class);
    return new ObjectMapper().writeValueAsString(body.get("messages")).replace('"', '\'');
  }

  private static MessageDraft user(Part... parts) {
    return draft(Role.USER, parts);
  }

  private static MessageDraft answer(Part... parts) {
    return draft(Role.ASSISTANT, parts);
  }

  private static MessageDraft draft(Role role, Part... parts) {
    MessageDraft.Builder draft = MessageDraft.builder(role);
    Arrays.asList(parts).forEach(draft::part);
    return draft.build();
  }

  private static Part.ToolCall call(String id, Part.@Nullable Seal seal) {
    return new Part.ToolCall(id, "weather", ChatText.of("{\"city\":\"Oslo\"}"), true, false, seal);
  }

  private static Part.File file(String type, @Nullable String url, @Nullable String base64) {
    return new Part.File(type, null, url, base64);
  }

  @Test
  void anImageByItsAddressBesideItsQuestion() throws Exception {
    assertThat(sent(user(
            Part.text("What is it?"), file("image/png", "https://host.example/cat.png", null))))
        .isEqualTo("[{'role':'user','content':[{'type':'text','text':'What is it?'},"
            + "{'type':'image_url','image_url':{'url':'https://host.example/cat.png'}}]}]");
  }

  @Test
  void anImageByItsBytes() throws Exception {
    assertThat(sent(user(file("image/png", "http://localhost/cat.png", "aGk="))))
        .isEqualTo("[{'role':'user','content':[{'type':'image_url',"
            + "'image_url':{'url':'data:image/png;base64,aGk='}}]}]");
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mpeg, mp3",
    "audio/mp3, mp3",
    "audio/wav, wav",
    "audio/x-wav, wav",
    "Audio/WAV, wav",
    "audio/ogg;codecs=opus, ogg",
  })
  void aSoundByItsBytes(String mediaType, String format) throws Exception {
    assertThat(sent(user(file(mediaType, null, "aGk="))))
        .isEqualTo("[{'role':'user','content':[{'type':'input_audio',"
            + "'input_audio':{'data':'aGk=','format':'" + format + "'}}]}]");
  }

  @Test
  void aDocumentByItsBytes() throws Exception {
    assertThat(sent(user(
            new Part.File("application/pdf", "a.pdf", null, "aGk="),
            file("application/pdf", "data:application/pdf;base64,aGo=", null))))
        .isEqualTo("[{'role':'user','content':["
            + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,aGk='}},"
            + "{'type':'file','file':{'filename':'file.pdf','file_data':'data:application/pdf;base64,aGo='}}"
            + "]}]");
  }

  @ParameterizedTest
  @CsvSource({"application/pdf", "audio/wav"})
  void aFileThatIsTakenByItsBytesOnlyIsRefusedByItsAddress(String mediaType) {
    assertThatThrownBy(() -> sent(QUESTION, user(file(mediaType, "https://host.example/a", null))))
        .isInstanceOf(UnsendableException.class)
        .hasMessage("This endpoint takes a File part of type " + mediaType
            + " by its bytes only; send it with base64.");
  }

  @Test
  void aFileOfNothingIsRefused() {
    assertThatThrownBy(() -> sent(user(file("image/png", null, null))))
        .isInstanceOf(UnsendableException.class);
  }

  static List<Part> whatAUserCannotSend() {
    return List.of(
        new Part.Data("rows", null, List.of(1)),
        new Part.Source("1", "https://host.example", null, Map.of()),
        new Part.Raw("x", Map.of("a", 1)));
  }

  @ParameterizedTest
  @MethodSource("whatAUserCannotSend")
  void whatAPersonSentWithATextIsNotLostInSilence(Part part) {
    assertThatThrownBy(() -> sent(user(Part.text("See"), part)))
        .isInstanceOf(UnsendableException.class)
        .hasMessage("This endpoint cannot send %s parts yet; send text."
            .formatted(part.getClass().getSimpleName()));
  }

  @Test
  void toolCallsAndTheirResults() throws Exception {
    assertThat(sent(
            QUESTION,
            answer(Part.text("Let me look."), call("call_1", null), call("call_2", null)),
            MessageDraft.toolResult("call_2", Map.of("degrees", 3)),
            MessageDraft.toolResult("call_1", "cold"),
            answer(Part.text("3 C"))))
        .isEqualTo("[{'role':'user','content':'Hi'},"
            + "{'role':'assistant','content':'Let me look.','tool_calls':["
            + toolCall("call_1") + "," + toolCall("call_2") + "]},"
            + "{'role':'tool','tool_call_id':'call_1','content':'cold'},"
            + "{'role':'tool','tool_call_id':'call_2','content':'{\\'degrees\\':3}'},"
            + "{'role':'assistant','content':'3 C'}]");
  }

  private static String toolCall(String id) {
    return "{'id':'" + id
        + "','type':'function','function':{'name':'weather','arguments':'{\\'city\\':\\'Oslo\\'}'}}";
  }

  @Test
  void anAnswerThatOnlyCallsHasNoContent() throws Exception {
    assertThat(sent(QUESTION, answer(call("call_1", null)), MessageDraft.toolError("call_1", null)))
        .isEqualTo("[{'role':'user','content':'Hi'},"
            + "{'role':'assistant','content':null,'tool_calls':[" + toolCall("call_1") + "]},"
            + "{'role':'tool','tool_call_id':'call_1','content':'null'}]");
  }

  @Test
  void aDanglingCallIsClosed() throws Exception {
    assertThat(sent(QUESTION, answer(call("call_1", null)), MessageDraft.user("Well?")))
        .matches(".*'role':'tool','tool_call_id':'call_1','content':'[^']+'},"
            + "\\{'role':'user','content':'Well\\?'}]");
  }

  @Test
  void geminisSealGoesBackWithItsToolCall() throws Exception {
    assertThat(sent(QUESTION, answer(call("call_1", new Part.Seal("gemini", "Cq8B", null)))))
        .contains("},'extra_content':{'google':{'thought_signature':'Cq8B'}}}]");
  }

  @Test
  void theSealsOfOthersDoNot() throws Exception {
    for (Part.Seal seal :
        List.of(new Part.Seal("anthropic", "Cq8B", null), new Part.Seal("gemini", null, "Cq8B"))) {
      assertThat(sent(QUESTION, answer(call("call_1", seal))))
          .contains("tool_calls")
          .doesNotContain("extra_content", "Cq8B");
    }
  }

  @Test
  void reasoningIsNotSentBack() throws Exception {
    Part.Reasoning sealed =
        new Part.Reasoning(ChatText.of("Hmm"), new Part.Seal("anthropic", "Eq", null));

    assertThat(sent(QUESTION, answer(sealed, Part.text("Hello")), MessageDraft.user("Bye")))
        .isEqualTo("[{'role':'user','content':'Hi'},{'role':'assistant','content':'Hello'},"
            + "{'role':'user','content':'Bye'}]");
    assertThat(sent(QUESTION, answer(sealed), MessageDraft.user("Bye")))
        .isEqualTo("[{'role':'user','content':'Hi'},{'role':'user','content':'Bye'}]");
  }

  @Test
  void aRefusalIsSentAsOne() throws Exception {
    assertThat(sent(QUESTION, answer(new Part.Refusal(ChatText.of("I cannot")))))
        .contains("{'role':'assistant','content':null,'refusal':'I cannot'}");
  }

  @Test
  void whatIsNoTextInAnAnswerIsLeftOut() throws Exception {
    assertThat(sent(
            QUESTION,
            answer(
                Part.text("See"),
                file("image/png", "https://host.example/cat.png", null),
                new Part.Data("rows", null, 1),
                new Part.Source("1", null, null, Map.of()),
                new Part.Raw("x", 1),
                new Part.ToolCall("s1", "search", ChatText.of("{}"), true, true, null),
                new Part.ToolResult("s1", "found", false))))
        .isEqualTo("[{'role':'user','content':'Hi'},{'role':'assistant','content':'See'}]");
  }

  @Test
  void aStoppedAnswerIsSentWithAMark() throws Exception {
    MessageDraft stopped = MessageDraft.builder(Role.ASSISTANT)
        .text("Hel")
        .status(MessageStatus.CANCELLED)
        .build();

    assertThat(sent(QUESTION, stopped, MessageDraft.user("again")))
        .contains("{'role':'assistant','content':'Hel")
        .contains("stopped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Ada               | Ada",
        "Ada Lovelace      | Ada_Lovelace",
        "a<b> /c           | a_b_c",
        "J\u00fcrgen       | J\u00fcrgen",
        "\u674e            | \u674e",
      })
  void whoSpeaksIsNamed(String name, String sent) throws Exception {
    MessageDraft named =
        MessageDraft.builder(Role.USER).text("Hi").author(Author.named(name)).build();

    assertThat(sent(named)).startsWith("[{'role':'user','name':'" + sent);
  }

  @Test
  void aNameIsCutWhereOpenAiCutsIt() throws Exception {
    MessageDraft named = MessageDraft.builder(Role.USER)
        .text("Hi")
        .author(Author.named("x".repeat(80)))
        .build();

    assertThat(sent(named)).contains("'name':'" + "x".repeat(64) + "',");
  }

  @Test
  void anAuthorWithoutANameHasNone() throws Exception {
    for (Author author : List.of(new Author("u1", null, null, null), Author.named("  "))) {
      MessageDraft named =
          MessageDraft.builder(Role.USER).text("Hi").author(author).build();

      assertThat(sent(named)).isEqualTo("[{'role':'user','content':'Hi'}]");
    }
  }

  @Test
  void aRoleThatTheProviderDoesNotKnowIsTheAssistants() throws Exception {
    assertThat(sent(QUESTION, draft(Role.of("agent"), Part.text("Yes?")), QUESTION))
        .contains("{'role':'assistant','content':'Yes?'}");
  }
}
