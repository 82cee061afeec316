package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One chat with one peer over a real socket, and what must be true of every answer in it: its error
 * can be read by a person, and nothing is left of it.
 */
public final class Dialogue implements AutoCloseable {
  /** Generous: it is reached by a test that fails. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  public static final String KEY = "sk-very-secret";

  private final LoopbackPeer peer;
  private final Chat chat;

  private Dialogue(LoopbackPeer peer, Chat chat) {
    this.peer = peer;
    this.chat = chat;
  }

  public static Dialogue with(LoopbackPeer.Behaviour behaviour) {
    return with(behaviour, chat -> {});
  }

  public static Dialogue with(LoopbackPeer.Behaviour behaviour, Consumer<Chat.Builder> settings) {
    return with(behaviour, openAi -> openAi, settings);
  }

  public static Dialogue with(
      LoopbackPeer.Behaviour behaviour,
      UnaryOperator<OpenAi> endpoint,
      Consumer<Chat.Builder> settings) {
    LoopbackPeer peer = new LoopbackPeer(behaviour);
    Chat.Builder chat =
        Chat.builder(endpoint.apply(OpenAi.at(peer.url()).model("m").apiKey(KEY)));
    chat.retry(RetryPolicy.NONE); // a test that is about more sets another
    settings.accept(chat);
    return new Dialogue(peer, chat.build());
  }

  /** With a peer that sends this and closes. */
  public static Dialogue hearing(String response) {
    return with(connection -> connection.send(response));
  }

  /** With a peer that sends this and then waits for the client to close. */
  public static Dialogue hearingOpenEnded(String response) {
    return with(connection -> {
      connection.send(response);
      connection.awaitClose();
    });
  }

  /** A chat with another peer than this class makes, about one attempt as all the others. */
  public static Chat over(ChatTransport transport) {
    return Chat.builder(transport).retry(RetryPolicy.NONE).build();
  }

  /** A chat with another endpoint than this class makes, about one attempt as all the others. */
  public static Chat over(TransportProvider endpoint) {
    return Chat.builder(endpoint).retry(RetryPolicy.NONE).build();
  }

  /** A chat whose conversation has limits of its own, about one attempt as all the others. */
  public static Chat over(ChatTransport transport, Limits limits) {
    return Chat.builder(transport)
        .retry(RetryPolicy.NONE)
        .conversation(Conversation.builder("c").limits(limits).build())
        .build();
  }

  public LoopbackPeer peer() {
    return peer;
  }

  public Chat chat() {
    return chat;
  }

  public Answer ask() {
    return chat.send("Hi");
  }

  /** Asks, and waits for the end. */
  public Outcome outcome() {
    return ended(ask());
  }

  /** Waits for the end of an answer. */
  public Outcome ended(Answer answer) {
    Outcome outcome = answer.join(LIMIT);
    assertThat(chat.conversation().isBusy()).isFalse();
    assertThat(LibraryThreads.ofSingleStreams()).isEmpty();
    return outcome;
  }

  public Outcome completed() {
    Outcome outcome = outcome();
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
    return outcome;
  }

  public ChatError failed(ChatError.Kind kind, String code, boolean retryable) {
    return failedWithText("", kind, code, retryable);
  }

  /** Asks, and checks that the answer failed like this and kept this text. */
  public ChatError failedWithText(
      String text, ChatError.Kind kind, String code, boolean retryable) {
    Outcome outcome = outcome();
    assertThat(outcome.text()).isEqualTo(text);
    assertThat(chat.conversation().snapshot().messages().get(1)).isEqualTo(outcome.message());
    return failure(outcome, kind, code, retryable);
  }

  public static ChatError failure(
      Outcome outcome, ChatError.Kind kind, String code, boolean retryable) {
    assertThat(outcome.status()).as("%s", outcome).isEqualTo(MessageStatus.FAILED);
    ChatError error = outcome.error().orElseThrow();
    assertThat(error.kind()).as("%s, caused by %s", error, error.cause()).isEqualTo(kind);
    assertThat(error.code()).as("%s", error).isEqualTo(code);
    assertThat(error.retryable())
        .as("%s retryable, caused by %s", error, error.cause())
        .isEqualTo(retryable);
    assertThat(error.attempt()).isEqualTo(1);
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
    assertReadable(error.message());
    return error;
  }

  /** A sentence for a person: no secret, no names of classes, nothing that moves a cursor. */
  public static void assertReadable(String message) {
    assertThat(message)
        .isNotBlank()
        .doesNotContain(KEY)
        .doesNotContain("Exception", "java.", "jdk.", "null", "PT", "StreamRead", "START_")
        .doesNotContainPattern("[\\p{Cntrl}\\x{2028}\\x{2029}]")
        .hasSizeLessThan(1000);
    assertThat(message.charAt(0)).isUpperCase();
  }

  /** Checks that the client closed every connection, and the peer saw it. */
  public void assertSocketsClosed() throws InterruptedException {
    assertThat(peer.connections()).isNotEmpty();
    for (PeerConnection connection : peer.connections()) {
      assertThat(connection.sawClose()).as("the client closed the connection").isTrue();
    }
  }

  @Override
  public void close() {
    chat.close();
    try {
      peer.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
