package io.github.streamingchat.benchmarks.load;

import io.github.streamingchat.sse.HttpTransport;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.transport.ChatTransport;

/** One transport for all chats, as an application with one provider has it. */
final class LibraryClient implements StreamClient {
  private final ChatTransport transport;

  LibraryClient(String address) {
    transport = HttpTransport.builder(OpenAi.at(address).model("m").protocol()).build();
  }

  @Override
  public Runnable open(int number, Arrivals arrivals) {
    Answer answer = Chat.builder(transport)
        .build()
        .send(ServedStream.NAME + number)
        .onText(text -> arrivals.arrived(StampedEvents.ofText(text)), Runnable::run);
    return answer::cancel;
  }
}
