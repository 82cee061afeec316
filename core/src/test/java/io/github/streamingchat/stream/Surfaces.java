package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of each surface of an answer, opened at the same moment, and what each of them gave. */
final class Surfaces {
  private final Answer answer;
  private final Told joined = new Told();
  private final Told every = new Told();
  private final Told throwing = new Told() {
    @Override
    public void onText(String text) {
      super.onText(text);
      throw new IllegalStateException("the listener's own");
    }
  };
  private final StringBuilder onText = new StringBuilder();
  private final List<ChatMessage> watched = new ArrayList<>();
  private final Elements<String> texts = new Elements<>();
  private final Elements<ChatMessage> messages = new Elements<>();
  private final TextIterator iterator;
  private final StringBuilder iterated = new StringBuilder();

  /** Opens them all, with the listeners and subscribers on an executor. */
  Surfaces(Answer answer, Executor executor) {
    this.answer = answer;
    answer.subscribe(throwing, executor);
    answer.subscribe(joined, executor);
    answer.subscribe(every, Delivery.every().on(executor));
    answer.onText(onText::append, executor);
    answer.watch(watched::add, executor);
    answer.textPublisher(executor).subscribe(texts);
    answer.messagePublisher(executor).subscribe(messages);
    iterator = answer.textIterator();
  }

  private static final class Elements<T> implements Flow.Subscriber<T> {
    final List<T> all = new ArrayList<>();
    final List<Object> ends = new ArrayList<>();
    private Flow.Subscription subscription;
    private long wanted;

    /** Asks as soon as it may. */
    synchronized void request(long elements) {
      if (subscription == null) {
        wanted = elements > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + elements;
      } else {
        subscription.request(elements);
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      long already;
      synchronized (this) {
        subscription = given;
        already = wanted;
      }
      if (already > 0) {
        given.request(already);
      }
    }

    @Override
    public void onNext(T element) {
      all.add(element);
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

  void request(long elements) {
    texts.request(elements);
    messages.request(elements);
  }

  /** Lets the loop take what is there, without waiting for more. */
  void readWhatIsThere() {
    while (answer.message().text().length() > iterated.length()) {
      iterated.append(iterator.next());
    }
  }

  /** Lets the loop read to the end, waiting for it. */
  void readToTheEnd() {
    try {
      while (iterator.hasNext()) {
        iterated.append(iterator.next());
      }
    } catch (AnswerFailedException failed) {
      assertThat(failed.outcome()).isSameAs(Scene.outcomeOf(answer));
    }
  }

  /** After the end, with all demand met and all tasks run. */
  void assertAllToldEverythingOnce() {
    Outcome outcome = Scene.outcomeOf(answer);
    String text = outcome.text();
    assertThat(onText).hasToString(text);
    for (Told told : List.of(joined, every, throwing)) {
      assertThat(told.text()).isEqualTo(text);
      assertThat(told.outcomes()).containsExactly(outcome);
      assertThat(told.calls().get(told.calls().size() - 1)).isSameAs(outcome);
      assertThat(told.states()).filteredOn(StreamState::isTerminal).hasSize(1);
    }
    assertThat(joinedTexts(texts.all)).isEqualTo(text);
    assertThat(iterated).hasToString(text);
    assertThat(streamed()).isEqualTo(text);
    for (List<ChatMessage> seen : List.of(watched, messages.all)) {
      assertThat(seen.get(seen.size() - 1)).isSameAs(outcome.message());
      assertThat(seen).filteredOn(message -> message.status().isTerminal()).hasSize(1);
      assertThat(seen).allSatisfy(message -> assertThat(text).startsWith(message.text()));
    }
    for (List<Object> ends : List.of(texts.ends, messages.ends)) {
      if (outcome.status() == MessageStatus.FAILED) {
        assertThat(ends)
            .singleElement()
            .isInstanceOfSatisfying(
                AnswerFailedException.class,
                failed -> assertThat(failed.outcome()).isSameAs(outcome));
      } else {
        assertThat(ends).containsExactly("complete");
      }
    }
  }

  /** The pieces that the listener of every piece was told. */
  List<String> pieces() {
    return every.pieces();
  }

  private String streamed() {
    List<String> read = new ArrayList<>();
    try (Stream<String> stream = answer.texts()) {
      stream.forEach(read::add);
    } catch (AnswerFailedException failed) {
      assertThat(failed.outcome()).isSameAs(Scene.outcomeOf(answer));
    }
    return joinedTexts(read);
  }

  private static String joinedTexts(List<String> texts) {
    return texts.stream().collect(Collectors.joining());
  }
}
