package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.StreamNamed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEventsTest extends DecoderContract {
  private static final TokenEvents ENDPOINT = TokenEvents.at("http://localhost/api/chat-query");

  @Override
  HttpEndpoint<?> endpoint() {
    return ENDPOINT;
  }

  @Override
  String text(String json) {
    return event("token", "{'content':'" + json + "'}");
  }

  @Override
  String error(String words) {
    return event("error", "{'error':'" + words + "'}");
  }

  @Override
  String end() {
    return event("done", "{}");
  }

  @Override
  String frame(String data) {
    return "event: token\ndata: " + data + "\n\n";
  }

  private static String event(String type, String json) {
    return "event: " + type + "\ndata: " + json.replace('\'', '"') + "\n\n";
  }

  private Decoding decoded(String... events) {
    return Decoding.of(ENDPOINT, String.join("", events));
  }

  /** A well-known client finds events by a pattern that needs these two lines in this order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"content\":\"a\"}\nevent: token\n\n",
        "event:token\ndata:{\"content\":\"a\"}\n\n",
        "id: 1\nevent: token\n: comment\nretry: 5\ndata: {\"content\":\"a\"}\n\n",
        "event: other\nevent: token\ndata: {\"content\":\ndata: \"a\"}\n\n"
      })
  void theFieldsOfAnEventComeInAnyOrder(String event) {
    Decoding decoding = decoded(event, end());

    assertThat(decoding.text()).isEqualTo("a");
    assertThat(decoding.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"event: done\ndata\n\n", "event: done\ndata: [DONE]\n\n"})
  void doneCompletesWhateverItsDataIs(String done) {
    assertThat(decoded(text("a"), done).end()).isEqualTo(new Completed(true));
  }

  /** By WHATWG HTML 9.2.6 a block without data is no event; no browser would see it either. */
  @Test
  void aDoneWithoutADataLineIsNoEvent() {
    assertThat(decoded(text("a"), "event: done\n\n").end()).isEqualTo(new Truncated(null));
  }

  @Test
  void metadataIsKeptForTheFinalMessage() {
    Decoding decoding = decoded(
        text("a"),
        event("metadata", "{'metadata':{'sql':'select 1','rows':[{'a':1}]},'other':1}"),
        end());

    assertThat(decoding.metadata())
        .containsOnlyKeys("sql", "rows")
        .containsEntry("rows", List.of(Map.of("a", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':'no'}                                    | PROVIDER    |         | no",
        "{'error':{'message':'no','type':'server_error'}}  | SERVER      | server_error | no",
        "{'error':'no','code':429}                         | RATE_LIMIT  | 429     | no",
        "{'message':'no'}                                  | PROVIDER    |         | no",
        "plain words                                       | PROVIDER    |         | plain words",
        "'quoted'                                          | PROVIDER    |         | quoted",
        "{}                                                | PROVIDER    |         | no reason was given",
        "{'error':null}                                    | PROVIDER    |         | no reason was given",
        "{'error                                           | PROVIDER    |         | {\"error",
      })
  void anErrorFailsInWhateverShape(String data, Kind kind, String code, String words) {
    Decoding decoding = decoded(text("a"), event("error", data), text("b"));

    assertThat(decoding.text()).isEqualTo("a");
    assertThat(decoding.error().kind()).isEqualTo(kind);
    assertThat(decoding.error().code()).isEqualTo(code);
    assertThat(decoding.error().message()).endsWith(": " + words);
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void anEventOfAnUnknownNameIsPassedOverAndReported() {
    Decoding decoding = decoded(event("trace", "{}"), "data: {}\n\n", text("a"), end());

    assertThat(decoding.text()).isEqualTo("a");
    assertThat(decoding.problems()).containsExactly("unknown_event", "unknown_event");
  }

  @Test
  void aPingIsASignOfLife() {
    assertThat(decoded(event("ping", "{}"), text("a"), end()).problems()).isEmpty();
  }

  @Test
  void aStreamIdInTheMetadataIsTold() {
    assertThat(decoded(event("metadata", "{'metadata':{'stream_id':7}}")).all(StreamNamed.class))
        .containsExactly(new StreamNamed("7"));
  }

  @Test
  void aWholeBodyIsTextWithMetadata() {
    Decoding decoding =
        Decoding.ofWholeBody(ENDPOINT, "{\"content\":\"Hi\",\"metadata\":{\"sql\":\"x\"}}");

    assertThat(decoding.text()).isEqualTo("Hi");
    assertThat(decoding.metadata()).containsEntry("sql", "x");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void aWholeBodyMayBeAnErrorOrCutOrSomethingElse() {
    assertThat(Decoding.ofWholeBody(ENDPOINT, "{\"error\":\"no\"}").error().message())
        .endsWith(": no");
    assertThat(Decoding.ofWholeBody(ENDPOINT, "{\"content\":\"H").end())
        .isInstanceOf(Truncated.class);
    assertThat(Decoding.ofWholeBody(ENDPOINT, "{\"answer\":\"H\"}").error().message())
        .contains("does not speak", "has no content");
    assertThat(Decoding.ofWholeBody(ENDPOINT, "<html>").error().code()).isEqualTo("malformed_json");
  }

  @Test
  void theLastQuestionIsPostedWithTheConversationsId() {
    var asked = Requests.after(
        MessageDraft.user("Hi"), MessageDraft.assistant("Hello"), MessageDraft.user("Why \"?"));
    HttpRequest http =
        ENDPOINT.optionFrom("queryResults", request -> List.of(1)).protocol().request(asked);

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/api/chat-query");
    assertThat(Bodies.of(http))
        .isEqualTo("{\"query\":\"Why \\\"?\",\"pageId\":\"" + asked.conversationId()
            + "\",\"stream\":true,\"queryResults\":[1]}");
  }

  @Test
  void withoutAQuestionThereIsNothingToAsk() {
    assertThatExceptionOfType(UnsendableException.class)
        .isThrownBy(
            () -> ENDPOINT.protocol().request(Requests.after(MessageDraft.assistant("Hello"))));
  }
}
