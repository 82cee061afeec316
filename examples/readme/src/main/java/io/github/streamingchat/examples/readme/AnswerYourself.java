package io.github.streamingchat.examples.readme;

import io.github.streamingchat.source.Answers;
import io.github.streamingchat.source.SimulatedAnswers;
import io.github.streamingchat.stream.Chat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Chats whose answers are made by the application. */
final class AnswerYourself {
  private AnswerYourself() {}

  static List<Chat> chats(Path file) {
    // @start region="answer-yourself"
    Chat lines = Chat.over(Answers.fromStream(request -> lines(file)));
    Chat later =
        Chat.over(Answers.fromStage(request -> CompletableFuture.supplyAsync(() -> "Because.")));
    Chat callback = Chat.over(Answers.from((request, out) -> {
      out.text("Because");
      out.text(" of short waves.");
      out.complete();
    }));
    Chat demo = Chat.over(SimulatedAnswers.saying("Because short waves scatter more."));
    // @end
    return List.of(lines, later, callback, demo);
  }

  @SuppressWarnings("StreamResourceLeak") // the answer closes it
  private static Stream<String> lines(Path file) {
    try {
      return Files.lines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
