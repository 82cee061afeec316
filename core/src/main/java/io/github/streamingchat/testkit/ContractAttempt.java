package io.github.streamingchat.testkit;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.StreamEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt under contract, cancelled as an answer does it: the sink is closed first, then the
 * connection is cancelled, at once or as soon as {@code open} has returned it.
 *
 * <p>Thread-safe.
 */
final class ContractAttempt {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("contract", MessageId.of("answer"), question(), 1, null, Limits.DEFAULTS);
  private static final Connection CANCELLED = () -> {};

  final ContractProbe probe;
  private final TransportContract.Subject subject;
  private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

  /** Most transports have nothing to send without one. */
  private static List<ChatMessage> question() {
    Conversation conversation = Conversation.builder("contract").build();
    conversation.add(MessageDraft.user("Why is the sky blue?"));
    return conversation.snapshot().messages();
  }

  ContractAttempt(
      TransportContract.Subject subject, BiConsumer<ContractAttempt, StreamEvent> reaction) {
    this.subject = subject;
    this.probe = new ContractProbe(event -> reaction.accept(this, event));
  }

  /** Opens it, on the calling thread. */
  ContractAttempt open(ChatTransport transport) {
    Connection opened = transport.open(REQUEST, probe);
    if (!connection.compareAndSet(null, opened)) {
      opened.cancel();
    }
    return this;
  }

  void cancel() {
    probe.close();
    Connection opened = connection.getAndSet(CANCELLED);
    if (opened != null) {
      opened.cancel();
    }
  }

  /** Cancels the connection itself, as often as it is called. */
  void cancelTwice() {
    probe.close();
    Connection opened = connection.get();
    if (opened != null) {
      opened.cancel();
      opened.cancel();
    }
  }

  void awaitText() {
    await("a piece of text", probe::hasText);
  }

  void awaitEnd() {
    await("the end", probe::hasEnded);
  }

  private void await(String what, BooleanSupplier condition) {
    probe.await(what, condition, subject::pass);
  }

  /** Gives the transport the time to do what it should not do. */
  void settle() {
    for (int i = 0; i < 3; i++) {
      subject.pass();
    }
    probe.verify();
  }

  void requireText(String text) {
    require("the text \"" + text + "\"", probe.text().equals(text));
  }

  void requireEnd(Class<? extends StreamEvent> kind) {
    List<StreamEvent> ends = probe.ends();
    require("one end, " + kind.getSimpleName(), ends.size() == 1 && kind.isInstance(ends.get(0)));
  }

  void require(String what, boolean holds) {
    if (!holds) {
      throw new AssertionError("expected " + what + ", but this came: " + probe);
    }
  }
}
