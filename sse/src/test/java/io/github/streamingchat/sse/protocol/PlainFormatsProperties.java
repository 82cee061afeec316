package io.github.streamingchat.sse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.sse.Framing;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the plain formats' decoders, for any mixture of what all of them send. */
class PlainFormatsProperties {
  private static final String HOST = "http://localhost/";

  private static final List<HttpEndpoint<?>> ENDPOINTS = List.of(
      TextLines.at(HOST),
      TextLines.at(HOST).strict(true),
      TokenEvents.at(HOST),
      TokenEvents.at(HOST).strict(true),
      MessageEvents.at(HOST),
      MessageEvents.at(HOST).strict(true),
      MessageEvents.at(HOST).framing(Framing.JSON_LINES));

  private static final List<String> JSON = List.of(
      "{'type':'text','data':'a'}",
      "{'type':'metadata','data':{'a':[1]}}",
      "{'type':'complete'}",
      "{'type':'error','data':'no'}",
      "{'content':'\u00e9'}",
      "{'content':7,'metadata':{'token_count':1,'is_code':true}}",
      "{'metadata':{'stream_id':'s'}}",
      "{'event':'message','data':{'content':'a'}}",
      "{'event':'message','data':'{\\\"content\\\":\\\"a\\\"}'}",
      "{'event':'error','data':{'error':{'type':'llm'}}}",
      "{'event':'complete'}",
      "{}",
      "[]",
      "12",
      "'text'",
      "garbage",
      "{'cut",
      " ",
      "");

  @Provide
  Arbitrary<HttpEndpoint<?>> endpoints() {
    return Arbitraries.of(ENDPOINTS);
  }

  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> json = Arbitraries.of(JSON).map(text -> text.replace('\'', '"'));
    Arbitrary<String> lines = json.map(text -> text + "\n");
    Arbitrary<String> events = Arbitraries.of(
            "token", "metadata", "message", "complete", "done", "error", "x")
        .flatMap(type -> json.map(data -> "event: " + type + "\ndata: " + data + "\n\n"));
    Arbitrary<String> ends = Arbitraries.of("\n", "\r\n", "\r", ": ping\n");
    return Arbitraries.oneOf(lines, events, json, ends)
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2000)
  void anyStreamEndsOnceAndLastHoweverItIsCut(
      @ForAll("endpoints") HttpEndpoint<?> endpoint,
      @ForAll("streams") String stream,
      @ForAll List<Integer> places) {
    byte[] bytes = stream.getBytes(UTF_8);
    int[] cuts = places.stream()
        .mapToInt(place -> Math.floorMod(place, bytes.length + 1))
        .sorted()
        .toArray();

    Decoding decoding = Decoding.of(endpoint, bytes);

    assertThat(Decoding.of(endpoint, bytes, cuts)).isEqualTo(decoding);
    assertThat(decoding.ends()).isOne();
    assertThat(decoding.events().indexOf(decoding.end()))
        .isEqualTo(decoding.events().size() - 1);
  }
}
