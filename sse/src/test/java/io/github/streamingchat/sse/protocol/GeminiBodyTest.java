package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.GeminiEvents.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.transport.StreamEvent.Completed;
import io.github.streamingchat.transport.StreamEvent.Truncated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of Gemini that come as one JSON body: without streaming, or a stream without alt=sse. */
class GeminiBodyTest {
  private static final String HEL = "{'candidates':[{'content':{'parts':[{'text':'Hel'}]}}],"
      + "'modelVersion':'m','responseId':'r1'}";
  private static final String LO = "{'candidates':[{'content':{'parts':[{'text':'lo'}]},"
      + "'finishReason':'STOP'}],'usageMetadata':{'totalTokenCount':3}}";

  private static Decoding body(String json) {
    return Decoding.ofWholeBody(ENDPOINT, json.replace('\'', '"'));
  }

  @Test
  void anAnswerThatWasNotStreamed() {
    Decoding decoding = body(LO);

    assertThat(decoding.text()).isEqualTo("lo");
    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @Test
  void aStreamWithoutAltSseIsOneArray() {
    Decoding decoding = body("[" + HEL + ",\n" + LO + "]\n");

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.message().parts()).hasSize(1);
    assertThat(decoding.message().usage().orElseThrow().totalTokens()).isEqualTo(3);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\n{'candidates':[{'content':{'parts':[{'text':'l"})
  void anArrayThatWasCutIsTruncatedAndKeepsWhatWasWhole(String rest) {
    Decoding decoding = body("[" + HEL + rest);

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.end()).isEqualTo(new Truncated(null));
  }

  @Test
  void anErrorInTheArrayFailsTheAnswer() {
    Decoding decoding = body(
        "[" + HEL + ",{'error':{'code':503,'message':'busy','status':'UNAVAILABLE'}}," + LO + "]");

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.error().kind()).isEqualTo(ChatError.Kind.SERVER);
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void aBodyWithoutAFinishReasonIsWholeForAnUnknownReason() {
    assertThat(body(HEL).end()).isEqualTo(new Completed(true));
    assertThat(body(HEL).finish()).isEqualTo(FinishReason.UNKNOWN);
  }

  @Test
  void aBlockedPromptIsAnAnswerToo() {
    Decoding decoding = body("{'promptFeedback':{'blockReason':'OTHER'}}");

    assertThat(decoding.finish().kind()).isEqualTo(FinishReason.Kind.CONTENT_FILTER);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{}", "[1]", "'text'", "12", "{'a':1}", "[{'a':1}]", "<html>", "{}x"})
  void aBodyOfSomethingElseIsSaidToBeThat(String json) {
    Decoding decoding = body(json);

    assertThat(decoding.error().message()).contains("does not speak Gemini", "check the URL");
    assertThat(decoding.ends()).isOne();
  }

  @Test
  void anEmptyBodyIsATruncation() {
    assertThat(body(" ").end()).isEqualTo(new Truncated(null));
  }

  @Test
  void anArrayIsTruncatedWhereverItWasCutBehindAText() {
    String whole = "[" + HEL + ", " + LO.replace("3", "3.25e2,'x':[true,null,'\\u00e9']") + "]";
    for (int end = HEL.length() + 1; end < whole.length(); end++) {
      Decoding decoding = body(whole.substring(0, end));

      assertThat(decoding.text()).as("cut at %d", end).startsWith("Hel");
      assertThat(decoding.end()).as("cut at %d", end).isEqualTo(new Truncated(null));
    }
    assertThat(body(whole).end()).isEqualTo(new Completed(true));
  }

  @Test
  void anArrayThatAGatewayBrokeOffIsTruncatedAndSaysWhy() {
    Decoding decoding = body("[" + HEL + ",<html>502 Bad Gateway</html>");

    assertThat(decoding.text()).isEqualTo("Hel");
    assertThat(decoding.end()).isEqualTo(new Truncated(null));
    assertThat(decoding.problems()).containsExactly("malformed_json");
  }
}
