package io.github.streamingchat.sse.protocol;

class OpenAiResponsesContractTest extends DecoderContract {
  private static final OpenAiResponsesSample SAMPLE = new OpenAiResponsesSample();

  @Override
  HttpEndpoint<?> endpoint() {
    return SAMPLE.endpoint();
  }

  @Override
  String text(String json) {
    return SAMPLE.text(json);
  }

  @Override
  String error(String words) {
    return SAMPLE.error(words);
  }

  @Override
  String end() {
    return SAMPLE.end();
  }

  @Override
  String frame(String data) {
    return SAMPLE.frame(data);
  }
}
