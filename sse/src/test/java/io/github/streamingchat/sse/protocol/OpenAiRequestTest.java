package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to an OpenAI-compatible endpoint. */
class OpenAiRequestTest {
  private static final OpenAi ENDPOINT = OpenAi.at("http://localhost/v1").model("m");
  private static final Part IMAGE =
      new Part.File("image/png", null, "https://host.example/cat.png", null);

  private static String json(OpenAi endpoint, MessageDraft... drafts) {
    return endpoint.body(Requests.after(drafts)).json();
  }

  private static String messages(String members) {
    return "{\"model\":\"m\",\"messages\":[" + members
        + "],\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
  }

  private static HttpRequest request(OpenAi endpoint) {
    return endpoint.protocol().request(Requests.asking("Hi"));
  }

  @Test
  void theConversationInItsOrderWithItsRoles() {
    assertThat(json(
            ENDPOINT,
            MessageDraft.system("be brief"),
            MessageDraft.user("Hi"),
            MessageDraft.assistant("Hello"),
            MessageDraft.of(Role.of("developer"), "now"),
            MessageDraft.of(Role.of("human"), "Bye")))
        .isEqualTo(messages("{\"role\":\"system\",\"content\":\"be brief\"},"
            + "{\"role\":\"user\",\"content\":\"Hi\"},"
            + "{\"role\":\"assistant\",\"content\":\"Hello\"},"
            + "{\"role\":\"developer\",\"content\":\"now\"},"
            + "{\"role\":\"user\",\"content\":\"Bye\"}"));
  }

  @Test
  void theSystemPromptComesFirstAndIsNotPartOfTheConversation() {
    assertThat(json(ENDPOINT.system("be brief"), MessageDraft.user("Hi")))
        .isEqualTo(messages("{\"role\":\"system\",\"content\":\"be brief\"},"
            + "{\"role\":\"user\",\"content\":\"Hi\"}"));
  }

  @Test
  void aMessageWithoutTextIsLeftOut() {
    MessageDraft failed =
        MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.FAILED).build();

