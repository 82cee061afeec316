package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;

/** Laws of Ollama's decoder and encoder. */
class OllamaProperties extends StreamLaws {
  private static final Ollama ENDPOINT = Ollama.at("http://localhost");

  @Override
  Ollama endpoint() {
    return ENDPOINT;
  }

  @Property(tries = 300)
  void theToolCallsOfTheServerAreSentBackAsItMadeThem(
      @ForAll("arguments") @NotEmpty List<Map<String, Object>> calls) {
    StringBuilder stream = new StringBuilder();
    List<Object> functions = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Map<String, Object> call =
          Map.of("id", "id-" + i, "function", Map.of("name", "f", "arguments", calls.get(i)));
      functions.add(Map.of("id", "id-" + i, "name", "f", "arguments", calls.get(i)));
      stream
          .append(JsonValueWriter.json(Map.of("message", Map.of("tool_calls", List.of(call)))))
          .append('\n');
    }
    List<Part> parts =
        Decoding.of(ENDPOINT, stream + "{\"done\":true}\n").message().parts();

    Map<String, ?> sent = OllamaPrompt.messages(
            null, List.of(new PromptTurn(Role.ASSISTANT, null, parts)))
        .get(0);

    assertThat(((List<?>) sent.get("tool_calls"))
            .stream().map(OllamaProperties::flat).toList())
        .isEqualTo(functions);
  }

  private static Map<String, ?> flat(Object call) {
    Map<?, ?> function = (Map<?, ?>) ((Map<?, ?>) call).get("function");
    return Map.of(
        "id", ((Map<?, ?>) call).get("id"),
        "name", function.get("name"),
        "arguments", function.get("arguments"));
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> arguments() {
    Arbitrary<Object> value = Arbitraries.of(
        1L, "Oslo", "\uD83D\uDE00\n\"", true, List.of(1L, "a"), Map.of("b", Map.of()));
    return Arbitraries.maps(Arbitraries.of("a", "b c", "\u20ac"), value)
        .ofMaxSize(3)
        .list()
        .ofMaxSize(4);
  }

  @Override
  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> line = Arbitraries.of(
        "{\"message\":{\"content\":\"l\u00f6\"}}\n",
        "{\"message\":{\"content\":\"\\ud83d\"}}\r\n",
        "{\"message\":{\"content\":\"a\",\"thinking\":\"b\"}}\r",
        "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}}\n",
        "{\"message\":{\"tool_calls\":[{\"function\":{}}]}}\n",
        "{\"response\":\"x\"}\n",
        "{\"news\":1}\n",
        "{\"done\":true,\"done_reason\":\"stop\",\"eval_count\":1}\n",
        "{\"error\":\"no\"}\n",
        "garbage\n",
        "[]\n",
        "\n",
        "{\"done\":true}",
        "{\"message\":");
    return line.list().ofMaxSize(12).map(lines -> String.join("", lines));
  }
}
