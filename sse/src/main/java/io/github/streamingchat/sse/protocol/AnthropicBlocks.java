package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content blocks of one message. Each is started, grows by deltas that name it by its index,
 * and is stopped; the parts that come of it are keyed by the number of its start, since some
 * gateways give every block the same index.
 */
final class AnthropicBlocks {
  /** The provider has one open at a time; a peer that never stops one must not fill the memory. */
  private static final int MOST_OPEN = 256;

  private static final String NOT_STARTED = "block_not_started";

  private static final class Block {
    final String part;
    final String type;
    final Map<String, @Nullable Object> members;

    /** Whether it is more by now than its start said. */
    boolean grown;

    Block(String part, String type, Map<String, @Nullable Object> members) {
      this.part = part;
      this.type = type;
      this.members = members;
    }

    @Nullable
    String text(String name) {
      return members.get(name) instanceof String text ? text : null;
    }
  }

  private final JsonFrames frames;
  private final DecodedMessage message;

  /** By index, the one that was started first at the beginning. */
  private final Map<Integer, Block> open = new LinkedHashMap<>();

  private int started;
  private int sources;

  AnthropicBlocks(JsonFrames frames, DecodedMessage message) {
    this.frames = frames;
    this.message = message;
  }

  /** Takes the blocks of an answer that comes in one piece. */
  void whole(List<?> content) {
    int index = 0;
    for (Object element : content) {
      if (element instanceof Map<?, ?> block) {
        start(index, members(block));
        stop(index);
      }
      index++;
    }
  }

