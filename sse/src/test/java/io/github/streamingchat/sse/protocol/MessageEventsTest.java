package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Metadata;
import io.github.streamingchat.transport.StreamEvent.StreamNamed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageEventsTest extends DecoderContract {
  private static final MessageEvents ENDPOINT = MessageEvents.at("http://localhost/stream");

  @Override
  HttpEndpoint<?> endpoint() {
    return ENDPOINT;
  }

  @Override
  String text(String json) {
    return event("message", "{'content':'" + json + "'}");
  }

  @Override
  String error(String words) {
    return event("error", "{'type':'odd','message':'" + words + "'}");
  }

  @Override
  String end() {
    return event("complete", "{}");
  }

  @Override
  String frame(String data) {
    return "event: message\ndata: " + data + "\n\n";
  }

  static String event(String type, String json) {
    return "event: " + type + "\ndata: " + json.replace('\'', '"') + "\n\n";
  }

  private Decoding decoded(String... events) {
    return Decoding.of(ENDPOINT, String.join("", events));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: message\ndata: {\"content\":\"a\"}\n\n",
        "data: {\"content\":\"a\"}\n\n",
        "event: message\ndata: \"{\\\"content\\\":\\\"a\\\"}\"\n\n",
        "data: {\"event\":\"message\",\"data\":{\"content\":\"a\"}}\n\n",
        "data: {\"event\":\"message\",\"data\":\"{\\\"content\\\":\\\"a\\\"}\"}\n\n"
      })
  void dataIsAnObjectOrTheStringOfOneWithItsEventBesideOrInsideIt(String event) {
    Decoding decoding = decoded(event, end());

    assertThat(decoding.text()).isEqualTo("a");
    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  /** What a server sends that puts an object where its library wants a string. */
  @Test
  void anObjectInTheWordsOfPythonIsPassedOverAndReported() {
    Decoding decoding = decoded("event: message\ndata: {'content': 'a'}\n\n", text("b"), end());

    assertThat(decoding.text()).isEqualTo("b");
    assertThat(decoding.problems()).containsExactly("malformed_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'llm_error','message':'no'}                          | PROVIDER   | llm_error  | true",
        "{'error':{'type':'connection','message':'no','attempt':2}}   | CONNECTION | connection | true",
        "{'error':{'type':'llm','message':'no','attempt':1}}          | PROVIDER   | llm        | true",
        "{'error':{'type':'server','message':'no'}}                   | SERVER     | server     | true",
        "{'error':{'type':'other','message':'no'}}                    | PROVIDER   | other      | false",
        "{'error':'no'}                                               | PROVIDER   |            | false",
        "no                                                           | PROVIDER   |            | false",
      })
  void anErrorInBothShapesOrInPlainWords(String data, Kind kind, String code, boolean retryable) {
    for (String sent : new String[] {
      event("error", data),
      event("error", "\"" + data.replace("'", "\\\"") + "\""),
      event("message", "{'event':'error','data':" + (data.equals("no") ? "'no'" : data) + "}")
    }) {
      Decoding decoding = decoded(text("a"), sent, text("b"), end());

      ChatError error = decoding.error();
      assertThat(error.kind()).as(sent).isEqualTo(kind);
      assertThat(error.code()).isEqualTo(code);
      assertThat(error.retryable()).isEqualTo(retryable);
      assertThat(error.message()).isEqualTo("The provider reported an error: no");
      assertThat(decoding.text()).isEqualTo("a");
      assertThat(decoding.problems()).isEmpty();
    }
  }

  @Test
  void anErrorThatIsNotNamedOneIsStillAnError() {
    assertThat(decoded(event("message", "{'error':'no'}")).error().message()).endsWith(": no");
  }

  @Test
  void theMetadataOfTheChunksIsThatOfTheMessage() {
    Decoding decoding =
        decoded(chunk("a", 2, false), chunk("b", 3, true), chunk("c", 5, false), text("d"), end());

    assertThat(decoding.text()).isEqualTo("abcd");
    assertThat(decoding.metadata())
        .containsEntry("token_count", 10L)
        .containsEntry("is_code", true)
        .containsEntry("is_link", false);
    assertThat(decoding.all(Metadata.class).get(2).members()).containsOnlyKeys("token_count");
  }

  private static String chunk(String text, int tokens, boolean code) {
    return event(
        "message",
        "{'content':'%s','metadata':{'token_count':%d,'is_code':%s,'is_link':false}}"
            .formatted(text, tokens, code));
  }

  @Test
  void aCountThatAPeerMakesUpSaturates() {
    String huge =
        event("message", "{'content':'a','metadata':{'token_count':" + Long.MAX_VALUE + "}}");
    Decoding decoding = decoded(
        huge, huge, event("message", "{'content':'','metadata':{'token_count':-5}}"), end());

    assertThat(decoding.metadata()).containsEntry("token_count", Long.MAX_VALUE);
  }

  @Test
  void metadataMayComeWithoutText() {
    Decoding decoding = decoded(event("message", "{'metadata':{'a':1},'content':null}"), end());

    assertThat(decoding.metadata()).containsEntry("a", 1);
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'stream_id':'s1','content':''}",
        "{'content':'','metadata':{'stream_id':'s1'}}",
        "{'event':'message','data':{'stream_id':'s1','content':''}}"
      })
  void theIdOfTheStreamIsTold(String data) {
    assertThat(decoded(event("message", data)).all(StreamNamed.class))
        .containsExactly(new StreamNamed("s1"));
  }

  @Test
  void theStreamOfAServerWithoutTheCompleteEventIsTruncated() {
    assertThat(decoded(text("all of it")).end()).isEqualTo(new Truncated(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":\"Hi\",\"metadata\":{\"a\":1}}",
        "{\"event\":\"message\",\"data\":{\"content\":\"Hi\",\"metadata\":{\"a\":1}}}"
      })
  void aWholeBodyIsAnAnswer(String body) {
    Decoding decoding = Decoding.ofWholeBody(ENDPOINT, body);

    assertThat(decoding.text()).isEqualTo("Hi");
    assertThat(decoding.metadata()).containsEntry("a", 1);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void theQuestionIsAParameterOfAGet() {
    HttpRequest http = ENDPOINT
        .header("Cookie", "session=1")
        .protocol()
        .request(Requests.after(
            MessageDraft.user("Hi"), MessageDraft.user("a b+c&d=e/\u00e9\uD83D\uDE00\uD83D?")));

    assertThat(http.method()).isEqualTo("GET");
    assertThat(http.uri())
        .hasToString("http://localhost/stream?prompt="
            + "a%20b%2Bc%26d%3De%2F%C3%A9%F0%9F%98%80%EF%BF%BD%3F");
    assertThat(http.headers().firstValue("Cookie")).contains("session=1");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/s, http://h/s?message=Hi&top=3&mode=a%20b",
    "http://h/s?, http://h/s?message=Hi&top=3&mode=a%20b",
    "http://h/s?k=v%20w#top, http://h/s?k=v%20w&message=Hi&top=3&mode=a%20b",
  })
  void optionsAreParametersAndAQueryThatIsThereIsKept(String url, String sent) {
    HttpRequest http = MessageEvents.at(url)
        .questionParameter("message")
        .option("top", 3)
        .optionFrom("mode", request -> "a b")
        .protocol()
        .request(Requests.asking("Hi"));

    assertThat(http.uri()).hasToString(sent);
  }
}
