package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the compatibility kit cannot know: the text, the ends, and the answer behind it. */
class AnswerPublisherTest {
  private final Scene scene = new Scene();
  private final Answer answer = scene.ask();
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  /** Asks for what it is made with and writes signals down. */
  private static class Asking<T> implements Flow.Subscriber<T> {
    final List<T> elements = new ArrayList<>();
    final List<Object> ends = new ArrayList<>();
    private final long first;
    Flow.Subscription subscription;

    Asking(long first) {
      this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (first != 0) {
        given.request(first);
      }
    }

    @Override
    public void onNext(T element) {
      elements.add(element);
    }

    @Override
    public void onError(Throwable error) {
      ends.add(error);
    }

    @Override
    public void onComplete() {
      ends.add("complete");
    }
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void eachRequestGivesTheTextThatIsNewSinceTheLast() {
    Asking<String> asking = new Asking<>(0);
    answer.textPublisher(Runnable::run).subscribe(asking);
    scene.text("Be");
    scene.text("ca");
    assertThat(asking.elements).isEmpty();
    asking.subscription.request(1);
    assertThat(asking.elements).containsExactly("Beca");
    scene.text("u");
    scene.text("se");
    scene.sink().completed(true);
    assertThat(asking.elements).containsExactly("Beca");
    asking.subscription.request(5);

    assertThat(asking.elements).containsExactly("Beca", "use");
    assertThat(asking.ends).containsExactly("complete");
  }

  @Test
  void withoutDemandNotEvenATaskIsHandedOver() {
    answer.textPublisher(tasks::add).subscribe(new Asking<String>(0));
    runTasks();
    for (int i = 0; i < 100; i++) {
      scene.text("word ");
    }

    assertThat(tasks).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theEndComesAfterTheLastTextAndSaysWhetherTheAnswerFailed(Ending ending) {
    Asking<String> asking = new Asking<>(Long.MAX_VALUE);
    answer.textPublisher(tasks::add).subscribe(asking);
    scene.text("Because\uD83D");
    ending.of(scene, answer);
    runTasks();

    assertThat(asking.elements).containsExactly("Because\uFFFD");
    if (ending.status == MessageStatus.FAILED) {
      assertThat(asking.ends)
          .singleElement()
          .isInstanceOfSatisfying(
              AnswerFailedException.class,
              failed -> assertThat(failed.outcome()).isSameAs(Scene.outcomeOf(answer)));
    } else {
      assertThat(asking.ends).containsExactly("complete");
    }
  }

  @Test
  void anEmptyAnswerEndsWithoutDemand() {
    Asking<String> asking = new Asking<>(0);
    answer.textPublisher(Runnable::run).subscribe(asking);
    scene.sink().completed(true);

    assertThat(asking.ends).containsExactly("complete");
  }

  @Test
  void eachSubscriberGetsAllOfTheTextAlsoAfterTheEnd() {
    Flow.Publisher<String> publisher = answer.textPublisher(Runnable::run);
    Asking<String> early = new Asking<>(Long.MAX_VALUE);
    Asking<String> late = new Asking<>(1);
    publisher.subscribe(early);
    scene.text("Be");
    scene.text("cause");
    scene.sink().completed(true);
    publisher.subscribe(late);

    assertThat(early.elements).containsExactly("Be", "cause");
    assertThat(late.elements).containsExactly("Because");
    assertThat(late.ends).containsExactly("complete");
  }

  @Test
  void toCancelLeavesTheAnswerRunning() {
    Asking<String> asking = new Asking<>(Long.MAX_VALUE);
    answer.textPublisher(Runnable::run).subscribe(asking);
    scene.text("Be");
    asking.subscription.cancel();
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(asking.elements).containsExactly("Be");
    assertThat(asking.ends).isEmpty();
    assertThat(Scene.outcomeOf(answer).status()).isEqualTo(MessageStatus.COMPLETED);
  }

  @Test
  void aSubscriberThatThrowsIsReportedAndEndsAlone() {
    RuntimeException own = new IllegalStateException("the subscriber's own");
    Asking<String> throwing = new Asking<>(Long.MAX_VALUE) {
      @Override
      public void onNext(String element) {
        super.onNext(element);
        throw own;
      }
    };
    Asking<String> other = new Asking<>(Long.MAX_VALUE);
    answer.textPublisher(Runnable::run).subscribe(throwing);
    answer.textPublisher(Runnable::run).subscribe(other);
    scene.text("Be");
    scene.text("cause");
    scene.sink().completed(true);

    assertThat(throwing.elements).containsExactly("Be");
    assertThat(throwing.ends).isEmpty();
    assertThat(other.elements).containsExactly("Be", "cause");
    assertThat(other.ends).containsExactly("complete");
    assertThat(scene.reported).containsExactly(own);
  }

  @Test
  void anExecutorThatRejectsIsReportedAndTriedAgain() {
    AtomicBoolean shut = new AtomicBoolean(true);
    Asking<String> asking = new Asking<>(Long.MAX_VALUE);
    answer
        .textPublisher(task -> {
          if (shut.get()) {
            throw new RejectedExecutionException("full");
          }
          task.run();
        })
        .subscribe(asking);
    scene.text("Be");
    shut.set(false);
    scene.text("cause");

    assertThat(asking.elements).containsExactly("Because");
    assertThat(scene.reported).isNotEmpty().hasOnlyElementsOfType(RejectedExecutionException.class);
  }

  @Test
  void joinDoesNotWaitForASubscriberWithoutDemand() {
    answer.textPublisher().subscribe(new Asking<String>(0));
    scene.text("Because");
    scene.sink().completed(true);

    assertThat(answer.join().text()).isEqualTo("Because");
  }

  @Test
  void theMessageIsGivenAsItIsWhenItIsAskedForAndAtLastAsItStays() {
    Asking<ChatMessage> asking = new Asking<>(1);
    answer.messagePublisher(Runnable::run).subscribe(asking);
    scene.text("Be");
    scene.text("ca");
    asking.subscription.request(1);
    scene.text("use");
    scene.sink().completed(true);
    asking.subscription.request(1);

    assertThat(asking.elements)
        .extracting(ChatMessage::text)
        .containsExactly("", "Beca", "Because");
    assertThat(asking.elements.get(2).status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(asking.ends).containsExactly("complete");
  }

  @Test
  void nobodyIsNoSubscriber() {
    assertThatThrownBy(() -> answer.textPublisher().subscribe(null))
        .isInstanceOf(NullPointerException.class);
  }
}