    assertThat(json(ENDPOINT, MessageDraft.user("Hi"), failed, MessageDraft.user("again")))
        .isEqualTo(messages("{\"role\":\"user\",\"content\":\"Hi\"},"
            + "{\"role\":\"user\",\"content\":\"again\"}"));
  }

  @Test
  void whatIsNoTextInAnAnswerIsLeftOut() {
    MessageDraft answer =
        MessageDraft.builder(Role.ASSISTANT).text("See").part(IMAGE).build();

    assertThat(json(ENDPOINT, MessageDraft.user("Hi"), answer))
        .contains("{\"role\":\"assistant\",\"content\":\"See\"}]");
  }

  @Test
  void aConversationWithoutTextAsksNothing() {
    for (OpenAi endpoint : List.of(ENDPOINT, ENDPOINT.system("be brief"))) {
      assertThatThrownBy(() -> json(endpoint, MessageDraft.user("")))
          .isInstanceOf(UnsendableException.class)
          .hasMessage("There is nothing to ask: no message has text.");
    }
  }

  @Test
  void withoutStreamingNothingSaysStream() {
    assertThat(json(ENDPOINT.streaming(false), MessageDraft.user("Hi")))
        .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    assertThat(request(ENDPOINT.streaming(false)).headers().firstValue("Accept"))
        .contains("application/json");
  }

  @Test
  void optionsOfAnyJsonValuePassThrough() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("none", null);
    schema.put("list", new ArrayList<>(List.of(1, 2.5, true, "x", Map.of())));
    OpenAi endpoint = ENDPOINT
        .option("temperature", 0.2)
        .option("seed", null)
        .option("n", 2)
        .option("big", new BigInteger("9".repeat(30)))
        .option("exact", new BigDecimal("0.10"))
        .option("long", Long.MAX_VALUE)
        .option("response_format", schema);

    assertThat(json(endpoint, MessageDraft.user("Hi")))
        .isEqualTo(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},\"temperature\":0.2,\"seed\":null,"
                + "\"n\":2,\"big\":" + "9".repeat(30)
                + ",\"exact\":0.10,\"long\":9223372036854775807,"
                + "\"response_format\":{\"type\":\"object\",\"none\":null,"
                + "\"list\":[1,2.5,true,\"x\",{}]}}");
  }

  @Test
  void anOptionTakesThePlaceOfWhatWouldBeWritten() {
    OpenAi endpoint = ENDPOINT
        .option("model", "other")
        .option("stream_options", null)
        .option("messages", List.of(Map.of("role", "user")));

    assertThat(json(endpoint, MessageDraft.user("Hi")))
        .isEqualTo("{\"stream\":true,\"model\":\"other\",\"stream_options\":null,"
            + "\"messages\":[{\"role\":\"user\"}]}");
  }

  @Test
  void theLastWordOnAnOptionWins() {
    assertThat(json(ENDPOINT.option("n", 1).option("n", 2), MessageDraft.user("Hi")))
        .contains("\"n\":2")
        .doesNotContain(":1");
  }

  @Test
  void anOptionThatIsNoJsonIsRefusedWithItsName() {
    assertThatThrownBy(() -> ENDPOINT.option("stop", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stop");
    assertThatThrownBy(() -> ENDPOINT.option("temperature", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("temperature");
  }

  @Test
  void anOptionKeepsItsValueWhateverBecomesOfTheListItWasGivenAs() {
    List<String> stop = new ArrayList<>(List.of("a"));
    OpenAi endpoint = ENDPOINT.option("stop", stop);
    stop.add("b");

    assertThat(json(endpoint, MessageDraft.user("Hi"))).contains("\"stop\":[\"a\"]");
  }

  @Test
  void anyCharacterSurvives() throws Exception {
    String weird = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029\u00e9\uD83D\uDE00<>&'";

    Map<?, ?> read = (Map<?, ?>) sent(weird).get(0);

    assertThat(read.get("content")).isEqualTo(weird);
  }

  /** UTF-8 has no form for half of a pair; a question mark would be a character nobody wrote. */
  @Test
  void aLoneSurrogateIsReplacedAndTheRestSurvives() throws Exception {
    Map<?, ?> read = (Map<?, ?>) sent("a\uD83Db\uDE00c").get(0);

    assertThat(read.get("content")).isEqualTo("a\uFFFDb\uFFFDc");
  }

  private static List<?> sent(String question) throws Exception {
    HttpRequest http = ENDPOINT.protocol().request(Requests.asking(question));
    byte[] body = Bodies.bytes(http);
    Map<?, ?> json = new ObjectMapper().readValue(body, Map.class);
    return (List<?>) json.get("messages");
  }

  @Test
  void theRequestIsAPostOfJsonThatAsksForAStream() {
    HttpRequest http = request(ENDPOINT.apiKey("k").header("X-Team", "a").header("x-team", "b"));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/v1/chat/completions");
    assertThat(http.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(http.headers().firstValue("Accept")).contains("text/event-stream");
    assertThat(http.headers().firstValue("Authorization")).contains("Bearer k");
    assertThat(http.headers().allValues("X-Team")).containsExactly("b");
  }

  /** It would end at the headers up to JDK 25, and cut the stream from 26 on (JDK-8208693). */
  @Test
  void theRequestHasNoTimeoutOfItsOwn() {
    assertThat(request(ENDPOINT).timeout()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void aBlankKeyIsNone(String key) {
    assertThat(request(ENDPOINT.apiKey(key)).headers().firstValue("Authorization"))
        .isEmpty();
    assertThat(request(ENDPOINT.apiKey(() -> key)).headers().firstValue("Authorization"))
        .isEmpty();
    assertThat(request(ENDPOINT.apiKey((String) null)).headers().firstValue("Authorization"))
        .isEmpty();
  }

  @Test
  void aSupplierMayHaveNoKey() {
    Supplier<@Nullable String> none = () -> null;

    assertThat(request(ENDPOINT.apiKey(none)).headers().firstValue("Authorization"))
        .isEmpty();
  }

  @Test
  void spacesAroundAKeyAreNotPartOfIt() {
    assertThat(request(ENDPOINT.apiKey(" k\n")).headers().firstValue("Authorization"))
        .contains("Bearer k");
  }

  @Test
  void aHeaderTakesThePlaceOfTheKey() {
    assertThat(request(ENDPOINT.apiKey("k").header("Authorization", "Basic x"))
            .headers()
            .allValues("Authorization"))
        .containsExactly("Basic x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad\nvalue", "bad\rvalue", "bad\u0000value"})
  void aHeaderThatCannotBeSentIsRefusedAtOnceWithoutItsValue(String value) {
    assertThatThrownBy(() -> ENDPOINT.header("X-Secret", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Secret")
        .hasMessageNotContaining("bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad name", "", "Host", "Content-Length", "Connection"})
  void aHeaderOfANameThatCannotBeSentIsRefusedAtOnce(String name) {
    assertThatThrownBy(() -> ENDPOINT.header(name, "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"")
        .hasMessageNotContaining("secret");
  }

  @Test
  void whatDescribesTheEndpointShowsNoSecret() {
    OpenAi endpoint = OpenAi.at(
            "http://user:" + Dialogue.KEY + "@host.example/v1?key=" + Dialogue.KEY)
        .model("m")
        .apiKey(Dialogue.KEY)
        .header("X-Key", Dialogue.KEY)
        .option("user", Dialogue.KEY)
        .system(Dialogue.KEY);

    assertThat(endpoint).hasToString("OpenAi[host.example, model=m]");
  }
}
