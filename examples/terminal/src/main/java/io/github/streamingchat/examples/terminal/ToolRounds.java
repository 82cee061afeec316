package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part.ToolCall;
import io.github.streamingchat.Part.ToolResult;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the tools that the answers to one question call, and has the conversation go on.
 *
 * <p>For one thread.
 */
final class ToolRounds {
  /** A model that calls more often than this goes round in circles. */
  static final int MAX = 5;

  private final Chat chat;
  private int rounds;

  ToolRounds(Chat chat) {
    this.chat = chat;
  }

  /**
   * Runs what an answer has called.
   *
   * @param outcome how the answer ended
   * @param tell takes a line for each result
   * @return the answer that goes on with the results, or empty if there is nothing to go on with
   */
  Optional<Answer> next(Outcome outcome, Consumer<String> tell) {
    List<ToolCall> calls = outcome.toolCalls();
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    if (++rounds > MAX) {
      tell.accept("The model called tools %d times and got no further.".formatted(MAX));
      return Optional.empty();
    }
    calls.forEach(call -> answer(call, tell));
    return Optional.of(chat.answer());
  }

  /** Tells whether the model still called tools when it was asked no more. */
  boolean isGivenUp() {
    return rounds > MAX;
  }

  private void answer(ToolCall call, Consumer<String> tell) {
    MessageDraft result = Tools.run(call);
    chat.conversation().add(result);
    result.parts().forEach(part -> tell.accept(ToolLines.of((ToolResult) part)));
  }
}
