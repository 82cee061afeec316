package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.Chunks.DONE;
import static io.github.streamingchat.sse.Chunks.STOP;
import static io.github.streamingchat.sse.Chunks.data;
import static io.github.streamingchat.sse.Chunks.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.sse.Dialogue;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.ProblemMet;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors inside a 200, and chunks that are none. */
class OpenAiDecoderErrorsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'error':{'message':'it broke','type':'server_error','param':null,'code':null}}      | SERVER     | server_error          | true  | it broke
      {'error':{'message':'full','type':'overloaded_error'}}                               | SERVER     | overloaded_error      | true  | full
      {'error':{'message':'full','code':503}}                                              | SERVER     | 503                   | true  | full
      {'error':{'message':'full','code':529,'metadata':{'raw':'x'}}}                       | SERVER     | 529                   | true  | full
      {'error':{'message':'slow down','type':'requests','code':'rate_limit_exceeded'}}     | RATE_LIMIT | rate_limit_exceeded   | true  | slow down
      {'error':{'message':'slow down','code':429}}                                         | RATE_LIMIT | 429                   | true  | slow down
      {'error':{'message':'used up','type':'insufficient_quota','code':'insufficient_quota'}} | RATE_LIMIT | insufficient_quota | false | used up
      {'error':{'message':'no','type':'invalid_request_error','code':'invalid_api_key'}}    | AUTH       | invalid_api_key       | false | no
      {'error':{'message':'no','type':'authentication_error'}}                             | AUTH       | authentication_error  | false | no
      {'error':{'message':'no','code':401}}                                                | AUTH       | 401                   | false | no
      {'error':{'message':'no','type':'permission_denied'}}                                | AUTH       | permission_denied     | false | no
      {'error':{'message':'bad','type':'invalid_request_error','code':'context_length_exceeded'}} | REQUEST | context_length_exceeded | false | bad
      {'error':{'message':'gone','type':'not_found_error'}}                                | REQUEST    | not_found_error       | false | gone
      {'error':{'message':'odd','type':'strange'}}                                         | PROVIDER   | strange               | false | odd
      {'error':{'message':'odd'}}                                                          | PROVIDER   |                       | false | odd
      {'error':'it broke'}                                                                 | PROVIDER   |                       | false | it broke
      {'error':{}}                                                                         | PROVIDER   |                       | false | no reason was given
      {'error':{'message':{'x':1},'code':[1]}}                                             | PROVIDER   |                       | false | no reason was given
      """)
  void anErrorInsideTheStreamEndsIt(
      String json, Kind kind, String code, boolean retryable, String said) {
    for (String before : new String[] {"", text("Hel")}) {
      Decoding decoding = Decoding.of(before + data(json) + text("lo") + DONE);

      ChatError error = decoding.error();
      assertThat(error.message()).isEqualTo("The provider reported an error: " + said);
      assertThat(error.kind()).isEqualTo(kind);
      assertThat(error.code()).isEqualTo(code);
      assertThat(error.retryable()).isEqualTo(retryable);
      assertThat(decoding.text()).isEqualTo(before.isEmpty() ? "" : "Hel");
      assertThat(decoding.ends()).isOne();
    }
  }

  @Test
  void anErrorBesideChoicesIsStillAnError() {
    Decoding decoding = Decoding.of(
        data("{'choices':[{'index':0,'delta':{'content':'Hi'},'finish_reason':'error'}],"
            + "'error':{'message':'upstream','code':502}}"));

    assertThat(decoding.error().kind()).isEqualTo(Kind.SERVER);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      it broke                                              | it broke            |
      {'error':{'message':'it broke','code':'x'}}           | it broke            | x
      {'error':'it broke'}                                  | it broke            |
      {'message':'it broke','code':'x'}                     | it broke            | x
      {'type':'error','message':'it broke','code':'x'}      | it broke            | x
      {}                                                    | no reason was given |
      {'x':1}                                               | no reason was given |
      """)
  void anEventOfTypeErrorEndsTheAnswerWhateverItsData(String data, String said, String code) {
    Decoding decoding = Decoding.of(text("Hel") + "event: error\n" + data(data) + DONE);

    assertThat(decoding.error().message()).isEqualTo("The provider reported an error: " + said);
    assertThat(decoding.error().code()).isEqualTo(code);
    assertThat(decoding.text()).isEqualTo("Hel");
  }

  @Test
  void theWordsOfAProviderAreShownInPartAndOnOneLine() {
    Decoding decoding =
        Decoding.of(data("{'error':{'message':'a\\n\\u001b[2Jb" + "x".repeat(10_000) + "'}}"));

    Dialogue.assertReadable(decoding.error().message());
    assertThat(decoding.error().message()).contains("a [2Jbxxx").endsWith("…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "<html>",
        "{",
        "{'choices':[{'index':0,'delta':{'content':'lost",
        "{'a':1}{'b':2}",
        "{'a':1} x",
        "{'a':1}]",
        "[]",
        "[{'choices':[]}]",
        "17",
        "null",
        "true",
        "'text'",
        "{'a' 1}",
        "{'a':NaN}",
        "{'a':'\\x'}",
        "\u0000",
        "{'a':'\u0001'}",
      })
  void aChunkThatIsNoneIsPassedOverAndReported(String garbage) {
    Decoding decoding = Decoding.of(text("Hel") + data(garbage) + text("lo") + STOP + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).hasSize(1).first().asString().endsWith("_json");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
    Dialogue.assertReadable("X " + problem(decoding));
  }

  private static String problem(Decoding decoding) {
    return decoding.all(ProblemMet.class).get(0).problem().message().replace("null", "");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      garbage       | malformed_json  | what it sent is not JSON
      {             | malformed_json  | what it sent is not JSON
      []            | unexpected_json | what it sent is JSON of another kind
      17            | unexpected_json | what it sent is JSON of another kind
      """)
  void nothingButGarbageIsAnotherProtocol(String garbage, String code, String reason) {
    for (String end : new String[] {"", DONE}) {
      Decoding decoding = Decoding.of(data(garbage).repeat(3) + end);

      ChatError error = decoding.error();
      assertThat(error.kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(error.code()).isEqualTo(code);
      assertThat(error.retryable()).isFalse();
      assertThat(error.message())
          .isEqualTo("The server does not speak OpenAI Chat Completions at this URL: " + reason
              + "; check the URL.");
      assertThat(decoding.ends()).isOne();
    }
  }

  @Test
  void jsonThatIsNestedTooDeepIsPassedOver() {
    String deep = "{'x':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    Decoding decoding = Decoding.of(text("Hel") + data(deep) + text("lo") + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).containsExactly("malformed_json");
  }

  @Test
  void aNumberOfFiveThousandDigitsCostsNoText() {
    String digits = "9".repeat(5000);
    Decoding decoding = Decoding.of(data("{'created':" + digits + ",'x':-0." + digits + "e" + digits
            + ",'choices':[{'index':0,'delta':{'content':'Hello'}}],"
            + "'usage':{'total_tokens':" + digits + "}}")
        + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  /** By the Encoding standard, each maximal subpart becomes one U+FFFD. */
  @ParameterizedTest
  @CsvSource({
    "FF, 1",
    "C3, 1",
    "E2 82, 1",
    "F0 9F 98, 1",
    "80 80, 2",
    "C0 AF, 2",
    "E0 80 AF, 3",
    "ED A0 80, 3",
    "ED B8 80, 3",
    "F0 80 80 AF, 4",
    "F4 90 80 80, 4",
    "F5 80 80 80, 4",
    "F7 BF BF BF, 4",
    "F8 88 80 80 80, 5",
  })
  void illFormedUtf8InsideAStringIsReplacedAndNotDoubled(String hex, int replacements) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(text("a").getBytes(ISO_8859_1));
    byte[] chunk = text("b?c").getBytes(ISO_8859_1);
    for (byte b : chunk) {
      if (b == '?') {
        for (String each : hex.split(" ")) {
          stream.write(Integer.parseInt(each, 16));
        }
      } else {
        stream.write(b);
      }
    }
    stream.writeBytes(DONE.getBytes(ISO_8859_1));

    Decoding decoding = Decoding.of(stream.toByteArray());

    assertThat(decoding.text()).isEqualTo("ab" + "\uFFFD".repeat(replacements) + "c");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aNulInAStringIsPassedOverUnlessItIsEscaped() {
    Decoding decoding = Decoding.of(text("a\u0000b") + text("c\\u0000d") + DONE);

    assertThat(decoding.text()).isEqualTo("c\u0000d");
    assertThat(decoding.problems()).containsExactly("malformed_json");
  }

  @Test
  void aByteOrderMarkBelongsToTheStreamNotToTheJson() {
    assertThat(Decoding.of("\uFEFF" + text("Hi") + DONE).text()).isEqualTo("Hi");
  }

  @Test
  void aWholeBodyIsAnAnswerOfOnePiece() {
    Decoding decoding = Decoding.ofWholeBody("""
        {"id":"c1","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":
        {"role":"assistant","content":"Hello","refusal":null},"finish_reason":"length"}],
        "usage":{"total_tokens":11}}""");

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.finish().raw()).isEqualTo("length");
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void aWholeBodyWithSeveralCandidatesIsSeveralMessages() {
    Decoding decoding = Decoding.ofWholeBody("""
        {"choices":[{"index":1,"message":{"content":"b"},"finish_reason":"stop"},
        {"index":0,"message":{"content":"a"},"finish_reason":"stop"}]}""");

    assertThat(decoding.texts()).containsEntry("", "a").containsEntry("1", "b").hasSize(2);
  }

  @Test
  void aWholeBodyWithAnErrorFails() {
    Decoding decoding = Decoding.ofWholeBody("{\"error\":{\"message\":\"no\",\"code\":429}}");

    assertThat(decoding.error().kind()).isEqualTo(Kind.RATE_LIMIT);
    assertThat(decoding.error().message()).isEqualTo("The provider reported an error: no");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {}              | unexpected_json | its JSON has no choices
      {"choices":[]}  | unexpected_json | its JSON has no choices
      []              | unexpected_json | what it sent is JSON of another kind
      [{"a":1}        | unexpected_json | what it sent is JSON of another kind
      <html></html>   | malformed_json  | what it sent is not JSON
      """)
  void aWholeBodyThatIsNoAnswerIsAnotherProtocol(String body, String code, String reason) {
    Decoding decoding = Decoding.ofWholeBody(body);

    assertThat(decoding.error().kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(decoding.error().code()).isEqualTo(code);
    assertThat(decoding.error().message())
        .isEqualTo("The server does not speak OpenAI Chat Completions at this URL: " + reason
            + "; check the URL.");
    assertThat(decoding.ends()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{\"choices\":[{\"message\":{\"content\":\"Hel"})
  void aWholeBodyThatBreaksOffIsATruncation(String body) {
    assertThat(Decoding.ofWholeBody(body).end()).isEqualTo(new Truncated(null));
  }

  /** Jackson remembers names for ever, and for everyone. */
  @Test
  void aNameOfAMebibyteIsPassedOverAndNotRemembered() {
    String longName = "n".repeat(1 << 20);
    Decoding decoding = Decoding.of(
        data("{'choices':[{'index':0,'delta':{'content':'Hel'},'%s':1}]}".formatted(longName))
            + text("lo")
            + DONE);

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.events()).noneMatch(ProblemMet.class::isInstance);
  }

  @Test
  void namesThatAPeerMakesUpFillNoMemory() {
    String longName = "n".repeat(1 << 20);
    long before = usedHeap();
    for (int i = 0; i < 50; i++) {
      Decoding decoding =
          Decoding.of(data("{'x%d%s':1}".formatted(i, longName)) + text("x") + DONE);
      assertThat(decoding.text()).isEqualTo("x");
    }

    assertThat(usedHeap() - before).as("bytes of heap").isLessThan(40L << 20);
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
