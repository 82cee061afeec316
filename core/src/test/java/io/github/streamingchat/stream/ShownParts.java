package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A display that knows nothing but what it is told of parts, and checks what it is told. */
final class ShownParts implements AnswerListener {
  private final Map<MessageId, List<Part>> parts = new LinkedHashMap<>();
  private final Map<MessageId, List<String>> texts = new LinkedHashMap<>();

  /** It goes by the parts. */
  @Override
  public void onTextReplaced(String text) {}

  @Override
  public synchronized void onPart(PartChange change) {
    List<Part> of = parts.computeIfAbsent(change.message().id(), id -> new ArrayList<>());
    List<String> text = texts.computeIfAbsent(change.message().id(), id -> new ArrayList<>());
    int index = change.index();
    switch (change.kind()) {
      case ADDED -> {
        assertThat(index).isEqualTo(of.size());
        of.add(change.part());
        text.add(change.text());
      }
      case UPDATED -> {
        of.set(index, change.part());
        text.set(index, text.get(index) + change.text());
      }
      case REPLACED -> {
        of.set(index, change.part());
        text.set(index, change.text());
      }
      case REMOVED -> {
        assertThat(index).isEqualTo(of.size() - 1);
        of.remove(index);
        text.remove(index);
      }
    }
    if (index < of.size() && of.get(index) instanceof Part.Growing growing) {
      assertThat(text.get(index)).isEqualTo(growing.content().toString());
    }
  }

  synchronized Map<MessageId, List<Part>> parts() {
    Map<MessageId, List<Part>> shown = new LinkedHashMap<>(parts);
    shown.values().removeIf(List::isEmpty);
    return shown;
  }

  static Map<MessageId, List<Part>> of(List<ChatMessage> messages) {
    Map<MessageId, List<Part>> parts = new LinkedHashMap<>();
    for (ChatMessage message : messages) {
      if (!message.parts().isEmpty()) {
        parts.put(message.id(), message.parts());
      }
    }
    return parts;
  }
}
