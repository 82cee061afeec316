package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.AnswerRequest;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to an AG-UI agent. */
class AgUiRequestTest {
  private static final AgUi ENDPOINT = AgUi.at("http://localhost/run");
  private static final Part.Seal SEAL = new Part.Seal("ag-ui", null, "abc");
  private static final Part.Seal FOREIGN = new Part.Seal("anthropic", "sig", "other");

  private static JsonNode body(AgUi endpoint, AnswerRequest request) {
    try {
      return new ObjectMapper().readTree(endpoint.body(request).json());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  /** The messages without their ids, with single quotes for double ones. */
  private static String messages(MessageDraft... drafts) {
    return body(ENDPOINT, Requests.after(drafts))
        .get("messages")
        .toString()
        .replaceAll("\"id\":\"[^\"]*\",\"role\"", "\"role\"")
        .replace('"', '\'');
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

  private static MessageDraft asked(Part... parts) {
    return message(Role.USER, parts);
  }

  private static Part.ToolCall call(String id, Part.Seal seal) {
    return new Part.ToolCall(id, "weather", ChatText.of("{\"a\":1}"), true, false, seal);
  }

  @Test
  void aRunsInput() {
    AnswerRequest request = Requests.asking("Hi");
    ChatMessage question = request.messages().get(0);

    assertThat(ENDPOINT.body(request).json())
        .isEqualTo(("{'threadId':'" + request.conversationId() + "','runId':'"
                + request.answerId().value()
                + "','state':{},'messages':[{'id':'" + question.id().value()
                + "','role':'user','content':'Hi'}],'tools':[],'context':[],'forwardedProps':{}}")
            .replace('\'', '"'));
  }

  @Test
  void eachAttemptIsARunOfItsOwn() {
    AnswerRequest first = Requests.asking("Hi");
    AnswerRequest second = new AnswerRequest(
        first.conversationId(), first.answerId(), first.messages(), 2, null, first.limits());

    assertThat(body(ENDPOINT, second).get("runId").textValue())
        .isEqualTo(first.answerId().value() + "-2");
  }

  @Test
  void anOptionTakesThePlaceOfWhatWouldBeWritten() {
    JsonNode body = body(
        ENDPOINT
            .option("threadId", "mine")
            .option("tools", List.of(Map.of("name", "weather")))
            .option("resume", List.of(Map.of("interruptId", "i1", "status", "resolved"))),
        Requests.asking("Hi"));

    assertThat(body.get("threadId").textValue()).isEqualTo("mine");
    assertThat(body.get("tools")).hasSize(1);
    assertThat(body.get("resume").get(0).get("status").textValue()).isEqualTo("resolved");
  }

  @Test
  void theRequestIsAPostOfJsonThatAsksForAStream() {
    HttpRequest http = ENDPOINT.apiKey("k").protocol().request(Requests.asking("Hi"));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/run");
    assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(http.headers().firstValue("Accept")).contains("text/event-stream");
    assertThat(http.headers().firstValue("Authorization")).contains("Bearer k");
  }

  @Test
  void everyRole() {
    assertThat(messages(
            MessageDraft.system("be brief"),
            MessageDraft.of(Role.of("developer"), "now"),
            MessageDraft.user("Hi"),
            MessageDraft.assistant("Hello"),
            MessageDraft.of(Role.of("planner"), "I plan."),
            MessageDraft.user("Bye")))
        .isEqualTo("[{'role':'system','content':'be brief'},"
            + "{'role':'developer','content':'now'},"
            + "{'role':'user','content':'Hi'},"
            + "{'role':'assistant','content':'Hello'},"
            + "{'role':'assistant','content':'I plan.'},"
            + "{'role':'user','content':'Bye'}]");
  }

  @Test
  void aNameGoesWithItsMessage() {
    MessageDraft named =
        MessageDraft.builder(Role.USER).text("Hi").author(Author.named("Ada")).build();

    assertThat(messages(named)).isEqualTo("[{'role':'user','name':'Ada','content':'Hi'}]");
  }

  @Test
  void toolCallsAndTheirResults() {
    assertThat(messages(
            MessageDraft.user("Hi"),
            answer(Part.text("I look."), call("c1", SEAL), call("c2", FOREIGN)),
            message(
                Role.TOOL,
                new Part.ToolResult("c1", "3 C", false),
                new Part.ToolResult("c2", Map.of("why", "no"), true))))
        .isEqualTo(
            "[{'role':'user','content':'Hi'},"
                + "{'role':'assistant','content':'I look.','toolCalls':["
                + "{'id':'c1','type':'function','function':{'name':'weather','arguments':'{\\'a\\':1}'},'encryptedValue':'abc'},"
                + "{'id':'c2','type':'function','function':{'name':'weather','arguments':'{\\'a\\':1}'}}]},"
                + "{'role':'tool','toolCallId':'c1','content':'3 C'},"
                + "{'role':'tool','toolCallId':'c2','content':'{\\'why\\':\\'no\\'}','error':'{\\'why\\':\\'no\\'}'}]");
  }

  @Test
  void reasoningIsAMessageOfItsOwnWithWhatItsAgentSealed() {
    assertThat(messages(
            MessageDraft.user("Hi"),
            answer(
                new Part.Reasoning(ChatText.of("Let me see"), SEAL),
                new Part.Reasoning(ChatText.EMPTY, FOREIGN),
                new Part.Text(ChatText.of("Hello"), 0, SEAL),
                new Part.Reasoning(ChatText.EMPTY, SEAL),
                Part.text("Bye"))))
        .isEqualTo("[{'role':'user','content':'Hi'},"
            + "{'role':'reasoning','content':'Let me see','encryptedValue':'abc'},"
            + "{'role':'assistant','content':'Hello','encryptedValue':'abc'},"
            + "{'role':'reasoning','content':'','encryptedValue':'abc'},"
            + "{'role':'assistant','content':'Bye'}]");
  }

  @Test
  void whatElseAnAnswerHoldsIsNotToldToTheAgent() {
    assertThat(messages(
            MessageDraft.user("Hi"),
            answer(
                new Part.Refusal(ChatText.of("I cannot.")),
                new Part.Data("PLAN", "a1", Map.of("n", 1)),
                new Part.Source(null, "https://host.example", null, Map.of()),
                new Part.Raw("RAW", Map.of()),
                new Part.ToolCall("p1", "search", ChatText.of("{}"), true, true, null))))
        .isEqualTo("[{'role':'user','content':'Hi'},{'role':'assistant','content':'I cannot.'}]");
  }

  @Test
  void filesGoWithTheQuestionByTheirKind() {
    assertThat(messages(asked(
            Part.text("What is it?"),
            new Part.File("image/png", null, "https://host.example/cat.png", null),
            new Part.File("audio/wav", null, null, "AAAA"),
            new Part.File("video/mp4", null, "https://host.example/cat.mp4", null),
            new Part.File("application/pdf", "a.pdf", null, "BBBB"))))
        .isEqualTo("[{'role':'user','content':[{'type':'text','text':'What is it?'},"
            + "{'type':'image','source':{'type':'url','value':'https://host.example/cat.png','mimeType':'image/png'}},"
            + "{'type':'audio','source':{'type':'data','value':'AAAA','mimeType':'audio/wav'}},"
            + "{'type':'video','source':{'type':'url','value':'https://host.example/cat.mp4','mimeType':'video/mp4'}},"
            + "{'type':'document','source':{'type':'data','value':'BBBB','mimeType':'application/pdf'},"
            + "'metadata':{'filename':'a.pdf'}}]}]");
  }

  @Test
  void whatAPersonSentIsNotLostInSilence() {
    for (Part part :
        List.of(new Part.Data("chart", null, 1), new Part.File("image/png", "cat", null, null))) {
      assertThatThrownBy(() -> messages(asked(Part.text("Hi"), part)))
          .isInstanceOf(UnsendableException.class)
          .hasMessageContaining(part.getClass().getSimpleName());
    }
  }

  @Test
  void aConversationThatSaysNothingAsksNothing() {
    assertThatThrownBy(() -> messages(MessageDraft.user("")))
        .isInstanceOf(UnsendableException.class)
        .hasMessageStartingWith("There is nothing to ask");
  }

  @Test
  void idsAreThoseThatTheAgentGaveAndEachIsSentOnce() {
    Conversation conversation = Conversation.create();
    String question = conversation.add(MessageDraft.user("Hi")).value();
    MessageId answer = conversation.add(MessageDraft.builder(Role.ASSISTANT)
        .part(new Part.Reasoning(ChatText.of("Well"), SEAL))
        .part(call("c1", SEAL))
        .part(new Part.ToolResult("c1", "3 C", false))
        .text("Hello")
        .build());
    conversation.update(answer, message -> message.toBuilder().alias("m1").build());
    AnswerRequest some = Requests.asking("Hi");
    JsonNode messages = body(
            ENDPOINT,
            new AnswerRequest(
                conversation.id(),
                some.answerId(),
                conversation.snapshot().messages(),
                1,
                null,
                some.limits()))
        .get("messages");

    assertThat(messages.findValuesAsText("role"))
        .containsExactly("user", "reasoning", "assistant", "tool", "assistant");
    assertThat(messages)
        .extracting(message -> message.get("id").textValue())
        .containsExactly(question, "m1-reasoning", "m1", "c1-result", "m1-2");
  }

  @Test
  void theLastStateOfTheConversationIsSent() {
    MessageDraft before = answer(new Part.Data("state", "state", Map.of("n", 1)));
    MessageDraft after = answer(Part.text("Hi"), new Part.Data("state", "state", Map.of("n", 2)));

    assertThat(body(ENDPOINT, Requests.after(MessageDraft.user("a"), before, after))
            .get("state")
            .toString())
        .isEqualTo("{\"n\":2}");
  }

  @Test
  void theDescriptionShowsTheHostOnly() {
    assertThat(AgUi.at("https://user:secret@host.example/run?key=secret"))
        .hasToString("AgUi[host.example]");
  }
}
