package io.github.streamingchat.source;

import static io.github.streamingchat.source.SourceScene.assertCancelled;
import static io.github.streamingchat.source.SourceScene.assertCompleted;
import static io.github.streamingchat.source.SourceScene.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.LateCause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PublishedSourceTest {
  private final SourceScene scene = new SourceScene();

  @Test
  void theItemsOfAPublisherAreTheAnswer() {
    assertCompleted(ask(ScriptedPublisher.completing(List.of("Be", "cause"))), "Because");
  }

  @Test
  void aPublisherIsAskedForNoMoreThanThePrefetch() {
    ScriptedPublisher<String> publisher = ScriptedPublisher.silent(Collections.nCopies(100, "x"));
    List<Long> ahead = new ArrayList<>();
    scene.ask(Answers.fromPublisher(request -> publisher, (out, item) -> {
      ahead.add(publisher.requested - publisher.given());
      out.text(item);
    }));

    assertThat(publisher.given()).isEqualTo(101);
    assertThat(ahead).hasSize(100).allMatch(items -> items < Answers.PUBLISHER_PREFETCH);
  }

  @Test
  void aFailureKeepsTheTextAndTheException() {
    IllegalStateException thrown = new IllegalStateException("broken");
    ScriptedPublisher<String> publisher = ScriptedPublisher.failing(thrown, List.of("Be"));

    ChatError error = assertFailed(ask(publisher), ChatError.Kind.APPLICATION, "Be");
    assertThat(error.cause()).isSameAs(thrown);
    assertThat(publisher.cancels).isZero();
  }

  @Test
  void aNullItemCancelsTheSubscriptionAndFailsTheAnswer() {
    ScriptedPublisher<String> publisher = ScriptedPublisher.silent(List.of("Be"));
    Answer answer = ask(publisher);
    publisher.subscriber().onNext(null);

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "Be").cause())
        .isInstanceOf(ChatException.class);
    assertThat(publisher.cancels).isEqualTo(1);
  }

  @Test
  void aCancelCancelsTheSubscriptionOnceAndLateItemsAreCounted() {
    ScriptedPublisher<String> publisher = ScriptedPublisher.silent(List.of("Be"));
    Answer answer = ask(publisher);
    answer.cancel();
    publisher.subscriber().onNext("cause");
    publisher.subscriber().onComplete();
    answer.cancel();

    assertCancelled(answer, "Be");
    assertThat(publisher.cancels).isEqualTo(1);
    assertThat(answer.lateEvents()).isEqualTo(Map.of(LateCause.CANCELLED, 1L));
  }

  @Test
  void aCancelFromInsideAPieceStopsAPublisherThatSignalsAtOnce() {
    ScriptedPublisher<String> publisher =
        ScriptedPublisher.completing(Collections.nCopies(100, "x"));
    AtomicReference<Answer> answer = new AtomicReference<>();
    answer.set(scene.send(Answers.fromPublisher(request -> publisher).on(scene.time.executor())));
    answer.get().onText(piece -> answer.get().cancel(), Runnable::run);
    scene.time.run();

    assertCancelled(answer.get(), "x");
    assertThat(publisher.given()).isEqualTo(1);
    assertThat(publisher.cancels).isEqualTo(1);
  }

  @Test
  void aSubscriptionThatComesAfterTheCancelIsCancelled() {
    AtomicReference<Flow.Subscriber<? super String>> subscriber = new AtomicReference<>();
    Answer answer = ask(subscriber::set);
    answer.cancel();
    ScriptedPublisher<String> late = ScriptedPublisher.silent(List.of("Be"));
    late.subscribe(subscriber.get());

    assertThat(late.cancels).isEqualTo(1);
    assertThat(late.requested).isZero();
  }

  @Test
  void aSecondSubscriptionIsCancelled() {
    ScriptedPublisher<String> publisher = ScriptedPublisher.silent(List.of("Be"));
    Answer answer = ask(publisher);
    ScriptedPublisher<String> second = ScriptedPublisher.silent(List.of("!"));
    publisher.subscriber().onSubscribe(second);
    publisher.subscriber().onComplete();

    assertThat(second.cancels).isEqualTo(1);
    assertCompleted(answer, "Be");
  }

  @Test
  void aWriterThatThrowsCancelsTheSubscription() {
    ScriptedPublisher<String> publisher = ScriptedPublisher.silent(List.of("Be", "cause"));
    IllegalStateException thrown = new IllegalStateException("cannot tell");
    Answer answer = scene.ask(Answers.fromPublisher(request -> publisher, (out, item) -> {
      throw thrown;
    }));

    assertThat(assertFailed(answer, ChatError.Kind.APPLICATION, "").cause()).isSameAs(thrown);
    assertThat(publisher.cancels).isEqualTo(1);
    assertThat(publisher.given()).isEqualTo(1);
  }

  private Answer ask(Flow.Publisher<String> publisher) {
    return scene.ask(Answers.fromPublisher(request -> publisher));
  }
}
