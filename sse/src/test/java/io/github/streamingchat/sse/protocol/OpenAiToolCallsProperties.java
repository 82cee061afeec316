package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.Chunks.DONE;
import static io.github.streamingchat.sse.Chunks.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** However a server tells which call a piece belongs to, the calls are the same. */
class OpenAiToolCallsProperties {
  /** What a server gives with the pieces of a call. */
  enum Manner {
    INDEX_AND_FIRST_AN_ID,
    INDEX_ALONE,
    ID_ALONE,
    ID_AND_ALWAYS_INDEX_NOUGHT,
    NEITHER_BUT_FIRST_AN_ID;

    boolean tellsId(boolean first) {
      return switch (this) {
        case INDEX_ALONE -> false;
        case INDEX_AND_FIRST_AN_ID, NEITHER_BUT_FIRST_AN_ID -> first;
        case ID_ALONE, ID_AND_ALWAYS_INDEX_NOUGHT -> true;
      };
    }

    boolean tellsIndex() {
      return this != ID_ALONE && this != NEITHER_BUT_FIRST_AN_ID;
    }

    /** Whether the pieces of several calls may take turns. */
    boolean interleaves() {
      return this != NEITHER_BUT_FIRST_AN_ID;
    }
  }

  @Property(tries = 1000)
  void anyMannerInAnyOrderGivesTheSameCalls(
      @ForAll Manner manner,
      @ForAll("calls") @Size(max = 5) List<List<String>> calls,
      @ForAll boolean nameLast,
      @ForAll Random random) {
    Decoding decoding = Decoding.of(stream(manner, calls, nameLast, random) + STOP + DONE);

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts(Part.ToolCall.class))
        .containsExactlyInAnyOrderElementsOf(expected(manner, calls));
  }

  @Property(tries = 300)
  void anAnswerInOnePieceHasTheCallsOfItsStream(
      @ForAll("calls") @Size(max = 5) List<List<String>> calls) {
    List<Object> whole = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      whole.add(Map.of(
          "id", "id-" + i, "function", function("tool-" + i, String.join("", calls.get(i)))));
    }
    Decoding decoding = Decoding.ofWholeBody(JsonValueWriter.json(
        Map.of("choices", List.of(Map.of("message", Map.of("tool_calls", whole))))));

    assertThat(decoding.message().parts(Part.ToolCall.class))
        .containsExactlyElementsOf(expected(Manner.ID_ALONE, calls));
  }

  @Provide
  Arbitrary<List<List<String>>> calls() {
    Arbitrary<String> piece =
        Arbitraries.strings().withChars("{}\"\\ :a1\u20ac\n").ofMaxLength(6);
    return piece.list().ofMinSize(1).ofMaxSize(5).list();
  }

  private static List<Part.ToolCall> expected(Manner manner, List<List<String>> calls) {
    List<Part.ToolCall> expected = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      String json = String.join("", calls.get(i));
      String id = manner == Manner.INDEX_ALONE ? "call-" + i : "id-" + i;
      expected.add(
          new Part.ToolCall(id, "tool-" + i, ChatText.of(json.isBlank() ? "{}" : json), true));
    }
    return expected;
  }

  private static String stream(
      Manner manner, List<List<String>> calls, boolean nameLast, Random random) {
    StringBuilder stream = new StringBuilder();
    int[] told = new int[calls.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      open.add(i);
    }
    int begun = 0;
    while (!open.isEmpty()) {
      // An id that is minted is counted, so that the calls have to begin in their order.
      int reachable = manner.interleaves() ? Math.min(open.size(), openBefore(open, begun) + 1) : 1;
      int at = random.nextInt(reachable);
      int call = open.get(at);
      begun = Math.max(begun, call + 1);
      boolean last = told[call] == calls.get(call).size() - 1;
      stream.append(piece(manner, calls, call, told[call]++, nameLast ? last : told[call] == 1));
      if (last) {
        open.remove(at);
      }
    }
    return stream.toString();
  }

  private static int openBefore(List<Integer> open, int begun) {
    return (int) open.stream().filter(call -> call < begun).count();
  }

  private static String piece(
      Manner manner, List<List<String>> calls, int call, int piece, boolean named) {
    Map<String, Object> told = new LinkedHashMap<>();
    if (manner.tellsIndex()) {
      told.put("index", manner == Manner.ID_AND_ALWAYS_INDEX_NOUGHT ? 0 : call);
    }
    if (manner.tellsId(piece == 0)) {
      told.put("id", "id-" + call);
    }
    told.put("function", function(named ? "tool-" + call : "", calls.get(call).get(piece)));
    return "data: "
        + JsonValueWriter.json(Map.of(
            "choices", List.of(Map.of("delta", Map.of("tool_calls", List.of(told))))))
        + "\n\n";
  }

  private static Map<String, Object> function(String name, String arguments) {
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("arguments", arguments);
    function.put("name", name);
    return function;
  }
}
