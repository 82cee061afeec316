package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The output items of a Responses answer. Each is told up to four times: in pieces, as the whole of each
 * of its contents, as the whole item, and with the terminal event; the first whole counts. Events find
 * their item by its id, or else by its place in the output, since some servers give every event another
 * id, and others every item the same place.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OpenAiResponsesItems {
  /** So that a peer cannot fill the memory with items that say nothing. */
  private static final int MOST_ITEMS = 10_000;

  private final JsonFrames frames;
  private final DecodedMessage message;
  private final OpenAiResponsesCalls calls;
  private final Map<String, OutputItem> byId = new HashMap<>();
  private final Map<Long, OutputItem> byIndex = new HashMap<>();
  private int count;

  OpenAiResponsesItems(JsonFrames frames, DecodedMessage message) {
    this.frames = frames;
    this.message = message;
    calls = new OpenAiResponsesCalls(message);
  }

  private @Nullable OutputItem item(@Nullable String id, @Nullable Long index) {
    OutputItem known = id == null ? null : byId.get(id);
    if (known == null && index != null) {
      known = byIndex.get(index);
    }
    if (known == null) {
      known = begin(id == null ? "item-" + count : id);
    }
    if (known != null && index != null) {
      byIndex.putIfAbsent(index, known);
    }
    return known;
  }

  private @Nullable OutputItem begin(String key) {
    if (count == MOST_ITEMS) {
      frames.problem(
          "too_many_items",
          "more than %d output items came; the others were passed over".formatted(MOST_ITEMS));
    }
    if (count++ >= MOST_ITEMS) {
      return null;
    }
    OutputItem item = new OutputItem(key);
    byId.put(key, item);
    return item;
  }

  /** An event that tells neither id nor place is of the first item: many answers have no other. */
  private @Nullable OutputItem itemOf(OpenAiResponsesEvent event) {
    boolean tellsNone = event.itemId == null && event.outputIndex == null;
    return item(event.itemId, tellsNone ? Long.valueOf(0) : event.outputIndex);
  }

  /** An item begins. */
  void added(OpenAiResponsesEvent event) {
    if (event.item != null) {
      OutputItem item = begun(OpenAiResponsesFormat.text(event.item, "id"), event.outputIndex);
      if (item != null) {
        item.isAdded = true;
      }
      if (item != null && OpenAiResponsesFormat.isCall(OpenAiResponsesFormat.type(event.item))) {
        calls.begin(item, event.item);
      }
    }
  }

  /** An item begins once, so that where one stands that has begun this is another one. */
  private @Nullable OutputItem begun(@Nullable String id, @Nullable Long index) {
    OutputItem there = index == null ? null : byIndex.get(index);
    if (there == null || !there.isAdded || id == null || byId.containsKey(id)) {
      return item(id, index);
    }
    OutputItem another = begin(id);
    if (another != null) {
      byIndex.put(index, another);
    }
    return another;
  }

  void text(OpenAiResponsesEvent event) {
    OutputItem item = itemOf(event);
    if (item != null) {
      message.text(item.content(event.contentIndex), event.delta);
      wholeText(item, event.contentIndex, event.whole);
    }
  }

  void refusal(OpenAiResponsesEvent event) {
    OutputItem item = itemOf(event);
    if (item != null) {
      message.refusal(item.content(event.contentIndex), event.delta);
      wholeRefusal(item, event.contentIndex, event.whole);
    }
  }

  void summary(OpenAiResponsesEvent event) {
    OutputItem item = itemOf(event);
    if (item != null) {
      summary(item, event.summaryIndex, event.delta, event.whole);
    }
  }

  void thought(OpenAiResponsesEvent event) {
    OutputItem item = itemOf(event);
    if (item != null) {
      thought(item, event.contentIndex, event.delta, event.whole);
    }
  }

  void arguments(OpenAiResponsesEvent event) {
    OutputItem item = itemOf(event);
    if (item != null) {
      calls.arguments(item, event.delta);
    }
  }

  void wholeArguments(OpenAiResponsesEvent event, @Nullable String whole) {
    OutputItem item = itemOf(event);
    if (item != null) {
      calls.complete(item, whole);
    }
  }

  /** A citation of the text. */
  void annotation(OpenAiResponsesEvent event) {
    OutputItem item = itemOf(event);
    if (item != null && event.annotation != null) {
      annotation(item, event.contentIndex, event.annotationIndex, event.annotation);
    }
  }

  private void wholeText(OutputItem item, int index, @Nullable String whole) {
    String part = item.content(index);
    if (whole != null && item.wholes.add(part)) {
      message.wholeText(part, whole);
    }
  }

  private void wholeRefusal(OutputItem item, int index, @Nullable String whole) {
    String part = item.content(index);
    if (whole != null && item.wholes.add(part + "/refusal")) {
      message.wholeRefusal(part, whole);
    }
  }

  private void summary(OutputItem item, int index, @Nullable String delta, @Nullable String whole) {
    reasoning(item, item.summary(index), delta, whole, item.summaries);
  }

  private void thought(OutputItem item, int index, @Nullable String delta, @Nullable String whole) {
    reasoning(item, item.thought(index), delta, whole, item.thoughts);
  }

  private void reasoning(
      OutputItem item,
      String part,
      @Nullable String delta,
      @Nullable String whole,
      Set<String> parts) {
    boolean says = (delta != null && !delta.isEmpty()) || (whole != null && !whole.isEmpty());
    if (says) {
      parts.add(part);
    }
    message.reasoning(part, delta);
    if (whole != null && item.wholes.add(part)) {
      message.wholeReasoning(part, whole);
    }
  }

  private void annotation(
      OutputItem item, int content, int index, Map<String, @Nullable Object> annotation) {
    String part = item.content(content) + "/source/" + index;
    if (item.wholes.add(part)) {
      Part.Source source = OpenAiSources.of(annotation);
      if (source == null) {
        message.raw("annotation", annotation);
      } else {
        message.put(part, source);
      }
    }
  }

  /** An item is whole. */
  void done(Map<String, @Nullable Object> whole, @Nullable Long index) {
    OutputItem item = item(OpenAiResponsesFormat.text(whole, "id"), index);
    if (item == null || item.isDone) {
      return;
    }
    item.isDone = true;
    String type = OpenAiResponsesFormat.type(whole);
    switch (type) {
      case OpenAiResponsesFormat.MESSAGE -> wholeMessage(item, objects(whole.get("content")));
      case OpenAiResponsesFormat.REASONING -> wholeReasoning(item, whole);
      default -> {
        if (OpenAiResponsesFormat.isCall(type)) {
          calls.done(item, whole);
        } else if (!type.isEmpty()) {
          message.raw(OpenAiResponsesFormat.ITEM + type, whole);
        }
      }
    }
  }

  private void wholeMessage(OutputItem item, List<? extends Map<?, ?>> contents) {
    for (int i = 0; i < contents.size(); i++) {
      Map<?, ?> content = contents.get(i);
      switch (OpenAiResponsesFormat.type(content)) {
        case "output_text" -> {
          wholeText(item, i, string(content, "text"));
          List<? extends Map<?, ?>> annotations = objects(content.get("annotations"));
          for (int k = 0; k < annotations.size(); k++) {
            annotation(item, i, k, named(annotations.get(k)));
          }
        }
        case "refusal" -> wholeRefusal(item, i, string(content, "refusal"));
        case "" -> {}
        default -> message.raw(OpenAiResponsesFormat.type(content), content);
      }
    }
  }

  private void wholeReasoning(OutputItem item, Map<String, @Nullable Object> whole) {
    List<? extends Map<?, ?>> summaries = objects(whole.get("summary"));
    for (int i = 0; i < summaries.size(); i++) {
      summary(item, i, null, string(summaries.get(i), "text"));
    }
    List<? extends Map<?, ?>> thoughts = objects(whole.get("content"));
    for (int i = 0; i < thoughts.size(); i++) {
      thought(item, i, null, string(thoughts.get(i), "text"));
    }
    seal(item, whole);
  }

  /** Only a whole item is sealed: one that broke off cannot go back. */
  private void seal(OutputItem item, Map<String, @Nullable Object> whole) {
    String id = OpenAiResponsesFormat.text(whole, "id");
    String encrypted = OpenAiResponsesFormat.text(whole, "encrypted_content");
    if (item.summaries.isEmpty() && !item.thoughts.isEmpty()) {
      message.sealReasoning(item.thoughts.iterator().next(), id, encrypted);
    } else if (item.summaries.isEmpty()) {
      if (encrypted != null) {
        message.sealReasoning(item.summary(0), id, encrypted);
      }
    } else {
      String first = item.summaries.iterator().next();
      item.summaries.forEach(
          part -> message.sealReasoning(part, id, part.equals(first) ? encrypted : null));
    }
  }

  /** What the terminal event repeats is taken where it was missing. */
  void output(@Nullable List<Map<String, @Nullable Object>> output) {
    List<Map<String, @Nullable Object>> all = Objects.requireNonNullElse(output, List.of());
    for (int i = 0; i < all.size(); i++) {
      done(all.get(i), (long) i);
    }
  }

  /** The answer is whole, and no arguments are missing. */
  void close() {
    byId.values().forEach(item -> calls.complete(item, null));
  }

  private static @Nullable String string(Map<?, ?> object, String member) {
    return object.get(member) instanceof String text ? text : null;
  }

  /** The elements of an array; what is no object counts as an empty one. */
  private static List<? extends Map<?, ?>> objects(@Nullable Object value) {
    return value instanceof List<?> elements
        ? elements.stream()
            .<Map<?, ?>>map(element -> element instanceof Map<?, ?> object ? object : Map.of())
            .toList()
        : List.of();
  }

  /** The names of JSON members are strings. */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> named(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }
}