  private static Map<String, @Nullable Object> members(Map<?, ?> block) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    block.forEach((name, value) -> members.put(String.valueOf(name), value));
    return members;
  }

  void start(int index, Map<String, @Nullable Object> members) {
    if (open.containsKey(index)) {
      frames.problem(
          "block_not_stopped", "a block was started before the last one of its index ended");
      stop(index);
    } else if (open.size() == MOST_OPEN) {
      frames.problem(
          "block_not_stopped", "more than %d blocks were not stopped".formatted(MOST_OPEN));
      stop(open.keySet().iterator().next());
    }
    String type = members.get("type") instanceof String named ? named : "";
    Block block = new Block(Integer.toString(started++), type, members);
    open.put(index, block);
    begin(block);
  }

  private void begin(Block block) {
    switch (block.type) {
      case "text" -> {
        message.text(block.part, block.text("text"));
        citations(block.members.get("citations"));
      }
      case "thinking" -> {
        message.reasoning(block.part, block.text("thinking"));
        sign(block, block.text("signature"));
      }
      case "redacted_thinking" -> message.sealReasoning(block.part, null, block.text("data"));
      default -> {
        if (AnthropicSeals.isCall(block.type)) {
          beginCall(block);
        } else if (isResult(block)) {
          message.put(block.part, result(block));
        }
      }
    }
  }

  private void beginCall(Block block) {
    String id = block.text("id");
    String name = block.text("name");
    if (id == null || name == null) {
      frames.problem("incomplete_tool_call", "a tool call came without its id or its name");
    }
    message.toolCall(
        block.part,
        id == null ? "call-" + block.part : id,
        name == null ? "" : name,
        AnthropicSeals.isProviderRun(block.type),
        AnthropicSeals.ofCall(block.members));
  }

  private static boolean isResult(Block block) {
    return AnthropicSeals.isResult(block.type) && block.text("tool_use_id") != null;
  }

  /** What a tool of the provider gave: the whole block, which the provider wants back as it is. */
  private static Part.ToolResult result(Block block) {
    boolean isError = Boolean.TRUE.equals(block.members.get("is_error"))
        || (block.members.get("content") instanceof Map<?, ?> content
            && content.get("type") instanceof String type
            && type.endsWith("_error"));
    return new Part.ToolResult(
        Objects.requireNonNull(block.text("tool_use_id")), block.members, isError);
  }

  /**
   * Takes more of a block.
   *
   * @return false if this kind of delta is unknown
   */
  boolean grow(AnthropicEvent event) {
    switch (Objects.requireNonNullElse(event.deltaType, "")) {
      case "text_delta" -> message.text(block(event.index, "text").part, event.text);
      case "thinking_delta" ->
        message.reasoning(block(event.index, "thinking").part, event.thinking);
      case "signature_delta" -> sign(block(event.index, "thinking"), event.signature);
      case "input_json_delta" -> arguments(event.index, event.partialJson);
      case "citations_delta" -> cite(event.citation);
      default -> {
        Block block = open.get(event.index);
        if (block != null) {
          block.grown = true;
        }
        return false;
      }
    }
    return true;
  }

  /** The block of an index, which is started now if the peer forgot to. */
  private Block block(int index, String type) {
    Block known = open.get(index);
    if (known == null || !known.type.equals(type)) {
      frames.problem(
          NOT_STARTED, "a piece came of a block of %s that was not started".formatted(type));
    }
    if (known == null) {
      known = new Block(Integer.toString(started++), type, Map.of());
      if (open.size() < MOST_OPEN) {
        open.put(index, known);
      }
    }
    return known;
  }

  /** The last signature counts: it is over the whole of the block. */
  private void sign(Block block, @Nullable String signature) {
    if (signature != null && !signature.isEmpty()) {
      message.sealReasoning(block.part, signature, null);
    }
  }

  private void arguments(int index, @Nullable String piece) {
    Block block = open.get(index);
    if (block == null || !AnthropicSeals.isCall(block.type)) {
      frames.problem(
          NOT_STARTED, "arguments came of a tool call that was not started; they were passed over");
    } else if (piece != null && !piece.isEmpty()) {
      block.grown = true;
      message.arguments(block.part, piece);
    }
  }

  private void citations(@Nullable Object citations) {
    if (citations instanceof List<?> list) {
      for (Object citation : list) {
        if (citation instanceof Map<?, ?> map) {
          cite(members(map));
        }
      }
    }
  }

  private void cite(@Nullable Map<String, @Nullable Object> citation) {
    if (citation != null) {
      message.put(
          "source-" + sources++,
          new Part.Source(
              null,
              string(citation, "url", "source"),
              string(citation, "title", "document_title"),
              citation));
    }
  }

  private static @Nullable String string(
      Map<String, @Nullable Object> members, String name, String otherName) {
    Object value = members.get(name) == null ? members.get(otherName) : members.get(name);
    return value instanceof String text ? text : null;
  }

  void stop(int index) {
    Block block = open.remove(index);
    if (block == null) {
      frames.problem(NOT_STARTED, "a block was stopped that was not started");
    } else if (AnthropicSeals.isCall(block.type)) {
      message.completeArguments(block.part, block.grown ? null : wholeArguments(block));
    } else if (isOfAnUnknownKind(block)) {
      keep(block);
    }
  }

  /** Compatible servers may tell them with the start already. */
  private static @Nullable String wholeArguments(Block block) {
    return block.members.get("input") instanceof Map<?, ?> input && !input.isEmpty()
        ? JsonValueWriter.json(input)
        : null;
  }

  private static boolean isOfAnUnknownKind(Block block) {
    return switch (block.type) {
      case "text", "thinking", "redacted_thinking" -> false;
      default -> !isResult(block);
    };
  }

  /**
   * Whole, it can be sent back; one that grew in ways that nobody knows is kept to be looked at.
   */
  private void keep(Block block) {
    if (block.grown || block.type.isEmpty()) {
      message.raw(block.type.isEmpty() ? "content_block" : block.type, block.members);
    } else {
      message.put(block.part, new Part.Raw(AnthropicSeals.BLOCK + block.type, block.members));
    }
  }

  /** The message has ended, and with it every block. */
  void stopAll() {
    while (!open.isEmpty() && frames.isOpen()) {
      frames.problem("block_not_stopped", "the message ended before one of its blocks");
      stop(open.keySet().iterator().next());
    }
  }
}
