package io.github.streamingchat.examples.readme;

import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.util.Map;
import java.util.function.BiFunction;

/** Runs the tools that a model asks for, until it has its answer. */
final class AnswerToolCalls {
  private AnswerToolCalls() {}

  static Outcome run(Chat chat, BiFunction<String, Map<String, Object>, Object> tools) {
    // @start region="tools"
    Outcome outcome = chat.send("Do I need a coat in Oslo?").join();
    while (!outcome.toolCalls().isEmpty()) {
      for (Part.ToolCall call : outcome.toolCalls()) {
        MessageDraft reply;
        try {
          reply =
              MessageDraft.toolResult(call.callId(), tools.apply(call.name(), call.arguments()));
        } catch (RuntimeException failed) {
          reply = MessageDraft.toolError(call.callId(), String.valueOf(failed.getMessage()));
        }
        chat.conversation().add(reply);
      }
      outcome = chat.answer().join();
    }
    // @end
    return outcome;
  }
}
