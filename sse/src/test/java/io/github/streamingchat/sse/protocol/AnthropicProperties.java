package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.transport.PromptTurn;
import io.github.streamingchat.transport.StreamEvent.Completed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of the Messages API's decoder and encoder. */
class AnthropicProperties extends StreamLaws {
  /** What is said in the form of a content block, but for the calls, in the answer to a request. */
  private static Map<String, Object> block(String type, String... members) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", type);
    for (int i = 0; i < members.length; i += 2) {
      block.put(members[i], members[i + 1]);
    }
    return block;
  }

  private static Map<String, Object> call(String type, String id, Map<String, Object> input) {
    Map<String, Object> block = block(type, "id", id, "name", "f");
    block.put("input", input);
    return block;
  }

  private static List<Map<String, Object>> search(String id, Map<String, Object> input) {
    Map<String, Object> result = block("web_search_tool_result", "tool_use_id", id);
    result.put("content", List.of(Map.of("type", "web_search_result", "url", "u")));
    return List.of(call("server_tool_use", id, input), result);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> answers() {
    Arbitrary<String> text = Arbitraries.of("Hi", "h\u00e9\u20ac\uD83D\uDE00", "a\n\"b\"", "x ");
    Arbitrary<String> id = Arbitraries.strings().alpha().ofLength(8);
    Arbitrary<Map<String, Object>> input = Arbitraries.of(
        Map.of(), Map.of("city", "Oslo"), Map.of("a", List.of(1L, "\uD83D\uDE00"), "b", Map.of()));
    Arbitrary<List<Map<String, Object>>> blocks = Arbitraries.oneOf(
        text.map(each -> List.of(block("text", "text", each))),
        text.map(each -> List.of(block("thinking", "thinking", each, "signature", "s" + each))),
        text.map(each -> List.of(block("redacted_thinking", "data", each))),
        text.map(each -> List.of(block("container_upload", "file_id", each))),
        Combinators.combine(id, input).as((call, in) -> List.of(call("tool_use", call, in))),
        Combinators.combine(id, input).as(AnthropicProperties::search));
    return blocks.list().ofMinSize(1).ofMaxSize(6).map(answer -> {
      List<Map<String, Object>> all = new ArrayList<>();
      answer.forEach(all::addAll);
      all.add(block("text", "text", "end"));
      return all;
    });
  }

  @Property(tries = 300)
  void whatTheProviderSaysIsSentBackAsItSaidIt(
      @ForAll("answers") List<Map<String, Object>> answer,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    Decoding decoding = AnthropicEvents.decoded(stream(answer, size));
    assertThat(decoding.problems()).isEmpty();
    List<Part> parts = decoding.message().parts();

    AnthropicPrompt prompt =
        new AnthropicPrompt(null, List.of(new PromptTurn(Role.ASSISTANT, null, parts)));

    assertThat(JsonValueWriter.json(prompt.messages().get(0).get("content")))
        .isEqualTo(JsonValueWriter.json(inTheOrderOfTheEncoder(answer)));
  }

  @Property(tries = 300)
  void anAnswerInOnePieceHasThePartsOfItsStream(
      @ForAll("answers") List<Map<String, Object>> answer,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    Map<String, Object> body = block("message", "stop_reason", "end_turn");
    body.put("content", answer);

    Decoding whole = Decoding.ofWholeBody(AnthropicEvents.ENDPOINT, JsonValueWriter.json(body));

    assertThat(whole.end()).isEqualTo(new Completed(true));
    assertThat(whole.message().parts())
        .isEqualTo(AnthropicEvents.decoded(stream(answer, size)).message().parts());
  }

  private static List<Map<String, Object>> inTheOrderOfTheEncoder(
      List<Map<String, Object>> answer) {
    return answer.stream()
        .map(block -> block.containsKey("input")
            ? call((String) block.get("type"), (String) block.get("id"), input(block))
            : block)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> input(Map<String, Object> block) {
    return (Map<String, Object>) block.get("input");
  }

  /** The blocks as a stream, with what grows in pieces of a size. */
  private static String stream(List<Map<String, Object>> answer, int size) {
    StringBuilder stream = new StringBuilder(event("message_start", Map.of("message", Map.of())));
    for (int index = 0; index < answer.size(); index++) {
      Map<String, Object> block = new LinkedHashMap<>(answer.get(index));
      List<Map<String, Object>> deltas = new ArrayList<>();
      grow(block, "text", "text_delta", "text", String::valueOf, size, deltas);
      grow(block, "thinking", "thinking_delta", "thinking", String::valueOf, size, deltas);
      grow(block, "signature", "signature_delta", "signature", String::valueOf, 1000, deltas);
      grow(block, "input", "input_json_delta", "partial_json", JsonValueWriter::json, size, deltas);
      stream.append(event("content_block_start", Map.of("index", index, "content_block", block)));
      for (Map<String, Object> delta : deltas) {
        stream.append(event("content_block_delta", Map.of("index", index, "delta", delta)));
      }
      stream.append(event("content_block_stop", Map.of("index", index)));
    }
    return stream + AnthropicEvents.finish("end_turn") + AnthropicEvents.STOP;
  }

  private static void grow(
      Map<String, Object> block,
      String member,
      String type,
      String piece,
      Function<Object, String> text,
      int size,
      List<Map<String, Object>> deltas) {
    Object whole = block.get(member);
    if (whole == null) {
      return;
    }
    block.put(member, whole instanceof Map ? Map.of() : "");
    String rest = text.apply(whole);
    for (int from = 0; from < rest.length(); from += size) {
      deltas.add(block(type, piece, rest.substring(from, Math.min(rest.length(), from + size))));
    }
  }

  private static String event(String type, Map<String, Object> members) {
    Map<String, Object> event = block(type);
    event.putAll(members);
    return "event: " + type + "\ndata: " + JsonValueWriter.json(event) + "\n\n";
  }

  @Override
  HttpEndpoint<?> endpoint() {
    return AnthropicEvents.ENDPOINT;
  }

  @Override
  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> event = Arbitraries.of(
        AnthropicEvents.event("message_start", "'message':{'id':'i','usage':{'input_tokens':1}}"),
        AnthropicEvents.start(0, "'type':'text','text':''"),
        AnthropicEvents.start(0, "'type':'thinking','thinking':'t'"),
        AnthropicEvents.start(1, "'type':'tool_use','id':'a','name':'f','input':{}"),
        AnthropicEvents.start(1, "'type':'tool_use'"),
        AnthropicEvents.start(2, "'type':'news','x':1"),
        AnthropicEvents.start(2, "'type':'x_tool_result','tool_use_id':'a'"),
        AnthropicEvents.text(0, "l\u00f6"),
        AnthropicEvents.text(0, "\\ud83d"),
        AnthropicEvents.delta(0, "'type':'signature_delta','signature':'s'"),
        AnthropicEvents.delta(1, "'type':'input_json_delta','partial_json':'{}'"),
        AnthropicEvents.delta(0, "'type':'citations_delta','citation':{'url':'u'}"),
        AnthropicEvents.delta(2, "'type':'news_delta'"),
        AnthropicEvents.stop(0),
        AnthropicEvents.stop(1),
        AnthropicEvents.stop(2),
        AnthropicEvents.finish("end_turn"),
        AnthropicEvents.STOP,
        AnthropicEvents.event("ping", ""),
        AnthropicEvents.event("error", "'error':{'type':'api_error'}"),
        "event: error\ndata: x\n\n",
        ": hi\n\n",
        "data: [DONE]\n\n",
        "data: {}\n\n",
        "event: message_stop\ndata: {\"type\":");
    return event.list().ofMaxSize(14).map(events -> String.join("", events));
  }
}
