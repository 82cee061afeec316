package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.source.AnswerSource;
import io.github.streamingchat.transport.AnswerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Says what a test tells it to say, when the test does. Thread-safe. */
final class ToldMind implements AnswerSource {
  private static final int PATIENCE_SECONDS = 15;

  private final Map<String, BlockingQueue<Telling>> byQuestion = new ConcurrentHashMap<>();

  @Override
  public void start(AnswerRequest request, AnswerEmitter out) {
    List<ChatMessage> messages = request.messages();
    asked(messages.get(messages.size() - 1).text()).add(new Telling(out));
  }

  /** Waits until a question is asked, each time it is asked. */
  Telling answerTo(String question) throws InterruptedException {
    Telling telling = asked(question).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(telling).as("nobody asked: %s", question).isNotNull();
    return telling;
  }

  boolean wasAsked(String question) {
    return !asked(question).isEmpty();
  }

  private BlockingQueue<Telling> asked(String question) {
    return byQuestion.computeIfAbsent(question, added -> new LinkedBlockingQueue<>());
  }

  /** One answer, as far as the test has told it. */
  static final class Telling {
    private final AnswerEmitter out;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    private Telling(AnswerEmitter out) {
      this.out = out;
      out.onCancel(cancelled::countDown);
    }

    /** Says how many characters there will be. */
    Telling expect(int characters) {
      out.metadata(Map.of("expectedCharacters", characters));
      return this;
    }

    Telling text(String piece) {
      out.text(piece);
      return this;
    }

    void end(String lastPiece) {
      end(lastPiece, FinishReason.STOP);
    }

    void end(String lastPiece, FinishReason reason) {
      out.text(lastPiece);
      out.finish(reason);
      out.complete();
    }

    void fail(ChatError error) {
      out.fail(error);
    }

    void assertCancelled() throws InterruptedException {
      assertThat(cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("the answer goes on at the server")
          .isTrue();
    }
  }
}
