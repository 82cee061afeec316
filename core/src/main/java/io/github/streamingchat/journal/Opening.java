package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import java.io.IOException;
import java.util.List;

/**
 * What is known when a journal was read back and can be gone on with.
 *
 * @param recovery what was read back
 * @param conversation begins with that; nobody else has it yet
 * @param lastLine the number of the store's last line
 */
record Opening(Recovery recovery, Conversation conversation, long lastLine) {
  /**
   * Reads what a store has, and makes it fit to be gone on with: what was cut short is removed, and what
   * is damaged is written anew.
   *
   * @param takesDamaged whether what is damaged may be gone on with
   * @param first what it is to begin with if it has no messages
   * @throws JournalException if it is not to be gone on with; then nothing was changed
   * @throws IllegalStateException if it has messages and is to begin with others; nothing was changed
   */
  static Opening of(
      JournalStore store,
      String conversationId,
      Conversation.Builder conversation,
      boolean takesDamaged,
      List<ChatMessage> first)
      throws IOException {
    Replay replay = new Replay(conversationId);
    store.read(replay::take);
    Recovery recovery = replay.end();
    requireKnown(replay.format());
    requireOwn(recovery, conversationId);
    Loss damage = recovery.damage().orElse(null);
    if (damage != null && !takesDamaged) {
      throw new JournalDamagedException(recovery, damage);
    }
    if (!first.isEmpty() && !recovery.messages().isEmpty()) {
      throw new IllegalStateException(
          "the journal has %d messages, and cannot begin with %d others; import into one without messages"
              .formatted(recovery.messages().size(), first.size()));
    }
    Conversation made =
        conversation.messages(first.isEmpty() ? recovery.messages() : first).build();
    long lastLine = damage == null && first.isEmpty()
        ? goOn(store, replay, conversationId)
        : Writer.restate(store, made.snapshot(), damage != null);
    return new Opening(recovery, made, lastLine);
  }

  private static void requireKnown(int format) {
    if (format > RecordLine.FORMAT) {
      throw new JournalException(
          JournalException.Kind.NEWER,
          "the journal is of format %d, but this version reads format %d; open it with a later version"
              .formatted(format, RecordLine.FORMAT),
          null);
    }
  }

  private static void requireOwn(Recovery recovery, String conversationId) {
    String of = recovery.conversation();
    if (of != null && !of.equals(conversationId)) {
      throw new JournalException(
          JournalException.Kind.OTHER_CONVERSATION,
          "the journal is of conversation %s, not of %s; let each have one of its own"
              .formatted(of, conversationId),
          null);
    }
  }

  /** Gives the number of the last line. */
  private static long goOn(JournalStore store, Replay replay, String conversationId)
      throws IOException {
    if (replay.cutAt() != Replay.NOWHERE) {
      store.cut(replay.cutAt());
    }
    long number = replay.nextNumber();
    JournalRecord opened = new JournalRecord.Opened(conversationId, RecordLine.FORMAT);
    store.append(List.of(new RecordLine(number, false, opened).text()));
    store.force();
    return number;
  }
}
