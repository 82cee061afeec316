package io.github.streamingchat.internal.stored;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each kind of part is called, and what is written of it. Stateless and thread-safe. */
public final class StoredParts {
  private StoredParts() {}

  /**
   * Writes a part.
   *
   * @param part the part
   * @return its members
   */
  public static Map<String, @Nullable Object> write(Part part) {
    Members to = new Members();
    if (part instanceof Part.Text text) {
      to.put("kind", "text").put("text", text.content());
      to.put("revision", text.revision() == 0 ? null : text.revision());
      to.put("seal", sealOrNull(text.seal()));
    } else if (part instanceof Part.Reasoning thought) {
      to.put("kind", "reasoning").put("text", thought.content());
      to.put("seal", sealOrNull(thought.seal()));
    } else if (part instanceof Part.Refusal refusal) {
      to.put("kind", "refusal").put("text", refusal.content());
    } else if (part instanceof Part.ToolCall call) {
      to.put("kind", "tool_call").put("callId", call.callId()).put("name", call.name());
      to.put("arguments", call.content()).put("complete", call.complete());
      to.put("providerRun", call.providerRun()).put("seal", sealOrNull(call.seal()));
    } else if (part instanceof Part.ToolResult result) {
      to.put("kind", "tool_result").put("callId", result.callId());
      to.put("result", result.result()).put("error", result.error());
    } else if (part instanceof Part.Source source) {
      to.put("kind", "source").put("id", source.id()).put("url", source.url());
      to.put("title", source.title()).put("details", source.details());
    } else if (part instanceof Part.File file) {
      to.put("kind", "file").put("mediaType", file.mediaType()).put("name", file.name());
      to.put("url", file.url()).put("base64", file.base64());
    } else if (part instanceof Part.Data data) {
      to.put("kind", "data").put("type", data.type()).put("id", data.id());
      to.put("value", data.value());
    } else if (part instanceof Part.Raw raw) {
      to.put("kind", "raw").put("type", raw.type()).put("value", raw.value());
    } else {
      throw new IllegalStateException("a part without a form in JSON: " + part);
    }
    return to.asMap();
  }

  /**
   * Writes a seal.
   *
   * @param seal the seal
   * @return its members
   */
  public static Map<String, @Nullable Object> write(Part.Seal seal) {
    return new Members()
        .put("issuer", seal.issuer())
        .put("signature", seal.signature())
        .put("encrypted", seal.encrypted())
        .asMap();
  }

  private static @Nullable Object sealOrNull(Part.@Nullable Seal seal) {
    return seal == null ? null : write(seal);
  }

  /**
   * Reads a part.
   *
   * @param from its members
   * @return the part
   * @throws StoredFormatException if a member is not what it should be
   */
  public static Part read(Fields from) {
    String kind = from.text("kind");
    return switch (kind) {
      case "text" -> new Part.Text(content(from, "text"), revision(from), sealOrNull(from));
      case "reasoning" -> new Part.Reasoning(content(from, "text"), sealOrNull(from));
      case "refusal" -> new Part.Refusal(content(from, "text"));
      case "tool_call" ->
        new Part.ToolCall(
            from.text("callId"),
            from.text("name"),
            content(from, "arguments"),
            from.truth("complete"),
            from.truth("providerRun"),
            sealOrNull(from));
      case "tool_result" ->
        new Part.ToolResult(from.text("callId"), from.value("result"), from.truth("error"));
      case "source" ->
        new Part.Source(
            from.textOrNull("id"),
            from.textOrNull("url"),
            from.textOrNull("title"),
            from.object("details").members());
      case "file" ->
        new Part.File(
            from.text("mediaType"),
            from.textOrNull("name"),
            from.textOrNull("url"),
            from.textOrNull("base64"));
      case "data" -> data(from);
      case "raw" -> new Part.Raw(from.text("type"), from.value("value"));
      default -> throw from.wrong("no part is called \"" + kind + "\"");
    };
  }

  /**
   * Reads data.
   *
   * @param from its members
   * @return the data
   * @throws StoredFormatException if a member is not what it should be
   */
  public static Part.Data data(Fields from) {
    return new Part.Data(from.text("type"), from.textOrNull("id"), from.value("value"));
  }

  /**
   * Reads a seal.
   *
   * @param from its members
   * @return the seal
   * @throws StoredFormatException if a member is not what it should be
   */
  public static Part.Seal seal(Fields from) {
    return new Part.Seal(
        from.text("issuer"), from.textOrNull("signature"), from.textOrNull("encrypted"));
  }

  private static Part.@Nullable Seal sealOrNull(Fields from) {
    Fields seal = from.objectOrNull("seal");
    return seal == null ? null : seal(seal);
  }

  private static ChatText content(Fields from, String name) {
    return ChatText.of(from.text(name));
  }

  private static int revision(Fields from) {
    return from.value("revision") == null ? 0 : from.count("revision");
  }
}
