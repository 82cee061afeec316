package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.transport.PromptTurn;
import io.github.streamingchat.transport.StreamEvent.ArgumentsAppended;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of Gemini's decoder and encoder. */
class GeminiProperties extends StreamLaws {
  private static Map<String, Object> part(Object... members) {
    Map<String, Object> part = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      part.put((String) members[i], members[i + 1]);
    }
    return part;
  }

  private static String event(Map<String, Object> part) {
    return "data: "
        + JsonValueWriter.json(Map.of(
            "candidates", List.of(Map.of("content", Map.of("parts", List.of(part))))))
        + "\n\n";
  }

  @Property(tries = 300)
  void whatGeminiSignedIsSentBackAsItSaidIt(
      @ForAll("answers") List<Map<String, Object>> answer,
      @ForAll @IntRange(min = 1, max = 9) int size)
      throws Exception {
    StringBuilder stream = new StringBuilder();
    answer.forEach(part -> stream.append(inPieces(part, size)));
    Decoding decoding = GeminiEvents.decoded(stream + GeminiEvents.STOP);
    assertThat(decoding.problems()).isEmpty();

    GeminiPrompt prompt = new GeminiPrompt(
        null, List.of(new PromptTurn(Role.ASSISTANT, null, decoding.message().parts())));

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(JsonValueWriter.json(prompt.contents().get(0).get("parts"))))
        .isEqualTo(mapper.readTree(JsonValueWriter.json(answer)));
  }

  /** A text comes in pieces, of which the last has the signature. */
  private static String inPieces(Map<String, Object> part, int size) {
    if (!(part.get("text") instanceof String text)) {
      return event(part);
    }
    StringBuilder events = new StringBuilder();
    Map<String, Object> piece = new LinkedHashMap<>(part);
    Object signature = piece.remove("thoughtSignature");
    for (int from = 0; from < text.length(); from += size) {
      piece.put("text", text.substring(from, Math.min(text.length(), from + size)));
      events.append(event(piece));
    }
    piece.put("text", "");
    piece.put("thoughtSignature", signature);
    return events + event(piece);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> answers() {
    Arbitrary<String> text = Arbitraries.of("Hi", "h\u00e9\u20ac\uD83D\uDE00", "a\n\"b\"", "x ");
    Arbitrary<String> signature = Arbitraries.strings().alpha().ofLength(12);
    Arbitrary<Map<String, Object>> signed = Arbitraries.oneOf(
        Combinators.combine(text, signature)
            .as((words, seal) -> part("text", words, "thoughtSignature", seal)),
        Combinators.combine(text, signature)
            .as((words, seal) -> part("text", words, "thought", true, "thoughtSignature", seal)),
        Combinators.combine(arguments(), signature)
            .as((args, seal) ->
                part("functionCall", part("name", "f", "args", args), "thoughtSignature", seal)),
        signature.map(seal -> part(
            "inlineData",
            Map.of("mimeType", "image/png", "data", "AA=="),
            "thoughtSignature",
            seal)),
        signature.map(
            seal -> part("executableCode", Map.of("code", "1+1"), "thoughtSignature", seal)),
        signature.map(seal -> part("toolCall", Map.of("a", List.of()), "thoughtSignature", seal)));
    return signed.list().ofMinSize(1).ofMaxSize(6).map(GeminiProperties::withIds);
  }

  private static List<Map<String, Object>> withIds(List<Map<String, Object>> parts) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> each : parts) {
      Map<String, Object> copy = new LinkedHashMap<>(each);
      if (each.get("functionCall") instanceof Map<?, ?> call) {
        copy.put(
            "functionCall",
            part("id", "id-" + all.size(), "name", call.get("name"), "args", call.get("args")));
      }
      all.add(copy);
    }
    return all;
  }

  @Property(tries = 500)
  void argumentsInPiecesAreThoseThatAreToldWhole(
      @ForAll("arguments") Map<String, Object> arguments,
      @ForAll @IntRange(min = 1, max = 3) int size,
      @ForAll @IntRange(max = 3) int whole)
      throws Exception {
    List<Map<String, Object>> pieces = new ArrayList<>();
    Map<String, Object> first = new LinkedHashMap<>();
    arguments.forEach((name, value) -> {
      if (first.size() < whole && pieces.isEmpty()) {
        first.put(name, value);
      } else {
        cut("$['" + name + "']", value, size, pieces);
      }
    });
    StringBuilder stream = new StringBuilder(event(
        part("functionCall", part("id", "x", "name", "f", "args", first, "willContinue", true))));
    for (Map<String, Object> piece : pieces) {
      stream.append(event(part(
          "functionCall", part("id", "x", "partialArgs", List.of(piece), "willContinue", true))));
    }
    Decoding decoding =
        GeminiEvents.decoded(stream + event(part("functionCall", Map.of())) + GeminiEvents.STOP);

    Part.ToolCall call = decoding.message().parts(Part.ToolCall.class).get(0);
    String streamed = decoding.all(ArgumentsAppended.class).stream()
        .map(ArgumentsAppended::piece)
        .collect(Collectors.joining());
    ObjectMapper mapper = new ObjectMapper();
    assertThat(decoding.problems()).isEmpty();
    assertThat(mapper.readTree(call.content().toString()))
        .isEqualTo(mapper.readTree(JsonValueWriter.json(arguments)));
    assertThat(streamed).isEqualTo(arguments.isEmpty() ? "" : call.content().toString());
  }

  private static void cut(String path, Object value, int size, List<Map<String, Object>> pieces) {
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> cut(path + "['" + name + "']", member, size, pieces));
    } else if (value instanceof List<?> elements) {
      for (int i = 0; i < elements.size(); i++) {
        cut(path + "[" + i + "]", elements.get(i), size, pieces);
      }
    } else if (value instanceof String text) {
      for (int from = 0; from < text.length(); from += size) {
        String piece = text.substring(from, Math.min(text.length(), from + size));
        pieces.add(part("jsonPath", path, "stringValue", piece, "willContinue", true));
      }
    } else {
      pieces.add(
          part("jsonPath", path, value instanceof Boolean ? "boolValue" : "numberValue", value));
    }
  }

  /** Without empty values, which no piece could tell. */
  @Provide
  Arbitrary<Map<String, Object>> arguments() {
    Arbitrary<Object> leaf = Arbitraries.of(1L, true, "Oslo", "\uD83D\uDE00\n\"", "a");
    Arbitrary<Object> value = Arbitraries.lazyOf(
        () -> leaf,
        () -> leaf.list().ofMinSize(1).ofMaxSize(2).map(list -> list),
        () -> members(leaf).map(map -> map),
        () -> members(leaf).list().ofMinSize(1).ofMaxSize(2).map(list -> list));
    return Arbitraries.maps(names(), value).ofMaxSize(3);
  }

  private static Arbitrary<Map<String, Object>> members(Arbitrary<Object> value) {
    return Arbitraries.maps(names(), value).ofMinSize(1).ofMaxSize(2);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b c", "\u20ac", "d.e");
  }

  @Override
  HttpEndpoint<?> endpoint() {
    return GeminiEvents.ENDPOINT;
  }

  @Override
  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> event = Arbitraries.of(
        GeminiEvents.text("l\u00f6"),
        GeminiEvents.text("\\ud83d"),
        GeminiEvents.thought("hm"),
        GeminiEvents.part("'text':'','thoughtSignature':'s'"),
        GeminiEvents.part("'text':'','functionCall':{'name':'f','id':'x'}"),
        GeminiEvents.call("'name':'f','willContinue':true"),
        GeminiEvents.call("'name':'f','id':'x','args':{'a':{'b':1}},'willContinue':true"),
        GeminiEvents.call(
            "'partialArgs':[{'jsonPath':'$.a.c','stringValue':'d'}],'willContinue':true"),
        GeminiEvents.call("'id':'x','partialArgs':[{'jsonPath':'$.a','numberValue':2}]"),
        GeminiEvents.call(""),
        GeminiEvents.part("'executableCode':{'code':'1'}"),
        GeminiEvents.part("'codeExecutionResult':{'outcome':'OUTCOME_OK'}"),
        GeminiEvents.part("'news':{}"),
        GeminiEvents.candidate("'index':1,'finishReason':'STOP'"),
        GeminiEvents.candidate("'groundingMetadata':{'groundingChunks':[{'web':{'uri':'u'}}]}"),
        GeminiEvents.data("{'promptFeedback':{'blockReason':'SAFETY'}}"),
        GeminiEvents.data("{'usageMetadata':{'promptTokenCount':1}}"),
        GeminiEvents.data("{'error':{'code':503}}"),
        GeminiEvents.STOP,
        ": hi\n\n",
        "data: [DONE]\n\n",
        "data: {}\n\n",
        "data: x\n\n",
        "data: {\"candidates\":");
    return event.list().ofMaxSize(14).map(events -> String.join("", events));
  }
}
