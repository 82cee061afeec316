package io.github.streamingchat.benchmarks.store;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** The library's own. */
final class ConversationStore implements Store {
  private static final MessageDraft PLACEHOLDER =
      MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build();

  private final Conversation conversation = Conversation.create();
  private @Nullable Reservation answer;
  private int part;
  private int read;

  ConversationStore(int messages) {
    for (int i = 0; i < messages; i++) {
      conversation.add(MessageDraft.user("question " + i));
    }
  }

  private Reservation answer() {
    return Objects.requireNonNull(answer, "begin was not called");
  }

  @Override
  public void begin() {
    Reservation begun = conversation.begin(null, PLACEHOLDER, () -> {});
    part = begun.open(begun.primary(), new Part.Text(ChatText.EMPTY));
    read = 0;
    answer = begun;
  }

  @Override
  public void append(String piece) {
    Reservation running = answer();
    if (!running.append(running.primary(), part, piece)) {
      throw new IllegalStateException("the piece was refused");
    }
  }

  @Override
  public void take(Blackhole consumer) {
    consumer.consume(conversation.snapshot());
  }

  @Override
  public void readNew(Blackhole consumer) {
    ChatText text = text();
    consumer.consume(text.since(read));
    read = text.length();
  }

  @Override
  public void readWhole(Blackhole consumer) {
    consumer.consume(text().toString());
  }

  private ChatText text() {
    ChatMessage message = conversation.snapshot().find(answer().primary()).orElseThrow();
    return ((Part.Text) message.parts().get(part)).content();
  }

  @Override
  public void end() {
    if (answer().settle(MessageStatus.COMPLETED, null).isEmpty()) {
      throw new IllegalStateException("the answer had ended before");
    }
  }
}
