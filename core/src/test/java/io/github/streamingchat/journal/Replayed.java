package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.List;

/** What lines read back as. */
final class Replayed {
  private Replayed() {}

  static Recovery of(List<String> lines) {
    Replay replay = new Replay("unknown");
    for (int row = 0; row < lines.size(); row++) {
      replay.take(new JournalLine(row, lines.get(row)));
    }
    return replay.end();
  }

  /** What a file reads back as. */
  static Recovery of(byte[] file) {
    Replay replay = new Replay("unknown");
    try {
      new FileLines(FileStore.MAX_LINE_BYTES, replay::take)
          .read(Channels.newChannel(new ByteArrayInputStream(file)), file.length);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return replay.end();
  }

  /** Messages as they are after an interruption, whatever was said of it. */
  static List<ChatMessage> interrupted(List<ChatMessage> messages) {
    return messages.stream().map(Replayed::interrupted).toList();
  }

  private static ChatMessage interrupted(ChatMessage message) {
    boolean isInterrupted = !message.status().isTerminal()
        || message
            .error()
            .filter(error -> Recovery.INTERRUPTED.equals(error.code()))
            .isPresent();
    return isInterrupted
        ? message.toBuilder().status(MessageStatus.FAILED).error(null).build()
        : message;
  }
}
