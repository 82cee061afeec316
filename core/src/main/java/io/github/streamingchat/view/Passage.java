package io.github.streamingchat.view;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a message as people read it: what is said, or something beside it. Texts are those of
 * the message itself, uncopied.
 *
 * @param kind what it is
 * @param name the name of the tool that is called or of the data, or an empty text
 * @param content what it says, one text behind the other
 */
record Passage(Kind kind, String name, List<CharSequence> content) {
  /** What a stretch of a message can be. */
  enum Kind {
    SAID,
    REASONING,
    CALL,
    RESULT,
    FAILED_RESULT,
    FILE,
    DATA,
    SOURCES,
    ERROR
  }

  /** Gives what a message says, in its order; where it has that from, and why it failed, at last. */
  static List<Passage> of(ChatMessage message) {
    List<Passage> passages = new ArrayList<>();
    List<CharSequence> sources = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.Source source) {
        sources.add(source(source, sources.size() + 1));
      } else {
        Passage passage = of(part);
        if (passage != null) {
          add(passage, passages);
        }
      }
    }
    if (!sources.isEmpty()) {
      passages.add(new Passage(Kind.SOURCES, "", sources));
    }
    ChatError error = message.error().orElse(null);
    if (error != null && message.status() == MessageStatus.FAILED) {
      passages.add(new Passage(Kind.ERROR, "", List.of(error.message())));
    }
    return passages;
  }

  /** Providers cut a text into parts in the middle of a sentence, to hang a source on one. */
  private static void add(Passage next, List<Passage> passages) {
    Passage last = passages.isEmpty() ? null : passages.get(passages.size() - 1);
    if (last != null && last.kind == Kind.SAID && next.kind == Kind.SAID) {
      last.content.addAll(next.content);
    } else {
      passages.add(new Passage(next.kind, next.name, new ArrayList<>(next.content)));
    }
  }

  private static @Nullable Passage of(Part part) {
    if (part instanceof Part.ToolCall call) {
      return new Passage(Kind.CALL, call.name(), List.of(call.content()));
    } else if (part instanceof Part.Growing text) {
      Kind kind = part instanceof Part.Reasoning ? Kind.REASONING : Kind.SAID;
      return text.content().isEmpty() ? null : new Passage(kind, "", List.of(text.content()));
    } else if (part instanceof Part.ToolResult result) {
      Kind kind = result.error() ? Kind.FAILED_RESULT : Kind.RESULT;
      return new Passage(kind, "", List.of(words(result.result())));
    } else if (part instanceof Part.File file) {
      return new Passage(Kind.FILE, "", List.of(words(file)));
    } else if (part instanceof Part.Data data) {
      return new Passage(Kind.DATA, data.type(), List.of(words(data.value())));
    }
    return null; // what a provider sent and nobody knows is for no person
  }

  private static String words(@Nullable Object value) {
    return value instanceof String text ? text : JsonValueWriter.json(value);
  }

  private static String words(Part.File file) {
    return joined(file.name(), file.mediaType(), file.url());
  }

  private static String source(Part.Source source, int number) {
    String place = joined(source.title(), source.url());
    return "[%d] %s\n".formatted(number, place.isEmpty() ? source.id() : place);
  }

  private static String joined(@Nullable String... words) {
    return Stream.of(words)
        .filter(Objects::nonNull)
        .filter(word -> !word.isBlank())
        .map(word -> PlainText.line(word.strip()))
        .collect(Collectors.joining(" · "));
  }
}
