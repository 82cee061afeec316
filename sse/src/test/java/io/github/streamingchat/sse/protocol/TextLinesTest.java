package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.sse.Requests;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.StreamNamed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLinesTest extends DecoderContract {
  private static final TextLines ENDPOINT = TextLines.at("http://localhost/chat");

  @Override
  HttpEndpoint<?> endpoint() {
    return ENDPOINT;
  }

  @Override
  String text(String json) {
    return line("{'type':'text','data':'" + json + "'}");
  }

  @Override
  String error(String words) {
    return line("{'type':'error','data':'" + words + "'}");
  }

  @Override
  String end() {
    return line("{'type':'complete'}");
  }

  @Override
  String frame(String data) {
    return data + "\n";
  }

  private static String line(String json) {
    return json.replace('\'', '"') + "\n";
  }

  private Decoding decoded(String... lines) {
    return Decoding.of(ENDPOINT, String.join("", lines));
  }

  @Test
  void aBadLineIsNotSwallowedButCounted() {
    Decoding decoding = decoded(text("a"), "{'type\n", "\n", "oops\n", text("b"), end());

    assertThat(decoding.text()).isEqualTo("ab");
    assertThat(decoding.problems()).containsExactly("malformed_json", "malformed_json");
  }

  @Test
  void metadataIsKeptAndLaterMembersWin() {
    Decoding decoding = decoded(
        line("{'type':'metadata','data':{'page':3,'sources':[{'id':'x','score':0.5}]}}"),
        text("a"),
        line("{'type':'metadata','data':{'page':4,'none':null}}"),
        end());

    assertThat(decoding.metadata())
        .containsEntry("page", 4)
        .containsEntry("none", null)
        .containsKey("sources");
    assertThat(decoding.metadata().get("sources").toString()).isEqualTo("[{id=x, score=0.5}]");
  }

  @Test
  void metadataWithoutDataSaysNothing() {
    Decoding decoding =
        decoded(line("{'type':'metadata'}"), line("{'type':'metadata','data':null}"), end());

    assertThat(decoding.metadata()).isEmpty();
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void onlyCompleteCompletes() {
    assertThat(decoded(text("a"), line("{'type':'metadata','data':{}}")).end())
        .isEqualTo(new Truncated(null));
  }

  @Test
  void aCompleteWithoutItsLineEndCompletes() {
    assertThat(decoded(text("a"), end().strip()).end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'error','data':'no words'}",
        "{'type':'error','error':'no words'}",
        "{'type':'error','message':'no words'}",
        "{'type':'error','data':{'message':'no words'}}",
        "{'type':'error','error':{'message':'no words'}}",
        "{'error':'no words'}",
        "{'error':{'message':'no words','type':'odd'}}",
      })
  void anErrorInBandFailsInWhateverShape(String json) {
    assertThat(decoded(text("a"), line(json)).error().message())
        .isEqualTo("The provider reported an error: no words");
  }

  @Test
  void aNewTypeIsPassedOverAlsoWhenReadStrictly() {
    Decoding decoding = Decoding.of(
        ENDPOINT.strict(true), text("a") + line("{'type':'thinking','data':'x'}") + end());

    assertThat(decoding.text()).isEqualTo("a");
    assertThat(decoding.problems()).containsExactly("unknown_event");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'text','data':12}       | 12",
        "{'type':'text','data':{'a':1}}  | ``",
        "{'type':'text','data':['a']}    | ``",
        "{'type':'metadata','data':'a'}  | ``",
        "{'type':'metadata','data':[1]}  | ``",
      })
  void dataOfAnotherTypeIsRepairedOrPassedOverAndReported(String json, String text) {
    Decoding decoding = decoded(line(json), end());

    assertThat(decoding.text()).isEqualTo(text);
    assertThat(decoding.problems()).containsExactly("unexpected_json");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(Decoding.of(ENDPOINT.strict(true), line(json) + end()).error().kind())
        .isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void numbersOfAnySizeAreKept() {
    Decoding decoding = decoded(
        line("{'type':'metadata','data':{'a':1e400,'b':" + "9".repeat(40) + ",'c':"
            + "7".repeat(5000) + ",'d':1e99999999999}}"),
        end());

    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(decoding.metadata())
        .containsEntry("a", new BigDecimal("1e400"))
        .containsEntry("b", new BigInteger("9".repeat(40)))
        .containsEntry("c", "7".repeat(5000))
        .containsEntry("d", "1e99999999999");
  }

  @Test
  void aStreamIdInTheMetadataIsTold() {
    assertThat(
            decoded(line("{'type':'metadata','data':{'stream_id':'s1'}}")).all(StreamNamed.class))
        .containsExactly(new StreamNamed("s1"));
  }

  @Test
  void aBodyThatIsNotStreamedIsTheSameLines() {
    Decoding decoding = Decoding.ofWholeBody(ENDPOINT, text("a") + text("b") + end());

    assertThat(decoding.text()).isEqualTo("ab");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    assertThat(Decoding.ofWholeBody(ENDPOINT, text("a")).end()).isEqualTo(new Truncated(null));
    assertThat(Decoding.ofWholeBody(ENDPOINT, "").end()).isEqualTo(new Truncated(null));
  }

  @Test
  void theConversationIsPosted() {
    HttpRequest http = ENDPOINT
        .option("doc_id", 7)
        .apiKey("k")
        .header("X-Own", "x")
        .protocol()
        .request(Requests.after(
            MessageDraft.user("Hi"), MessageDraft.assistant("Hello"), MessageDraft.user("Why?")));

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.uri()).hasToString("http://localhost/chat");
    assertThat(http.headers().map())
        .containsEntry("Authorization", List.of("Bearer k"))
        .containsEntry("X-Own", List.of("x"))
        .containsEntry("Content-Type", List.of("application/json"));
    assertThat(Bodies.of(http)).isEqualTo("""
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Why?"}],"stream":true,"doc_id":7}""");
  }

  @Test
  void anOptionTakesThePlaceOfAMember() {
    HttpRequest http = ENDPOINT
        .option("stream", false)
        .optionFrom("messages", request -> List.of())
        .optionFrom("page", request -> Map.of("attempt", request.attempt()))
        .protocol()
        .request(Requests.asking("Hi"));

    assertThat(Bodies.of(http))
        .isEqualTo("{\"stream\":false,\"messages\":[],\"page\":{\"attempt\":1}}");
  }

  @Test
  void theWholeRequestCanBeReplaced() {
    HttpRequest http = ENDPOINT
        .apiKey("k")
        .request(request -> HttpRequest.newBuilder(URI.create(
                "http://localhost/other?q=" + request.messages().get(0).text()))
            .header("X-Own", "x")
            .build())
        .protocol()
        .request(Requests.asking("Hi"));

    assertThat(http.method()).isEqualTo("GET");
    assertThat(http.uri()).hasToString("http://localhost/other?q=Hi");
    assertThat(http.headers().map()).containsOnlyKeys("Authorization", "X-Own");
  }
}
