package io.github.streamingchat.sse.protocol;

/** AG-UI by chunks alone. */
class AgUiContractTest extends DecoderContract {
  private static final WireSample SAMPLE = new AgUiSample();

  @Override
  HttpEndpoint<?> endpoint() {
    return AgUiEvents.ENDPOINT;
  }

  @Override
  String text(String json) {
    return "data: {\"type\":\"TEXT_MESSAGE_CHUNK\",\"messageId\":\"m1\",\"delta\":\"" + json
        + "\"}\n\n";
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
