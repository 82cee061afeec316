package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Limits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The publishers of an answer against the compatibility kit of Reactive Streams. The kit is written for
 * TestNG; each of its rules is a test of its own here, made anew for it.
 *
 * <p>The kit asks for a publisher of so many elements. An element of text is what is new in one part, so
 * an answer of so many parts has as many elements however they are asked for. An answer that goes on has
 * as many as it has pieces if each comes when the one before was taken.
 */
class ReactiveStreamsTckTest {
  private static final long TIMEOUT_MILLIS = 300;
  private static final long SILENCE_MILLIS = 30;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @AfterAll
  static void stopThreads() {
    THREADS.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> theTextOnThreads() {
    return rules(() -> new Texts(true));
  }

  @TestFactory
  Stream<DynamicTest> theTextOnTheThreadThatAsks() {
    return rules(() -> new Texts(false));
  }

  @TestFactory
  Stream<DynamicTest> theTextOfAnAnswerThatGoesOn() {
    return rules(LiveTexts::new);
  }

  @TestFactory
  Stream<DynamicTest> theMessageOfAnAnswerThatGoesOn() {
    return rules(LiveMessages::new);
  }

  private static Stream<DynamicTest> rules(Supplier<FlowPublisherVerification<?>> verification) {
    return Arrays.stream(FlowPublisherVerification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .filter(method -> !method.getName().startsWith("untested_")) // rules that no test can check
        .map(
            rule -> DynamicTest.dynamicTest(rule.getName(), () -> check(rule, verification.get())));
  }

  private static void check(Method rule, FlowPublisherVerification<?> verification)
      throws Throwable {
    try {
      verification.setUp();
      rule.invoke(verification);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof SkipException) {
        throw new TestAbortedException(thrown.getCause().getMessage());
      }
      throw thrown.getCause();
    }
  }

  private static TestEnvironment environment() {
    return new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS, false);
  }

  private static Answer failed() {
    Scene scene = new Scene();
    Answer answer = scene.ask();
    scene.sink().truncated(null);
    return answer;
  }

  private static final class Texts extends FlowPublisherVerification<String> {
    private final boolean onThreads;

    Texts(boolean onThreads) {
      super(environment());
      this.onThreads = onThreads;
    }

    @Override
    public long maxElementsFromPublisher() {
      return Limits.DEFAULT_MAX_PARTS;
    }

    @Override
    public Flow.Publisher<String> createFlowPublisher(long elements) {
      Scene scene = new Scene();
      Answer answer = scene.ask();
      for (long part = 0; part < elements; part++) {
        scene.primary().text(Long.toString(part), part + " ");
      }
      scene.sink().completed(true);
      return publisher(answer);
    }

    @Override
    public Flow.Publisher<String> createFailedFlowPublisher() {
      return publisher(failed());
    }

    private Flow.Publisher<String> publisher(Answer answer) {
      return onThreads ? answer.textPublisher(THREADS) : answer.textPublisher(Runnable::run);
    }
  }

  private static final class LiveTexts extends FlowPublisherVerification<String> {
    LiveTexts() {
      super(environment());
    }

    @Override
    public Flow.Publisher<String> createFlowPublisher(long elements) {
      Live live = new Live(elements);
      live.goOn();
      return live.after(live.answer.textPublisher(THREADS));
    }

    @Override
    public Flow.Publisher<String> createFailedFlowPublisher() {
      return failed().textPublisher(THREADS);
    }
  }

  private static final class LiveMessages extends FlowPublisherVerification<ChatMessage> {
    LiveMessages() {
      super(environment());
    }

    /** The placeholder is the first and the message as it stays the last. */
    @Override
    public Flow.Publisher<ChatMessage> createFlowPublisher(long elements) {
      Live live = new Live(Math.max(0, elements - 2));
      if (elements == 1) {
        live.goOn();
      }
      return live.after(live.answer.messagePublisher(THREADS));
    }

    /** None: an answer that failed has a message to give before it says so. */
    @Override
    public Flow.Publisher<ChatMessage> createFailedFlowPublisher() {
      return null;
    }
  }

  /** An answer whose next piece comes when an element was taken, and at last the end. */
  private static final class Live {
    final Scene scene = new Scene();
    final Answer answer = scene.ask();
    private long left;

    Live(long pieces) {
      left = pieces;
    }

    synchronized void goOn() {
      if (left-- > 0) {
        scene.text("word ");
      } else {
        scene.sink().completed(true);
      }
    }

    /** Passes every signal on as it is, and the subscription itself. */
    <T> Flow.Publisher<T> after(Flow.Publisher<T> publisher) {
      return subscriber ->
          publisher.subscribe(subscriber == null ? null : new Taking<>(this, subscriber));
    }
  }

  private record Taking<T>(Live live, Flow.Subscriber<? super T> subscriber)
      implements Flow.Subscriber<T> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(T element) {
      subscriber.onNext(element);
      live.goOn();
    }

    @Override
    public void onError(Throwable error) {
      subscriber.onError(error);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
