package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.EventSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Before a terminal in memory; the test plays both the person and the peer. */
@Timeout(60)
abstract class SessionScene {
  static final String PROMPT = "›";

  final ScriptedTransport transport = new ScriptedTransport(Scheduler.system());
  final Chat chat = Chat.builder(transport).build();
  Person person;
  CompletableFuture<Void> left;

  @BeforeEach
  void begin() throws Exception {
    person = new Person(40, 15);
    left = new CompletableFuture<>();
    Thread session = new Thread(this::run, "session");
    session.setDaemon(true);
    session.start();
    person.sees(PROMPT);
  }

  void run() {
    try {
      new ChatSession(Rooms.of(chat), person.terminal(), new Palette(true), () -> 0)
          .run("http://model/v1");
      left.complete(null);
    } catch (IOException | RuntimeException | Error thrown) {
      left.completeExceptionally(thrown);
    }
  }

  @AfterEach
  void end() throws IOException {
    chat.close();
    person.terminal().close();
  }

  EventSink ask(String question) throws Exception {
    int before = transport.attempts().size();
    person.type(question + "\r");
    person.sees("connecting…");
    person.sees(screen -> transport.attempts().size() > before, "a question at the peer");
    EventSink peer = transport.attempts().get(before).sink();
    peer.connected();
    return peer;
  }

  static void say(EventSink peer, String... pieces) {
    for (String piece : pieces) {
      peer.primary().text("0", piece);
    }
  }

  void leaves() throws Exception {
    left.get(20, TimeUnit.SECONDS);
  }

  EventSink answersAfter(String command) throws Exception {
    int before = transport.attempts().size();
    person.type(command + "\r");
    person.sees(screen -> transport.attempts().size() > before, "the question again");
    return transport.attempts().get(before).sink();
  }

  List<String> texts() {
    return chat.conversation().snapshot().messages().stream()
        .map(message -> message.text())
        .toList();
  }
}
