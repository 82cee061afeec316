package io.github.streamingchat.testkit;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.testkit.TransportContract.Promise;
import io.github.streamingchat.testkit.TransportContract.Subject;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.StreamEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The contract, promise by promise. */
final class TransportPromises {
  private static final String[] PIECES = {"Be", "cause", " of ", "waves", "."};
  private static final String FIRST = PIECES[0];
  private static final String WHOLE = String.join("", PIECES);

  private static final long PATIENCE_NANOS =
      TimeUnit.SECONDS.toNanos(TransportContract.PATIENCE_SECONDS);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final Script ANSWER = Script.answering(PIECES);
  private static final Script SILENT = Script.builder().build();
  private static final Script STUCK = Script.builder().connected().text(FIRST).build();
  private static final Script FAILING = Script.builder()
      .connected()
      .text(FIRST)
      .failed(ChatError.of(ChatError.Kind.SERVER, "The peer broke."))
      .build();

  /** By what they say, in the order of an attempt's life. */
  static final Map<String, Promise> ALL = all();

  private TransportPromises() {}

  private static Map<String, Promise> all() {
    Map<String, Promise> all = new LinkedHashMap<>();
    all.put("a whole answer comes in order and ends once", over(ANSWER, TransportPromises::whole));
    all.put("a failure comes once and after the text", over(FAILING, TransportPromises::failure));
    all.put("silence is not an end", over(STUCK, TransportPromises::silence));
    all.put("a cancel may come before anything else", over(SILENT, TransportPromises::cancelled));
    all.put("a cancel may come in silence", over(STUCK, TransportPromises::cancelledInSilence));
    all.put("a cancel may come from inside a piece", over(ANSWER, TransportPromises::insidePiece));
    all.put("a cancel may come from inside the end", over(ANSWER, TransportPromises::insideEnd));
    all.put("a cancel waits for no call", over(ANSWER, TransportPromises::besideCall));
    all.put("attempts do not know each other", over(ANSWER, TransportPromises::independent));
    all.put("a close may come twice", over(STUCK, TransportPromises::closed));
    all.put("a chat gets a whole answer", over(ANSWER, TransportPromises::chatCompletes));
    all.put("a chat keeps the text of a failure", over(FAILING, TransportPromises::chatFails));
    all.put(
        "a chat keeps the text and can ask on after a cancel",
        over(STUCK, TransportPromises::chatCancels));
    return Collections.unmodifiableMap(all);
  }

  private interface Verification {
    void verify(Subject subject, ChatTransport transport) throws Exception;
  }

  private static Promise over(Script script, Verification verification) {
    return subject -> {
      try (ChatTransport transport = subject.transport(script)) {
        verification.verify(subject, transport);
      }
    };
  }

  private static ContractAttempt opened(Subject subject, ChatTransport transport) {
    return new ContractAttempt(subject, (self, event) -> {}).open(transport);
  }

  private static void whole(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = opened(subject, transport);
    attempt.awaitEnd();
    attempt.settle();
    attempt.requireText(WHOLE);
    attempt.requireEnd(StreamEvent.Completed.class);
  }

  private static void failure(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = opened(subject, transport);
    attempt.awaitEnd();
    attempt.settle();
    attempt.requireText(FIRST);
    attempt.require(
        "one failure",
        attempt.probe.ends().size() == 1
            && !(attempt.probe.ends().get(0) instanceof StreamEvent.Completed));
  }

  private static void silence(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = opened(subject, transport);
    attempt.awaitText();
    attempt.settle();
    attempt.requireText(FIRST);
    attempt.require("no end", attempt.probe.ends().isEmpty());
    attempt.cancel();
  }

  private static void cancelled(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = opened(subject, transport);
    attempt.cancelTwice();
    attempt.settle();
    attempt.requireText("");
  }

  private static void cancelledInSilence(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = opened(subject, transport);
    attempt.awaitText();
    attempt.cancelTwice();
    attempt.settle();
    attempt.requireText(FIRST);
  }

  private static void insidePiece(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = cancellingAt(EventTap::isText, subject).open(transport);
    attempt.awaitText();
    attempt.cancelTwice();
    attempt.settle();
    attempt.require("nothing but what was on its way", WHOLE.startsWith(attempt.probe.text()));
  }

