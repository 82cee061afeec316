package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.Chunks;

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
}
