package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.OpenAiResponsesFormat.text;

import io.github.streamingchat.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls among the output items: of the application's functions and custom tools, which it answers by
 * their {@code call_id}, and of tools that the provider runs and answers itself. A call that takes free
 * text has an object with it as arguments, like all others.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OpenAiResponsesCalls {
  /** Members of a provider's call that are no arguments. */
  private static final Set<String> NO_ARGUMENTS = Set.of(
      "id",
      "type",
      "status",
      "name",
      "server_label",
      "result",
      "results",
      "output",
      "outputs",
      "error");

  private final DecodedMessage message;

  OpenAiResponsesCalls(DecodedMessage message) {
    this.message = message;
  }

  /** A call whose arguments are to come; without a name nobody can be told of it yet. */
  void begin(OutputItem item, Map<String, @Nullable Object> told) {
    String type = OpenAiResponsesFormat.type(told);
    String name = name(told);
    if (name != null && !item.isCall) {
      String member = OpenAiResponsesFormat.textMember(type);
      item.textArguments = member == null ? null : new TextArguments(member);
      item.isCall = true;
      item.isOpenCall = true;
      message.toolCall(
          item.key,
          callId(item, told),
          name,
          OpenAiResponsesFormat.isProviderRun(type),
          OpenAiResponsesFormat.sealOfCall(type));
    }
  }

  /** A piece for a call whose beginning is missing is part of the whole that comes later. */
  void arguments(OutputItem item, @Nullable String piece) {
    if (item.isOpenCall && piece != null && !piece.isEmpty()) {
      message.arguments(
          item.key, item.textArguments == null ? piece : item.textArguments.piece(piece));
    }
  }

  /** The arguments are all there; of several wholes the first counts. */
  void complete(OutputItem item, @Nullable String whole) {
    if (!item.isOpenCall) {
      return;
    }
    item.isOpenCall = false;
    TextArguments text = item.textArguments;
    if (text != null) {
      message.arguments(item.key, text.end());
    }
    message.completeArguments(item.key, text == null || whole == null ? whole : text.whole(whole));
  }

  /** A call is told as a whole; one that the provider runs with its result. */
  void done(OutputItem item, Map<String, @Nullable Object> told) {
    if (OpenAiResponsesFormat.isProviderRun(OpenAiResponsesFormat.type(told))) {
      wholeCall(item, told);
      result(item, told);
    } else if ("incomplete".equals(told.get("status"))) {
      begin(item, told); // and stays open: nobody may act on half of the arguments
    } else if (item.isOpenCall) {
      complete(item, given(told));
    } else if (!item.isCall) {
      wholeCall(item, told);
    }
  }

  private void wholeCall(OutputItem item, Map<String, @Nullable Object> told) {
    String type = OpenAiResponsesFormat.type(told);
    String name = name(told);
    if (name != null) {
      item.isCall = true;
      item.isOpenCall = false;
      message.wholeToolCall(
          item.key,
          callId(item, told),
          name,
          arguments(told),
          OpenAiResponsesFormat.isProviderRun(type),
          OpenAiResponsesFormat.sealOfCall(type));
    }
  }

  private static @Nullable Object arguments(Map<String, @Nullable Object> told) {
    String type = OpenAiResponsesFormat.type(told);
    String member = OpenAiResponsesFormat.textMember(type);
    if (member != null) {
      String text = given(told);
      return new TextArguments(member).whole(text == null ? "" : text);
    }
    if (told.containsKey("arguments") || !OpenAiResponsesFormat.isProviderRun(type)) {
      return told.get("arguments");
    }
    if (told.get("action") instanceof Map<?, ?> action) {
      return action;
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(told);
    rest.keySet().removeAll(NO_ARGUMENTS);
    return rest;
  }

  /** The arguments as the item tells them: JSON text, or free text. */
  private static @Nullable String given(Map<String, @Nullable Object> told) {
    String member = OpenAiResponsesFormat.textMember(OpenAiResponsesFormat.type(told));
    return told.get(member == null ? "arguments" : member) instanceof String text ? text : null;
  }

  /** What the provider's tool gave is the whole item, which goes back as it is. */
  private void result(OutputItem item, Map<String, @Nullable Object> told) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(told);
    if (OpenAiResponsesFormat.type(told).equals(OpenAiResponsesFormat.IMAGE_CALL)) {
      String image = text(result, OpenAiResponsesFormat.IMAGE);
      result.remove(OpenAiResponsesFormat.IMAGE);
      if (image != null) {
        String format = Objects.requireNonNullElse(text(told, "output_format"), "png");
        message.put(item.key, new Part.File("image/" + format, null, null, image));
      }
    }
    boolean failed = "failed".equals(told.get("status")) || told.get("error") != null;
    message.put(item.key, new Part.ToolResult(callId(item, told), result, failed));
  }

  private static String callId(OutputItem item, Map<String, @Nullable Object> told) {
    String callId = OpenAiResponsesFormat.isProviderRun(OpenAiResponsesFormat.type(told))
        ? null
        : text(told, "call_id");
    return callId == null ? item.key : callId;
  }

  /** The name of the tool; the provider's own have none but that of the item's type. */
  private static @Nullable String name(Map<String, @Nullable Object> told) {
    String type = OpenAiResponsesFormat.type(told);
    String name = text(told, "name");
    return name == null && OpenAiResponsesFormat.isProviderRun(type)
        ? type.substring(0, type.length() - "_call".length())
        : name;
  }
}
