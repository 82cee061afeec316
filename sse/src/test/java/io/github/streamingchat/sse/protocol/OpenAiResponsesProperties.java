package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Role;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.transport.PromptTurn;
import io.github.streamingchat.transport.StreamEvent.Completed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of the Responses API's decoder and encoder. */
class OpenAiResponsesProperties extends StreamLaws {
  private static Map<String, Object> item(String type, Object... members) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("type", type);
    for (int i = 0; i < members.length; i += 2) {
      item.put((String) members[i], members[i + 1]);
    }
    return item;
  }

  private static Object id(Map<String, Object> item) {
    return item.containsKey("id") ? item.get("id") : item.get("call_id");
  }

  /** Answers that end in text, in the order of members that requests have; ids are the places. */
  @Provide
  Arbitrary<List<Map<String, Object>>> answers() {
    Arbitrary<String> text = Arbitraries.of("Hi", "h\u00e9\u20ac\uD83D\uDE00", "a\n\"b\"\\", "x ");
    Arbitrary<String> id = Arbitraries.strings().alpha().ofLength(8);
    Arbitrary<Map<String, Object>> one = Arbitraries.oneOf(
        Combinators.combine(text.list().ofMaxSize(3), id)
            .as((texts, key) -> item(
                "reasoning",
                "id",
                key,
                "summary",
                texts.stream().map(each -> item("summary_text", "text", each)).toList(),
                "encrypted_content",
                "E" + key)),
        Combinators.combine(id, text)
            .as((key, each) -> item(
                "function_call",
                "call_id",
                key,
                "name",
                "f",
                "arguments",
                JsonValueWriter.json(Map.of("a", each)))),
        Combinators.combine(id, text)
            .as((key, each) ->
                item("custom_tool_call", "call_id", key, "name", "f", "input", each)),
        Combinators.combine(id, text)
            .as((key, each) -> item(
                "web_search_call",
                "id",
                key,
                "status",
                "completed",
                "action",
                item("search", "query", each))),
        id.map(key -> item("compaction", "id", key, "encrypted_content", "E" + key)));
    return one.list().ofMaxSize(5).uniqueElements(OpenAiResponsesProperties::id).map(items -> {
      List<Map<String, Object>> all = new ArrayList<>(items);
      all.add(item(
          "message", "role", "assistant", "content", List.of(item("output_text", "text", "end"))));
      return all;
    });
  }

  @Property(tries = 300)
  void whatTheProviderSaysIsSentBackAsItSaidIt(
      @ForAll("answers") List<Map<String, Object>> answer,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    Decoding decoding = ResponseEvents.decoded(stream(answer, size));
    assertThat(decoding.problems()).isEmpty();

    PromptTurn turn = new PromptTurn(Role.ASSISTANT, null, decoding.message().parts());

    assertThat(JsonValueWriter.json(OpenAiResponsesPrompt.input(List.of(turn))))
        .isEqualTo(JsonValueWriter.json(answer));
  }

  @Property(tries = 300)
  void anAnswerInOnePieceHasThePartsOfItsStream(
      @ForAll("answers") List<Map<String, Object>> answer,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    Decoding whole = Decoding.ofWholeBody(
        ResponseEvents.ENDPOINT,
        JsonValueWriter.json(Map.of("status", "completed", "output", answer)));

    assertThat(whole.end()).isEqualTo(new Completed(true));
    assertThat(whole.message().parts())
        .isEqualTo(ResponseEvents.decoded(stream(answer, size)).message().parts());
  }

  /** The items as a stream, with what grows in pieces of a size, and some events twice. */
  private static String stream(List<Map<String, Object>> answer, int size) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int place = 0; place < answer.size(); place++) {
      Map<String, Object> item = answer.get(place);
      Map<String, Object> begun = new LinkedHashMap<>(item);
      begun.keySet().removeAll(List.of("content", "summary", "encrypted_content", "action"));
      events.add(item("response.output_item.added", "output_index", place, "item", begun));
      grow(events, item, place, size);
      events.add(item("response.output_item.done", "output_index", place, "item", item));
    }
    events.add(item("response.completed", "response", Map.of("output", answer)));
    StringBuilder stream = new StringBuilder();
    for (int number = 0; number < events.size(); number++) {
      events.get(number).put("sequence_number", number);
      String frame = "data: " + JsonValueWriter.json(events.get(number)) + "\n\n";
      stream.append(frame.repeat(1 + number % 2));
    }
    return stream.toString();
  }

  private static void grow(
      List<Map<String, Object>> events, Map<String, Object> item, int place, int size) {
    switch ((String) item.get("type")) {
      case "message" -> pieces(events, "response.output_text", place, 0, "end", size);
      case "function_call" ->
        pieces(
            events,
            "response.function_call_arguments",
            place,
            0,
            (String) item.get("arguments"),
            size);
      case "custom_tool_call" ->
        pieces(
            events, "response.custom_tool_call_input", place, 0, (String) item.get("input"), size);
      case "reasoning" -> {
        List<?> summary = (List<?>) item.get("summary");
        for (int i = 0; i < summary.size(); i++) {
          String text = (String) ((Map<?, ?>) summary.get(i)).get("text");
          pieces(events, "response.reasoning_summary_text", place, i, text, size);
        }
      }
      default -> {}
    }
  }

  private static void pieces(
      List<Map<String, Object>> events, String kind, int place, int index, String whole, int size) {
    for (int from = 0; from < whole.length(); from += size) {
      String piece = whole.substring(from, Math.min(whole.length(), from + size));
      events.add(
          item(kind + ".delta", "output_index", place, "summary_index", index, "delta", piece));
    }
  }

  @Override
  HttpEndpoint<?> endpoint() {
    return ResponseEvents.ENDPOINT;
  }

  @Override
  @Provide
  Arbitrary<String> streams() {
    String call = "'id':'fc_1','type':'function_call','call_id':'c','name':'f','arguments':'{}'";
    String custom = "'id':'ct_1','type':'custom_tool_call','name':'f'";
    Arbitrary<String> event = Arbitraries.of(
        ResponseEvents.CREATED,
        ResponseEvents.text("l\u00f6"),
        ResponseEvents.text("\\ud83d"),
        ResponseEvents.wholeText("l\u00f6"),
        ResponseEvents.wholeText("Other"),
        ResponseEvents.numbered(1, "a"),
        ResponseEvents.numbered(2, "b"),
        ResponseEvents.numbered(9, "c"),
        ResponseEvents.summary("rs_1", 1, "Hm"),
        ResponseEvents.done("'id':'rs_1','type':'reasoning','encrypted_content':'E'"),
        ResponseEvents.added(call),
        ResponseEvents.arguments("response.function_call_arguments.delta", "fc_1", "delta", "{"),
        ResponseEvents.arguments(
            "response.function_call_arguments.done", "fc_1", "arguments", "{}"),
        ResponseEvents.done(call),
        ResponseEvents.added(custom),
        ResponseEvents.arguments("response.custom_tool_call_input.delta", "ct_1", "delta", "\\n"),
        ResponseEvents.done(custom),
        ResponseEvents.done("'id':'ws_1','type':'web_search_call'"),
        ResponseEvents.done("'id':'x_1','type':'news'"),
        ResponseEvents.done("'x':1"),
        ResponseEvents.event("response.news", "'x':1"),
        ResponseEvents.event("error", "'message':'no'"),
        ResponseEvents.event("response.failed", "'response':null"),
        ResponseEvents.incomplete("max_output_tokens"),
        ResponseEvents.COMPLETED,
        "event: error\ndata: x\n\n",
        ": hi\n\n",
        "data: [DONE]\n\n",
        "data: {}\n\n",
        "event: response.completed\ndata: {\"type\":");
    return event.list().ofMaxSize(14).map(events -> String.join("", events));
  }
}
