package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.Chunks.DONE;
import static io.github.streamingchat.sse.Chunks.HELLO;
import static io.github.streamingchat.sse.Chunks.STOP;
import static io.github.streamingchat.sse.Chunks.data;
import static io.github.streamingchat.sse.Chunks.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the decoder, for any stream and however it was cut. */
class OpenAiDecoderProperties extends StreamLaws {
  private static final List<String> RECORDINGS = List.of(
      HELLO,
      HELLO.replace("\n", "\r\n"),
      HELLO.replace("\n", "\r"),
      "\uFEFF: hi\n\n" + text("\u00e9\u20ac\uD83D\uDE00") + text("\\ud83d") + text("\\ude00")
          + STOP,
      text("Hel") + data("garbage") + ": ping\n\n" + text("lo"),
      text("Hel") + data("{'error':{'message':'no','code':500}}") + text("lo") + DONE,
      "event: error\n" + data("broken"),
      data("garbage") + DONE,
      text("Hel") + "data: [DONE]",
      Recordings.of("openai/plain.sse"),
      Recordings.of("openai/parallel-tools.sse"),
      Recordings.of("openai/reasoning-and-tool.sse"),
      Recordings.of("openai/gemini-compatible.sse"));

  @Example
  void everyRecordingGivesTheSameEventsAtEverySplitPoint() {
    for (String recording : RECORDINGS) {
      byte[] stream = recording.getBytes(UTF_8);
      Decoding whole = Decoding.of(stream);
      for (int cut = 0; cut <= stream.length; cut++) {
        assertThat(Decoding.of(stream, cut)).as("cut at %d", cut).isEqualTo(whole);
      }
    }
  }

  @Example
  void everyRecordingGivesTheSameEventsByteByByte() {
    for (String recording : RECORDINGS) {
      byte[] stream = recording.getBytes(UTF_8);
      int[] everywhere = IntStream.range(0, stream.length).toArray();

      assertThat(Decoding.of(stream, everywhere)).isEqualTo(Decoding.of(stream));
    }
  }

  @Override
  HttpEndpoint<?> endpoint() {
    return OpenAi.at("http://localhost/v1");
  }

  @Property(tries = 300)
  void anyTextArrivesAsItWasSent(@ForAll List<String> pieces) {
    StringBuilder stream = new StringBuilder();
    for (String piece : pieces) {
      stream.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":");
      appendJson(stream, piece);
      stream.append("}}]}\n\n");
    }

    Decoding decoding = Decoding.of(stream + STOP + DONE);

    assertThat(decoding.text()).isEqualTo(String.join("", pieces));
    assertThat(decoding.problems()).isEmpty();
  }

  /** ASCII only: what a lone surrogate would become in UTF-8 is another law. */
  private static void appendJson(StringBuilder to, String text) {
    to.append('"');
    text.chars().forEach(c -> to.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5));
    to.append('"');
  }

  @Override
  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> event = Arbitraries.of(
        text("Hel"),
        text("l\u00f6"),
        text("\\ud83d"),
        text(""),
        STOP,
        DONE,
        ": ping\n\n",
        "data:\n\n",
        data("garbage"),
        data("[]"),
        data("{}"),
        data("{'error':'no'}"),
        data("{'choices':[{'index':1,'delta':{'content':'b'}}]}"),
        data("{'choices':[{'index':0,'message':{'content':'Hel'}}]}"),
        data("{'choices':[{'delta':{'reasoning':'r','content':'c'}}]}"),
        data(
            "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'i','function':{'name':'f'}}]}}]}"),
        data("{'choices':[{'delta':{'tool_calls':[{'function':{'arguments':'{'}}]}}]}"),
        data("{'choices':[{'message':{'tool_calls':[{'function':{'name':'f'}}]}}]}"),
        "event: error\ndata: x\n\n",
        "data: {\r\ndata: }\r\n\r\n",
        "data: {\"cho");
    return event.list().ofMaxSize(12).map(events -> String.join("", events));
  }
}
