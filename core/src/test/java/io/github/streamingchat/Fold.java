package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader that trusts the changes: it builds the texts from what each change says was added or is
 * gone, and looks into the snapshot only to see that no text was left behind a message's last part.
 */
final class Fold implements ChangeListener {
  final Map<MessageId, List<String>> texts = new LinkedHashMap<>();
  private long version;
  private boolean inside;

  Fold(Snapshot start) {
    version = start.version();
    texts.putAll(ModelledConversation.contentOf(start));
  }

  @Override
  public void onChange(Change change) {
    assertThat(inside).as("one call at a time").isFalse();
    inside = true;
    assertThat(change.previousVersion()).isEqualTo(version);
    assertThat(change.version()).isGreaterThan(version);
    version = change.version();
    if (change.cleared()) {
      texts.clear();
    }
    for (MessageChange message : change.messages()) {
      switch (message.kind()) {
        case ADDED -> assertThat(texts.put(message.id(), new ArrayList<>())).isNull();
        case REMOVED -> assertThat(texts.remove(message.id())).isNotNull();
        case UPDATED -> assertThat(texts).containsKey(message.id());
      }
      if (message.kind() != MessageChange.Kind.REMOVED) {
        applyTexts(message, change.snapshot().find(message.id()).orElseThrow());
      }
    }
    assertThat(texts).isEqualTo(ModelledConversation.contentOf(change.snapshot()));
    assertThat(List.copyOf(texts.keySet()))
        .isEqualTo(change.snapshot().messages().stream().map(ChatMessage::id).toList());
    inside = false;
  }

  private void applyTexts(MessageChange message, ChatMessage now) {
    List<String> parts = new ArrayList<>(texts.get(message.id()));
    for (TextChange text : message.texts()) {
      while (text.part() >= parts.size()) {
        parts.add("");
      }
      if (text.replaced()) {
        parts.set(text.part(), "");
      }
      String known = parts.get(text.part());
      assertThat(text.from()).isEqualTo(known.length());
      parts.set(text.part(), known + text.text());
    }
    while (parts.size() > now.parts().size()) {
      assertThat(parts.remove(parts.size() - 1))
          .as("the text of a part that is gone")
          .isEmpty();
    }
    texts.put(message.id(), parts);
  }
}
