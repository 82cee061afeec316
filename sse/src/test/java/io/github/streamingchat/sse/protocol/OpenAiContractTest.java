package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.Chunks;
import org.junit.jupiter.api.Test;

class OpenAiContractTest extends DecoderContract {
  @Override
  HttpEndpoint<?> endpoint() {
    return OpenAi.at("http://localhost/v1");
  }

  @Override
  String text(String json) {
    return Chunks.text(json);
  }

  @Override
  String error(String words) {
    return Chunks.data("{'error':{'message':'" + words + "'}}");
  }

  @Override
  String end() {
    return Chunks.DONE;
  }

  @Override
  String frame(String data) {
    return "data: " + data + "\n\n";
  }

  @Test
  void readStrictlyAWholeMayEndWithThePiecesOfAStreamThatWentOnInIt() {
    String whole = Chunks.data("{'choices':[{'index':0,'message':{'content':'Hello'}}]}");
    Decoding decoding =
        Decoding.of(OpenAi.at("http://localhost/v1").strict(true), text("lo") + whole + end());

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void readStrictlyAWholeTextThatDiffersFailsTheAnswer() {
    String whole = Chunks.data("{'choices':[{'index':0,'message':{'content':'Other'}}]}");
    Decoding decoding =
        Decoding.of(OpenAi.at("http://localhost/v1").strict(true), text("Hello") + whole + end());

    assertThat(decoding.text()).isEqualTo("Hello");
    assertThat(decoding.error().code()).isEqualTo("text_differs");
    assertThat(decoding.ends()).isOne();
  }
}
