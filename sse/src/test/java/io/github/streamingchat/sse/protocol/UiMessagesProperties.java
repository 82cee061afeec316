package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.UiMessagesStream.DONE;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.ENDPOINT;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.STOP;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.call;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.chunk;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.decoded;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.recording;
import static io.github.streamingchat.sse.protocol.UiMessagesStream.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the UI message stream, whatever comes in whatever order. */
class UiMessagesProperties {
  @Example
  void everyRecordingGivesTheSameEventsAtEverySplitPoint() {
    for (String name : List.of("plain", "reasoning-and-tool", "steps")) {
      byte[] stream = recording(name).getBytes(UTF_8);
      Decoding whole = Decoding.of(ENDPOINT, stream);
      for (int cut = 0; cut <= stream.length; cut++) {
        assertThat(Decoding.of(ENDPOINT, stream, cut))
            .as("%s cut at %d", name, cut)
            .isEqualTo(whole);
      }
    }
  }

  @Property(tries = 300)
  void anyStreamEndsOnceAndLast(@ForAll("streams") String stream) {
    Decoding decoding = decoded(stream);

    assertThat(decoding.ends()).isOne();
    assertThat(decoding.events().indexOf(decoding.end()))
        .isEqualTo(decoding.events().size() - 1);
  }

  /** Read as one that may come again, a stream has the same meaning. */
  @Property(tries = 300)
  void aStreamThatMayComeAgainMakesTheSameMessage(@ForAll("streams") String stream) {
    Decoding again = Decoding.of(ENDPOINT.resumable(true), stream);

    assertThat(again.texts()).isEqualTo(decoded(stream).texts());
    assertThat(again.problems()).isEqualTo(decoded(stream).problems());
    assertThat(again.end()).isEqualTo(decoded(stream).end());
  }

  @Property
  void mergingTheSameMetadataTwiceChangesNothing(@ForAll("metadata") Map<String, Object> layer) {
    UiMessagesMetadata metadata = new UiMessagesMetadata();

    assertThat(metadata.merge(layer)).isEqualTo(layer);
    assertThat(metadata.merge(layer)).isEmpty();
  }

  @Provide
  Arbitrary<Map<String, Object>> metadata() {
    Arbitrary<String> names = Arbitraries.of("a", "b", "c");
    Arbitrary<Object> values = Arbitraries.lazyOf(
        () -> Arbitraries.of(1, "x", true, List.of(1)),
        () ->
            Arbitraries.maps(names, Arbitraries.of((Object) 1, 2)).ofMaxSize(2).map(m -> m));
    return Arbitraries.maps(names, values).ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            chunk("start", "'messageId':'m','messageMetadata':{'a':{'b':1}}"),
            chunk("start-step"),
            chunk("finish-step"),
            chunk("reset-step"),
            text("0", "a"),
            chunk("text-start", "'id':'1'"),
            chunk("text-delta", "'id':'1','delta':'b'"),
            chunk("text-end", "'id':'1'"),
            chunk("reasoning-delta", "'id':'1','delta':'b'"),
            call("c", "{'a':1}"),
            chunk("tool-input-start", "'toolCallId':'c','toolName':'f'"),
            chunk("tool-input-delta", "'toolCallId':'c','inputTextDelta':'{'"),
            chunk("tool-output-available", "'toolCallId':'c','output':1"),
            chunk("data-x", "'id':'1','data':[1]"),
            chunk("news"),
            "data: garbage\n\n",
            chunk("error", "'errorText':'no'"),
            chunk("abort"),
            DONE,
            STOP)
        .list()
        .ofMaxSize(12)
        .map(chunks -> String.join("", chunks));
  }
}
