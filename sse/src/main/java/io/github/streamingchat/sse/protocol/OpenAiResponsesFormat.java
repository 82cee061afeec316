package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Responses API wants back with the next request and no part of a message has a place for. The
 * decoder puts it into seals, and into parts of a type of their own; the prompt takes it out again.
 *
 * <ul>
 *   <li>The seal of a reasoning part has the id of its item as signature. One part of the item has the
 *       encrypted reasoning as well.
 *   <li>The seal of a call that is no plain function call has the type of its item as signature.
 *   <li>The result of a tool that the provider runs is its whole item.
 *   <li>An item that this library has no part for is a {@link Part.Raw}.
 * </ul>
 */
final class OpenAiResponsesFormat {
  static final String ISSUER = "openai-responses";

  /** What the type of a {@link Part.Raw} begins with whose value is an item that goes back as it is. */
  static final String ITEM = ISSUER + ".";

  static final String MESSAGE = "message";
  static final String REASONING = "reasoning";
  static final String FUNCTION_CALL = "function_call";
  static final String CUSTOM_CALL = "custom_tool_call";
  static final String MCP_CALL = "mcp_call";
  static final String IMAGE_CALL = "image_generation_call";

  /** The item of a picture has it as this member, which becomes a part of its own. */
  static final String IMAGE = "result";

  /** The member of a custom call that is its free text. */
  static final String INPUT = "input";

  private static final String CODE_CALL = "code_interpreter_call";

  /** The calls whose tool runs at the provider, whatever else the request says. */
  private static final Set<String> PROVIDER_RUN =
      Set.of(MCP_CALL, IMAGE_CALL, CODE_CALL, "web_search_call", "file_search_call");

  private OpenAiResponsesFormat() {}

  static boolean isProviderRun(String itemType) {
    return PROVIDER_RUN.contains(itemType);
  }

  static boolean isCall(String itemType) {
    return itemType.equals(FUNCTION_CALL)
        || itemType.equals(CUSTOM_CALL)
        || isProviderRun(itemType);
  }

  /** The member of an item that is the free text which the call's tool takes, or null. */
  static @Nullable String textMember(String itemType) {
    return switch (itemType) {
      case CUSTOM_CALL -> INPUT;
      case CODE_CALL -> "code";
      default -> null;
    };
  }

  static Part.@Nullable Seal sealOfCall(String itemType) {
    return itemType.equals(FUNCTION_CALL) ? null : new Part.Seal(ISSUER, itemType, null);
  }

  /** The seal, if this format gave it. */
  static Part.@Nullable Seal own(Part.@Nullable Seal seal) {
    return seal != null && seal.issuer().equals(ISSUER) ? seal : null;
  }

  /** The type of an item, empty if it has none. */
  static String type(Map<?, ?> item) {
    String type = text(item, "type");
    return type == null ? "" : type;
  }

  /** A member that is text which says something. */
  static @Nullable String text(Map<?, ?> item, String member) {
    return item.get(member) instanceof String text && !text.isBlank() ? text : null;
  }
}
