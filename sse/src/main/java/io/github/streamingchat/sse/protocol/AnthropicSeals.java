package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.internal.json.PulledMembers;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * What the Messages API wants back with the next request and no part of a message has a place for.
 * The decoder puts it into seals, and into parts of a type of their own; the prompt takes it out
 * again.
 */
final class AnthropicSeals {
  static final String ISSUER = "anthropic";

  /**
   * What the type of a {@link Part.Raw} begins with whose value is a content block of this
   * provider: it is sent back as it is.
   */
  static final String BLOCK = "anthropic.";

  /** The members of a call's block that the part itself has. */
  private static final Set<String> OF_THE_PART = Set.of("id", "name", "input");

  private static final String CALL = "tool_use";

  private AnthropicSeals() {}

  /** Whether a block asks for a tool that the provider runs by itself. */
  static boolean isProviderRun(String blockType) {
    return blockType.equals("server_tool_use") || blockType.equals("mcp_tool_use");
  }

  static boolean isCall(String blockType) {
    return blockType.equals(CALL) || isProviderRun(blockType);
  }

  static boolean isResult(@Nullable Object blockType) {
    return blockType instanceof String type && type.endsWith("_tool_result");
  }

  /**
   * Keeps what else the block of a call has, such as the server of an MCP tool.
   *
   * @return null if there is nothing to keep
   */
  static Part.@Nullable Seal ofCall(Map<String, @Nullable Object> block) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(block);
    rest.keySet().removeAll(OF_THE_PART);
    rest.values().removeIf(value -> value == null);
    return rest.equals(Map.of("type", CALL))
        ? null
        : new Part.Seal(ISSUER, null, JsonValueWriter.json(rest));
  }

  /**
   * Gives the block of a call, without the members that the part itself has.
   *
   * @return null if the provider ran the call and is not this one
   */
  static @Nullable Map<String, @Nullable Object> blockOf(Part.ToolCall call) {
    Map<String, @Nullable Object> block = new LinkedHashMap<>();
    block.put("type", CALL);
    Part.Seal seal = own(call.seal());
    if (seal != null && seal.encrypted() != null) {
      try (JsonParser json = Json.parser(seal.encrypted())) {
        block.putAll(new PulledMembers(json).whole(name -> !OF_THE_PART.contains(name)));
      } catch (JacksonException | UnexpectedJsonException notOurs) {
        return null;
      }
    }
    boolean isProvidersOwn = isProviderRun(String.valueOf(block.get("type")));
    return isProvidersOwn == call.providerRun() ? block : null;
  }

  /** The seal, if this provider gave it. */
  static Part.@Nullable Seal own(Part.@Nullable Seal seal) {
    return seal != null && seal.issuer().equals(ISSUER) ? seal : null;
  }
}
