package io.github.streamingchat.examples.terminal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class DemoServerTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private DemoServer server;

  @BeforeEach
  void start() throws IOException {
    server = DemoServer.start(Duration.ZERO);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(completions())
        .POST(BodyPublishers.ofString(body))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI completions() {
    return URI.create(server.url() + "/chat/completions");
  }

  private static String question(String text, String more) {
    return """
        {"model":"m1","messages":[{"role":"system","content":"Be brief."},
        {"role":"user","content":%s}]%s}""".formatted(JSON.valueToTree(text), more);
  }

  private static List<String> data(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  private static List<JsonNode> chunks(String body) {
    return data(body).stream()
        .filter(data -> !data.equals("[DONE]"))
        .map(JSON::readTree)
        .toList();
  }

  private static String text(List<JsonNode> chunks) {
    StringBuilder text = new StringBuilder();
    chunks.forEach(chunk ->
        text.append(chunk.path("choices").path(0).path("delta").path("content").asString("")));
    return text.toString();
  }

  @Test
  void streamsRoleThenPiecesThenFinishThenTheEndMark() throws Exception {
    HttpResponse<String> response = post(question("Why is the sky blue?", ",\"stream\":true"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(data(response.body())).last().isEqualTo("[DONE]");
    List<JsonNode> chunks = chunks(response.body());
    assertThat(chunks.get(0).at("/choices/0/delta/role").asString()).isEqualTo("assistant");
    assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asString())
        .isEqualTo("stop");
    assertThat(chunks).hasSizeGreaterThan(50);
    assertThat(chunks).allSatisfy(chunk -> {
      assertThat(chunk.path("id").asString()).isEqualTo("chatcmpl-demo-1");
      assertThat(chunk.path("object").asString()).isEqualTo("chat.completion.chunk");
      assertThat(chunk.path("model").asString()).isEqualTo("m1");
      assertThat(chunk.has("usage")).isFalse();
    });
    assertThat(text(chunks)).isEqualTo(DemoTexts.SKY).contains("**ten times**", "青空", "🌇");
  }

  @Test
  void usageComesInAChunkOfItsOwnIfItIsAskedFor() throws Exception {
    String body = post(question(
            "Why is the sky blue?", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
        .body();

    List<JsonNode> chunks = chunks(body);
    JsonNode last = chunks.get(chunks.size() - 1);
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
    assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(chunks.size() - 3);
    assertThat(last.at("/usage/total_tokens").asInt())
        .isEqualTo(last.at("/usage/prompt_tokens").asInt()
            + last.at("/usage/completion_tokens").asInt());
  }

  @Test
  void theSameQuestionGetsTheSameAnswer() throws Exception {
    String once = text(chunks(post(question("How are you?", ",\"stream\":true")).body()));
    String again =
        text(chunks(post(question("How are you?", ",\"stream\":true")).body()));

    assertThat(again).isEqualTo(once).contains("How are you?");
  }

  @Test
  void theLastUserMessageDecidesAndMayBeMadeOfParts() throws Exception {
    String body = """
        {"stream":true,"messages":[{"role":"user","content":"Why is the sky blue?"},
        {"role":"assistant","content":"error"},
        {"role":"user","content":[{"type":"text","text":"Show me "},{"type":"text","text":"code"}]}]}""";

    assertThat(text(chunks(post(body).body()))).isEqualTo(DemoTexts.LIBRARY).contains("```java");
  }

  @Test
  void withoutStreamOneBodyHoldsTheWholeAnswer() throws Exception {
    HttpResponse<String> response = post(question("Why is the sky blue?", ""));

    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode json = JSON.readTree(response.body());
    assertThat(json.path("object").asString()).isEqualTo("chat.completion");
    assertThat(json.at("/choices/0/message/content").asString()).isEqualTo(DemoTexts.SKY);
    assertThat(json.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(json.at("/usage/total_tokens").asInt()).isPositive();
  }

  @Test
  void anErrorIsAnObjectInsideTheStreamWithoutAnEndMark() throws Exception {
    HttpResponse<String> response = post(question("Give me an error!", ",\"stream\":true"));

    assertThat(response.statusCode()).isEqualTo(200);
    List<JsonNode> chunks = chunks(response.body());
    assertThat(chunks.get(chunks.size() - 1).at("/error/type").asString())
        .isEqualTo("server_error");
    assertThat(text(chunks)).isEqualTo(DemoTexts.BEFORE_ERROR);
    assertThat(response.body()).doesNotContain("[DONE]");
  }

  @Test
  void anErrorWithoutStreamIsAStatusOfItsOwn() throws Exception {
    HttpResponse<String> response = post(question("error", ""));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(JSON.readTree(response.body()).at("/error/code").asString()).isEqualTo("demo_error");
  }

  @Test
  void aCutAnswerClosesTheConnectionInMidStream() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(completions())
        .POST(BodyPublishers.ofString(question("cut", ",\"stream\":true")))
        .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());

    List<Integer> arrived = new ArrayList<>();
    assertThatIOException().isThrownBy(() -> {
      for (int next = response.body().read(); next >= 0; next = response.body().read()) {
        arrived.add(next);
      }
    });
    assertThat(arrived).isNotEmpty();
  }

  @Test
  void aSlowAnswerSendsCommentsWhileItThinks() throws Exception {
    String body = post(question("Be slow", ",\"stream\":true")).body();

    assertThat(body.lines()).contains(": thinking");
    assertThat(text(chunks(body))).isEqualTo(DemoTexts.SLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "nonsense", "[]", "{}", "{\"messages\":[]}", "{\"messages\":\"hello\"}"})
  void whatIsNoRequestIsRefusedInOpenAisShape(String body) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body()).path("error");
    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").asString()).isNotBlank();
  }

  @Test
  void aBodyOfAnyLengthIsNotRead() throws Exception {
    String body = " ".repeat(Json.MAX_BODY_BYTES + 1);

    assertThat(post(body).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/models", "/chat/completions/", "/chat/completionsx"})
  void elsewhereThereIsNothing(String path) throws Exception {
    HttpResponse<String> response = client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(response.body()).has("error")).isTrue();
  }

  @Test
  void anotherMethodIsRefusedWithTheOneThatWorks() throws Exception {
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(completions()).build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    assertThat(JSON.readTree(response.body()).has("error")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /message-events, 400",
    "GET, /message-lines?question=x, 400",
    "POST, /message-events?prompt=x, 405",
    "GET, /text-lines, 405",
    "POST, /text-lines, 400",
    "POST, /token-events, 400",
    "POST, /token-events/more, 404",
  })
  void thePlainFormatsRefuseInPlainWords(String method, String path, int status) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
        .method(method, BodyPublishers.ofString("{}"))
        .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).path("error").asString()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsAnsweredAtItsPathAndRefusesInItsShape(Wire wire) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(wire.target()));
    HttpResponse<String> response = client.send(
        request.POST(BodyPublishers.ofString(wire.asking("sky"))).build(), BodyHandlers.ofString());
    HttpResponse<String> refused = client.send(request.GET().build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains(wire == Wire.OLLAMA ? "application/x-ndjson" : "text/event-stream");
    assertThat(response.headers().firstValue("x-vercel-ai-ui-message-stream").isPresent())
        .isEqualTo(wire == Wire.UI_MESSAGE);
    assertThat(Wire.frames(response.body())).hasSizeGreaterThan(50);
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(JSON.readTree(refused.body()).has("error")).isTrue();
  }

  @Test
  void listensOnTheLoopbackAddressAlone() {
    assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    assertThat(server.url().getPath()).isEqualTo("/v1");
  }

  @Test
  void closingCutsTheAnswersUnderWayAndFreesThePort() throws Exception {
    DemoServer glacial = DemoServer.start(Duration.ofHours(1));
    try (Socket socket = new Socket("127.0.0.1", glacial.url().getPort())) {
      String body = question("Why is the sky blue?", ",\"stream\":true");
      socket
          .getOutputStream()
          .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: demo\r\nContent-Length: "
                  + body.getBytes(UTF_8).length + "\r\n\r\n" + body)
              .getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');

      glacial.close();
      glacial.close();

      readToTheEnd(socket); // or the timeout of this class fails the test
    }
    assertThatIOException()
        .isThrownBy(() -> new Socket("127.0.0.1", glacial.url().getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  private static void readToTheEnd(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void aNegativePaceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoServer.start(Duration.ofMillis(-1)))
        .withMessageContaining("-0.001");
  }
}
