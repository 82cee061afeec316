package io.github.streamingchat.examples.readme;

import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.RetryBudget;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;

/** Tries more often than usual, and goes on where an answer broke off. */
final class KeepTrying {
  private final RetryBudget budget = RetryBudget.of(20, 0.5);

  Chat over(OpenAi endpoint) {
    // @start region="keep-trying"
    RetryPolicy retry = RetryPolicy.builder()
        .maxAttempts(5) // in a row; progress begins the count anew
        .afterText(AfterText.RESUME) // asks the server to go on after the last event's id
        .budget(budget) // shared by all chats to one server that may be down
        .build();
    Chat chat = Chat.builder(endpoint).retry(retry).build();
    // @end
    return chat;
  }
}
