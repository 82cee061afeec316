package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.internal.delivery.SharedPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The handle of one answer, from the moment it was asked for or received. It ends exactly once, as COMPLETED,
 * CANCELLED or FAILED, with the text that arrived kept in its {@link Outcome} and, unless the
 * conversation was cleared, in its message.
 *
 * <p>Reading an answer never changes it: closing a subscription, or giving up a {@link #join},
 * leaves it running. Only {@link #cancel} cancels it.
 *
 * <p>Thread-safe; every method may be called by any thread and from inside a callback, but {@link
 * #join} says where it must not be.
 */
public final class Answer {
  /** How long {@link #join} waits for readers once the outcome is known: five seconds at most. */
  public static final Duration READERS_PATIENCE = Duration.ofSeconds(5);

  private static final Duration WITHOUT_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

  private final AnswerRun run;
  private final Consumer<Answer> onDetach;

  Answer(AnswerRun run, Consumer<Answer> onDetach) {
    this.run = run;
    this.onDetach = onDetach;
  }

  /**
   * Gives the id of the answer's first message, which stands in the conversation from the beginning,
   * or, if the answer has to wait for its turn, from then on.
   *
   * @return the message's id
   */
  public MessageId primary() {
    return run.reservation().primary();
  }

  /**
   * Gives the ids of all messages of the answer; there may be more than one when the peer gives
   * several candidates.
   *
   * @return the ids so far, the primary one first
   */
  public List<MessageId> messages() {
    return run.reservation().messages();
  }

  /**
   * Gives the id of the user's message that was added with the answer.
   *
   * @return the id, or empty if there was none
   */
  public Optional<MessageId> userTurn() {
    return run.reservation().userTurn();
  }

  /**
   * Gives the answer's first message as it is now.
   *
   * @return the message; before the answer's turn the empty placeholder; after the end, as it was then
   */
  public ChatMessage message() {
    return Reading.of(run).message();
  }

  /**
   * Tells where the answer stands.
   *
   * @return the state
   */
  public StreamState state() {
    return run.state().latest().to();
  }

  /**
   * Tells how far the answer has come. It costs next to nothing: a clock of the display may ask it as
   * often as it paints.
   *
   * @return the progress at this moment; once the answer has ended always the same
   */
  public Progress progress() {
    return run.progress();
  }

  /**
   * Has the text of the primary message delivered from its beginning, on the library's own small
   * pool, as {@link AnswerListener#onText} says.
   *
   * @param consumer takes the new text
   * @return this answer
   * @throws IllegalStateException if the text of this answer may be replaced, as {@link
   *     RetryPolicy.AfterText} says, which this way of reading cannot show
   */
  public Answer onText(Consumer<? super String> consumer) {
    return onText(consumer, SharedPool.callbacks());
  }

  /**
   * Has the text of the primary message delivered from its beginning.
   *
   * @param consumer takes the new text
   * @param executor where to deliver it, as in {@link #subscribe(AnswerListener, Executor)}
   * @return this answer
   * @throws IllegalStateException if the text of this answer may be replaced, as {@link
   *     RetryPolicy.AfterText} says, which this way of reading cannot show
   */
  public Answer onText(Consumer<? super String> consumer, Executor executor) {
    Objects.requireNonNull(consumer, "consumer");
    readers().add(new TextReader(run, consumer, executor));
    return this;
  }

  /**
   * Has the outcome told, on the library's own small pool, once the answer has ended.
   *
   * @param consumer takes the outcome
   * @return this answer
   */
  public Answer onOutcome(Consumer<? super Outcome> consumer) {
    subscribe(outcomeListener(consumer));
    return this;
  }

  /**
   * Has the outcome told once the answer has ended.
   *
   * @param consumer takes the outcome
   * @param executor where to tell it, as in {@link #subscribe(AnswerListener, Executor)}
   * @return this answer
   */
  public Answer onOutcome(Consumer<? super Outcome> consumer, Executor executor) {
    subscribe(outcomeListener(consumer), executor);
    return this;
  }

  private static AnswerListener outcomeListener(Consumer<? super Outcome> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return new AnswerListener() {
      @Override
      public void onTextReplaced(String text) {}

      @Override
      public void onOutcome(Outcome outcome) {
        consumer.accept(outcome);
      }
    };
  }

  /**
   * Subscribes to states, content and outcome, with {@link Delivery#coalesced()} on the library's own
   * small pool. Subscribing after the end gives all of the text and the outcome.
   *
   * @param listener what to tell
   * @return the subscription; closing it leaves the answer running
   */
  public Subscription subscribe(AnswerListener listener) {
    return subscribe(listener, Delivery.coalesced());
  }

  /**
   * Subscribes to states, content and outcome, with {@link Delivery#coalesced()}. Subscribing after the
   * end gives all of the text and the outcome.
   *
   * @param listener what to tell
   * @param executor where to tell it; with a direct executor ({@code Runnable::run}) the listener
   *     runs on the transport's thread, which carries other answers too, or on the timer's, and must
   *     not block
   * @return the subscription; closing it leaves the answer running
   */
  public Subscription subscribe(AnswerListener listener, Executor executor) {
    return subscribe(listener, Delivery.coalesced().on(executor));
  }

  /**
   * Subscribes to states, content and outcome. Subscribing after the end gives all of the text and the
   * outcome; text that is there already comes in one call for each part.
   *
   * @param listener what to tell
   * @param delivery where to tell it, and how if it is slow
   * @return the subscription; closing it leaves the answer running
   */
  public Subscription subscribe(AnswerListener listener, Delivery delivery) {
    return add(listener, true, delivery);
  }

  private Reader add(AnswerListener listener, boolean canUnsay, Delivery delivery) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(delivery, "delivery");
    return readers()
        .add(
            delivery instanceof Delivery.Every every
                ? new EveryReader(run, listener, canUnsay, every)
                : new CoalescingReader(run, listener, canUnsay, delivery.executor()));
  }

  private Readers readers() {
    return run.state().readers();
  }

  /**
   * Shows the primary message as it is now, and again when the answer has changed it, on the library's
   * own small pool; otherwise as {@link #watch(Consumer, Executor)}.
   *
   * @param consumer takes the message
   * @return the subscription; closing it leaves the answer running
   */
  public Subscription watch(Consumer<? super ChatMessage> consumer) {
    return watch(consumer, SharedPool.callbacks());
  }

  /**
   * Shows the primary message as it is now, and again when the answer has changed it. What is between
   * two messages is skipped, but never the last, whose status is a terminal one: a slow consumer holds
   * nothing but its place. Calls come one at a time; what the consumer throws is reported and ends
   * nothing. What the application itself changes in the message shows with the answer's next change.
   *
   * @param consumer takes the message
   * @param executor where to show it, as in {@link #subscribe(AnswerListener, Executor)}
   * @return the subscription; closing it leaves the answer running
   */
  public Subscription watch(Consumer<? super ChatMessage> consumer, Executor executor) {
    Objects.requireNonNull(consumer, "consumer");
    Objects.requireNonNull(executor, "executor");
    return readers().add(new WatchingReader(run, consumer, executor));
  }

  /**
   * Gives the text of the primary message to subscribers that ask for it, on the library's own small
   * pool; otherwise as {@link #textPublisher(Executor)}.
   *
   * @return a publisher for any number of subscribers
   * @throws IllegalStateException if the text of this answer may be replaced, as {@link
   *     RetryPolicy.AfterText} says, which this way of reading cannot show
   */
  public Flow.Publisher<String> textPublisher() {
    return textPublisher(SharedPool.callbacks());
  }

  /**
   * Gives the text of the primary message to subscribers that ask for it. Each subscriber gets all of
   * the text from its beginning, also if it comes late. An element is all that is new in one text part
   * when there is demand for it: what nobody asked for waits in the conversation, joined and uncopied,
   * and the answer goes on meanwhile.
   *
   * <p>After the last text a subscriber is told {@code onComplete} if the answer was completed or
   * cancelled, of which {@link #outcome()} tells which it was, and {@code onError} with an {@link
   * AnswerFailedException} if it failed. To cancel a {@link Flow.Subscription} leaves the answer
   * running. Passes the compatibility kit of Reactive Streams 1.0.4.
   *
   * @param executor where subscribers are called, one call at a time; with a direct executor ({@code
   *     Runnable::run}) they are called on the threads that bring the text and that ask for it. What a
   *     subscriber throws is reported and ends its subscription
   * @return a publisher for any number of subscribers
   * @throws IllegalStateException if the text of this answer may be replaced, as {@link
   *     RetryPolicy.AfterText} says, which this way of reading cannot show
   */
  public Flow.Publisher<String> textPublisher(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    readers().requireTextStays();
    return new AnswerPublisher<>(run, Feed.Texts::new, executor);
  }

  /**
   * Gives the primary message to subscribers that ask for it, on the library's own small pool;
   * otherwise as {@link #messagePublisher(Executor)}.
   *
   * @return a publisher for any number of subscribers
   */
  public Flow.Publisher<ChatMessage> messagePublisher() {
    return messagePublisher(SharedPool.callbacks());
  }

  /**
   * Gives the primary message to subscribers that ask for it: as it is now when there is demand, if it
   * changed since the element before. The last element is the message as it stays, whose status is a
   * terminal one; the end is told as by {@link #textPublisher(Executor)}.
   *
   * @param executor where subscribers are called, as in {@link #textPublisher(Executor)}
   * @return a publisher for any number of subscribers
   */
  public Flow.Publisher<ChatMessage> messagePublisher(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return new AnswerPublisher<>(run, Feed.Messages::new, executor);
  }

  /**
   * Reads the text of the primary message in a loop, from its beginning, on the thread of the loop.
   *
   * @return an iterator that waits for more text, to be closed; closing it leaves the answer running
   * @throws IllegalStateException if the text of this answer may be replaced, as {@link
   *     RetryPolicy.AfterText} says, which this way of reading cannot show
   */
  public TextIterator textIterator() {
    return new TextIterator(run);
  }

  /**
   * Reads the text of the primary message as a stream, from its beginning, on the thread of the
   * terminal operation, which waits for more text and throws what {@link TextIterator#hasNext()}
   * throws. A sequential stream does not read ahead.
   *
   * @return a stream to be closed; closing it leaves the answer running
   * @throws IllegalStateException if the text of this answer may be replaced, as {@link
   *     RetryPolicy.AfterText} says, which this way of reading cannot show
   */
  public Stream<String> texts() {
    TextIterator texts = textIterator();
    return StreamSupport.stream(new TextSpliterator(texts), false).onClose(texts::close);
  }

  /**
   * Begins the next attempt now, if the answer is waiting for it: the network is back, or somebody
   * pressed a button. Idempotent.
   *
   * @return whether it was this call that ended a wait; false if the answer was not waiting
   */
  public boolean retryNow() {
    return run.retryNow();
  }

  /**
   * Gives the outcome when it is there. The stage completes normally however the answer ends, on the
   * chat's executor, or on the library's own pool if that one rejects; what is hung on it later runs
   * where it is hung, as with any stage. It may complete before the last text was told: only {@link
   * AnswerListener#onOutcome} comes after all the text of its own listener.
   *
   * @return a stage that is the same for every caller and cannot be completed by one
   */
  public CompletionStage<Outcome> outcome() {
    return run.published();
  }

  /**
   * Waits for the outcome, as {@link #join(Duration)} does, without a limit of its own; the total
   * timeout still holds.
   *
   * @return how the answer ended
   */
  public Outcome join() {
    return join(WITHOUT_LIMIT);
  }

  /**
   * Waits for the outcome, and until the readers on the library's own pool, such as those of {@link
   * #onText(Consumer)}, were told everything, for {@link #READERS_PATIENCE} at most: do not hold a
   * lock that they need. On the pool's own threads and inside a callback it does not wait for
   * those. A failed answer is an outcome, not an exception.
   *
   * @param limit how long to wait at most
   * @return how the answer ended
   * @throws AnswerStillRunningException if the limit passed first; the answer goes on
   * @throws WaitInterruptedException if the thread was interrupted; its interrupt flag is set again and
   *     the answer goes on
   * @throws IllegalStateException if called on a thread that is delivering answers to a subscriber with
   *     a direct executor, where it could wait for itself
   */
  public Outcome join(Duration limit) {
    Optional<Outcome> known = run.state().outcome();
    if (known.isEmpty()) {
      CallbackThread.requireElsewhere("join");
    }
    long nanos = TimeUnit.NANOSECONDS.convert(limit);
    long before = System.nanoTime();
    try {
      Outcome outcome =
          known.isPresent() ? known.get() : run.ended().get(nanos, TimeUnit.NANOSECONDS);
      if (!mustNotWait()) {
        long left = Math.min(nanos - (System.nanoTime() - before), READERS_PATIENCE.toNanos());
        readers().await(left);
      }
      return outcome;
    } catch (TimeoutException stillRunning) {
      throw new AnswerStillRunningException(limit, state());
    } catch (InterruptedException interrupted) {
      throw WaitInterruptedException.of(interrupted);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Two readers that waited for each other's last call, or for a thread of theirs, would hang. */
  private static boolean mustNotWait() {
    return CallbackThread.isCurrent() || SharedPool.isCurrentThread();
  }

  /**
   * Stops the answer now: the connection is closed, the conversation is free for the next question, or
   * the next answer in the queue has its turn, and what had arrived is kept. An answer that still waits
   * leaves the queue. When it returns, no more text enters the conversation; what was committed before,
   * and the end, are still delivered. Idempotent; does nothing after the end. Does not block, and does
   * not wait for the chat's {@link CancelHook}.
   *
   * @return what it found and kept; the same for every later call
   */
  public CancelReceipt cancel() {
    return run.cancel();
  }

  /**
   * Lets the answer run on without this handle and its chat: the listeners that were subscribed through
   * this handle are told nothing more, and closing the chat no longer cancels the answer, whose text
   * goes on into the conversation. Publishers, streams and iterators, which say by their end that the
   * answer has ended, go on until they are cancelled or closed by whoever reads them. A transport that
   * the chat owns is closed when both the chat is closed and the last detached answer has ended. The
   * handle still tells the state and the outcome and can still {@link #cancel}. Idempotent; after the
   * chat was closed, or after the end, it only closes the subscriptions.
   */
  public void detach() {
    onDetach.accept(this);
    run.state().readers().closeListeners();
  }

  /**
   * Counts the events that came too late to count, until now: after the end, or from an attempt that
   * was given up.
   *
   * @return how many, by cause
   */
  public Map<LateCause, Long> lateEvents() {
    return run.tally().lateEvents();
  }

  /**
   * Describes the answer without its text.
   *
   * @return state and message
   */
  @Override
  public String toString() {
    return "Answer[" + state() + ", " + message() + "]";
  }
}
