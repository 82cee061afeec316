package io.github.streamingchat.benchmarks.parse;

import io.github.streamingchat.benchmarks.input.Pieces;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** OkHttp's own reader of event streams. */
final class OkHttpSse {
  private static final Request REQUEST =
      new Request.Builder().url("http://localhost/").build();
  private static final MediaType EVENT_STREAM = MediaType.get("text/event-stream");
  private static final long UNKNOWN_LENGTH = -1;

  private OkHttpSse() {}

  static void read(Pieces pieces, Consumer<Object> events) {
    ResponseBody body =
        ResponseBody.create(Okio.buffer(Okio.source(pieces.pull())), EVENT_STREAM, UNKNOWN_LENGTH);
    Response response = new Response.Builder()
        .request(REQUEST)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(body)
        .build();
    EventSources.processResponse(response, new Listener(events));
  }

  private static final class Listener extends EventSourceListener {
    private final Consumer<Object> consumer;

    Listener(Consumer<Object> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      consumer.accept(data);
    }

    @Override
    public void onFailure(
        EventSource source, @Nullable Throwable thrown, @Nullable Response response) {
      throw new IllegalStateException("the stream is whole", thrown);
    }
  }
}
