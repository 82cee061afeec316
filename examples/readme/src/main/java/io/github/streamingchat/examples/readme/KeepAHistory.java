package io.github.streamingchat.examples.readme;

import io.github.streamingchat.journal.Journal;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.TransportProvider;
import java.nio.file.Path;

/** A conversation that is still there when the program is started again. */
final class KeepAHistory {
  private KeepAHistory() {}

  static Outcome ask(TransportProvider endpoint, Path file, String question) {
    // @start region="keep-a-history"
    try (Journal journal = Journal.open(file, "page-42")) {
      journal.recovery().interrupted().forEach(id -> System.err.println(id + " broke off"));
      try (Chat chat =
          Chat.builder(endpoint).conversation(journal.conversation()).build()) {
        return chat.send(question).join();
      }
    }
    // @end
  }
}
