package io.github.streamingchat.source;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A publisher that signals inside {@code request}, as far as it was asked for, and counts what its
 * subscriber does. For one subscriber.
 */
final class ScriptedPublisher<T> implements Flow.Publisher<T>, Flow.Subscription {
  private final List<? extends T> items;
  private final Consumer<Flow.Subscriber<? super T>> end;
  private Flow.Subscriber<? super T> subscriber;
  private long demand;
  private int next;
  private boolean signalling;
  long requested;
  int cancels;

  private ScriptedPublisher(List<? extends T> items, Consumer<Flow.Subscriber<? super T>> end) {
    this.items = items;
    this.end = end;
  }

  static <T> ScriptedPublisher<T> completing(List<? extends T> items) {
    return new ScriptedPublisher<>(items, Flow.Subscriber::onComplete);
  }

  static <T> ScriptedPublisher<T> failing(Throwable thrown, List<? extends T> items) {
    return new ScriptedPublisher<>(items, subscriber -> subscriber.onError(thrown));
  }

  static <T> ScriptedPublisher<T> silent(List<? extends T> items) {
    return new ScriptedPublisher<>(items, subscriber -> {});
  }

  /** The other side, to be called by hand. */
  Flow.Subscriber<? super T> subscriber() {
    return subscriber;
  }

  int given() {
    return next;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> given) {
    subscriber = given;
    given.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    requested += n;
    demand += n;
    if (signalling) {
      return;
    }
    signalling = true;
    while (demand > 0 && next < items.size() && cancels == 0) {
      demand--;
      subscriber.onNext(items.get(next++));
    }
    signalling = false;
    if (next == items.size() && cancels == 0) {
      next++;
      end.accept(subscriber);
    }
  }

  @Override
  public void cancel() {
    cancels++;
  }
}
