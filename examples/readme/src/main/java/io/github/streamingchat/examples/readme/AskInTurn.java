package io.github.streamingchat.examples.readme;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.sse.HttpCancel;
import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.CancelReceipt;
import io.github.streamingchat.stream.Chat;

/** Lets questions wait for their turn, and tells the server when one is cancelled. */
final class AskInTurn {
  private AskInTurn() {}

  static CancelReceipt run(String url) {
    // @start region="ask-in-turn"
    Chat chat = Chat.builder(MessageEvents.at(url + "/stream"))
        .busy(BusyPolicy.queue()) // or INTERRUPT; REJECT is the default
        .onCancel(HttpCancel.post(url + "/cancel?stream_id={stream_id}"))
        .build();
    Answer first = chat.send("Why is the sky blue?");
    Answer second = chat.send("And why is the sunset red?"); // waits for its turn
    CancelReceipt receipt = first.cancel(); // in which state it was met, what was kept
    receipt.peer().thenAccept(reply -> System.out.println("the server: " + reply.status()));
    // @end
    second.cancel();
    return receipt;
  }
}
