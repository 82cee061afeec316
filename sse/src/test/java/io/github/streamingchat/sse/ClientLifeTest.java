package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whose client it is decides who ends it. */
class ClientLifeTest {
  @Test
  void aLentClientIsUsedAsItIsAndStaysOpen() throws Exception {
    AtomicInteger tasks = new AtomicInteger();
    HttpClient lent = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .executor(task -> {
          tasks.incrementAndGet();
          task.run();
        })
        .build();
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
      if (connection.head().contains("/v1/")) {
        connection.send("HTTP/1.1 307 Over There\r\nLocation: /there\r\nContent-Length: 0\r\n"
            + "Connection: close\r\n\r\n");
      } else {
        connection.send(LoopbackPeer.streamHead() + Chunks.HELLO);
      }
    })) {
      Chat chat = Chat.builder(OpenAi.at(peer.url()).client(lent))
          .retry(RetryPolicy.NONE)
          .build();
      assertThat(chat.send("Hi").join(Dialogue.LIMIT).text()).isEqualTo("Hello");
      assertThat(tasks).hasPositiveValue();
      assertThat(peer.connections().get(1).head()).startsWith("POST /there");
      chat.close();

      HttpRequest request = HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:" + peer.port() + "/"))
          .build();
      assertThat(lent.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo(Chunks.HELLO);
    }
  }

  @Test
  void anOwnClientIsMadeWithTheFirstQuestionOnly() {
    Set<String> before = new HashSet<>(LibraryThreads.ofClients());

    Chat.builder(OpenAi.at("http://127.0.0.1:9"))
        .retry(RetryPolicy.NONE)
        .build()
        .close();

    assertThat(before).containsAll(LibraryThreads.ofClients());
  }

  @Test
  void anOwnClientEndsWithItsChat() throws Exception {
    Set<String> before = new HashSet<>(LibraryThreads.ofClients());
    try (LoopbackPeer peer = LoopbackPeer.sending(LoopbackPeer.streamHead() + Chunks.HELLO)) {
      askAndClose(peer);
    }

    // On JDK 21 and later at once; before, when nobody holds it any more.
    Eventually.await(
        "its thread ended", () -> before.containsAll(LibraryThreads.ofClients()), System::gc);
  }

  /** The client's thread knows the connection, and so whatever the connection knows. */
  @Test
  void anOwnClientEndsThoughThePeerKeepsItsConnectionOpen() throws Exception {
    Set<String> before = new HashSet<>(LibraryThreads.ofClients());
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
        + Chunks.HELLO.length() + "\r\n\r\n";
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
      connection.send(head + Chunks.HELLO);
      connection.awaitClose();
    })) {
      askAndClose(peer);

      Eventually.await(
          "its thread ended", () -> before.containsAll(LibraryThreads.ofClients()), System::gc);
    }
  }

  /** In a method of its own, so that no local variable holds the chat. */
  private static void askAndClose(LoopbackPeer peer) {
    try (Chat chat = Chat.builder(OpenAi.at(peer.url())).retry(RetryPolicy.NONE).build()) {
      assertThat(chat.send("Hi").join(Dialogue.LIMIT).status()).isEqualTo(MessageStatus.COMPLETED);
    }
  }

  /** Before JDK 21 a client cannot be closed: its streams run until they end by themselves. */
  @Test
  void closingATransportEndsTheAnswersThatStillRun() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21);
    try (LoopbackPeer peer = new LoopbackPeer(connection -> {
      connection.send(LoopbackPeer.streamHead() + Chunks.text("Hel"));
      connection.awaitClose();
    })) {
      ChatTransport transport = OpenAi.at(peer.url()).newTransport();
      Chat chat = Chat.builder(transport).retry(RetryPolicy.NONE).build();
      Answer answer = chat.send("Hi");
      Eventually.await("text came", () -> answer.message().text().equals("Hel"));

      transport.close();

      Outcome outcome = answer.join(Dialogue.LIMIT);
      Dialogue.failure(outcome, Kind.CONNECTION, null, true);
      assertThat(outcome.text()).isEqualTo("Hel");
      assertThat(peer.connections().get(0).sawClose()).isTrue();
    }
  }
}