  private static void insideEnd(Subject subject, ChatTransport transport) {
    ContractAttempt attempt =
        cancellingAt(StreamEvent.Completed.class::isInstance, subject).open(transport);
    attempt.awaitEnd();
    attempt.cancelTwice();
    attempt.settle();
    attempt.requireText(WHOLE);
    attempt.requireEnd(StreamEvent.Completed.class);
  }

  private static ContractAttempt cancellingAt(Predicate<StreamEvent> moment, Subject subject) {
    return new ContractAttempt(subject, (attempt, event) -> {
      if (moment.test(event)) {
        attempt.cancel();
      }
    });
  }

  private static void besideCall(Subject subject, ChatTransport transport)
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    ContractAttempt attempt = new ContractAttempt(subject, (self, event) -> {
      if (EventTap.isText(event)) {
        inside.countDown();
        hold(mayReturn);
      }
    });
    Thread passing = new Thread(() -> {
      attempt.open(transport);
      while (inside.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
        subject.pass();
        Thread.onSpinWait();
      }
    });
    passing.start();
    try {
      attempt.require(
          "a piece of text", inside.await(TransportContract.PATIENCE_SECONDS, TimeUnit.SECONDS));
      attempt.cancel();
      attempt.require("that a cancel does not wait", mayReturn.getCount() == 1);
    } finally {
      mayReturn.countDown();
      passing.interrupt();
      passing.join();
    }
    attempt.settle();
  }

  /** Gives up before the canceller does, so that a cancel that waits for this call is found out. */
  private static void hold(CountDownLatch mayReturn) {
    try {
      if (!mayReturn.await(TransportContract.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        mayReturn.countDown();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void independent(Subject subject, ChatTransport transport) {
    ContractAttempt cancelled = opened(subject, transport);
    ContractAttempt whole = opened(subject, transport);
    cancelled.cancel();
    whole.awaitEnd();
    whole.settle();
    whole.requireText(WHOLE);
    whole.requireEnd(StreamEvent.Completed.class);
  }

  private static void closed(Subject subject, ChatTransport transport) {
    ContractAttempt attempt = opened(subject, transport);
    attempt.awaitText();
    transport.close();
    transport.close();
    attempt.settle();
    attempt.requireText(FIRST);
    attempt.require(
        "no completed answer",
        attempt.probe.ends().stream().noneMatch(StreamEvent.Completed.class::isInstance));
    attempt.cancelTwice();
    attempt.settle();
  }

  private static void chatCompletes(Subject subject, ChatTransport transport) {
    try (Chat chat = Chat.builder(transport).build()) {
      requireAnswer(ended(subject, chat.send("Why?")), MessageStatus.COMPLETED, WHOLE);
    }
  }

  private static void chatFails(Subject subject, ChatTransport transport) {
    try (Chat chat = Chat.builder(transport).build()) {
      requireAnswer(ended(subject, chat.send("Why?")), MessageStatus.FAILED, FIRST);
    }
  }

  private static void chatCancels(Subject subject, ChatTransport transport) {
    try (Chat chat = Chat.builder(transport).build()) {
      for (int i = 0; i < 2; i++) {
        Answer answer = chat.send("Why?");
        waitFor(subject, () -> answer.message().text().equals(FIRST), answer);
        answer.cancel();
        requireAnswer(ended(subject, answer), MessageStatus.CANCELLED, FIRST);
      }
    }
  }

  private static Answer ended(Subject subject, Answer answer) {
    waitFor(subject, () -> answer.state().isTerminal(), answer);
    return answer;
  }

  private static void waitFor(Subject subject, BooleanSupplier condition, Answer answer) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited in vain for more than " + answer.message());
      }
      subject.pass();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static void requireAnswer(Answer answer, MessageStatus status, String text) {
    ChatMessage message = answer.message();
    if (message.status() != status || !message.text().equals(text)) {
      throw new AssertionError("expected the answer %s with the text \"%s\", but it is %s"
          .formatted(status, text, message));
    }
  }
}
