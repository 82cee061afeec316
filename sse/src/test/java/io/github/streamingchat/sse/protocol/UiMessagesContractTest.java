package io.github.streamingchat.sse.protocol;

class UiMessagesContractTest extends DecoderContract {
  private static final UiMessagesSample SAMPLE = new UiMessagesSample();

  @Override
  HttpEndpoint<?> endpoint() {
    return SAMPLE.endpoint();
  }

  /** A part of its own, for the contract begins a stream with nothing. */
  @Override
  String text(String json) {
    return UiMessagesSample.chunk("text-start", ",\"id\":\"1\"")
        + SAMPLE.text(json)
        + UiMessagesSample.chunk("text-end", ",\"id\":\"1\"");
  }

  @Override
  String error(String words) {
    return SAMPLE.error(words);
  }

  @Override
  String end() {
    return UiMessagesSample.chunk("finish", "") + SAMPLE.end();
  }

  @Override
  String frame(String data) {
    return SAMPLE.frame(data);
  }
}
