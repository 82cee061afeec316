package io.github.streamingchat.source;

import static io.github.streamingchat.source.SourceErrors.given;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * Answers that code of the application makes: from an iterator, a stream, a publisher, a stage or a
 * callback, of pieces of text or of anything else that an {@link ItemWriter} can tell the meaning of.
 *
 * <pre>{@code
 * Chat chat = Chat.over(Answers.fromStream(request -> Files.lines(path)));
 * Chat tapped = Chat.over(Answers.fromPublisher(
 *     request -> client.ask(request.messages()), (out, chunk) -> out.text(chunk.delta())));
 * }</pre>
 *
 * <p>The end of the source completes the answer. An exception of the source, or null in the place of
 * an item, fails it with kind {@link ChatError.Kind#APPLICATION}, not retryable; the exception is the
 * error's cause as it is, and the text that came is kept. A source that is silent meets the chat's
 * clocks as any peer does. After a cancel nothing more is pulled or asked for, and what the source
 * opened is closed or cancelled once.
 *
 * <p>Each attempt runs on the executor that {@link #on} sets, where it may block: an iterator or a
 * stream occupies one thread for as long as it is read. By default that is a pool of daemons of this
 * package's own, so that no source holds up other answers; when all its {@value #DEFAULT_MAX_THREADS}
 * threads are taken, a further answer fails with kind LIMIT instead of waiting for another's end. On
 * JDK 21 and later, {@code Executors.newVirtualThreadPerTaskExecutor()} takes any number.
 *
 * <p>Immutable and thread-safe.
 */
public final class Answers implements TransportProvider {
  /** How many sources the default executor runs at once. */
  public static final int DEFAULT_MAX_THREADS = 256;

  /** How many items a publisher is asked for ahead. */
  public static final int PUBLISHER_PREFETCH = 32;

  private final AnswerSource source;
  private final Executor executor;

  private Answers(AnswerSource source, Executor executor) {
    this.source = Objects.requireNonNull(source, "source");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * Answers by a callback.
   *
   * @param source calls the emitter, at once or later, from any thread
   * @return answers of that source
   */
  public static Answers from(AnswerSource source) {
    return new Answers(source, SourceThreads.pool());
  }

  /**
   * Answers with an iterator of text; otherwise as {@link #fromIterator(SourceFactory, ItemWriter)}.
   *
   * @param source makes the iterator of an attempt
   * @return answers of that source
   */
  public static Answers fromIterator(
      SourceFactory<? extends Iterator<? extends CharSequence>> source) {
    return fromIterator(source, AnswerEmitter::text);
  }

  /**
   * Answers with an iterator. It is asked for one item at a time, and closed at its end and on every
   * other way out if it is {@link AutoCloseable}. On a cancel, a thread that is blocked in it is
   * interrupted, and it is closed by another thread meanwhile.
   *
   * @param <T> the items
   * @param source makes the iterator of an attempt
   * @param writer says what an item means
   * @return answers of that source
   */
  public static <T> Answers fromIterator(
      SourceFactory<? extends Iterator<? extends T>> source, ItemWriter<? super T> writer) {
    Objects.requireNonNull(source, "source");
    return from(new PulledSource<T>(
        request -> PulledSource.Opened.of(given(source.open(request))), writer));
  }

  /**
   * Answers with an iterable of text; otherwise as {@link #fromIterable(SourceFactory, ItemWriter)}.
   *
   * @param source makes the iterable of an attempt
   * @return answers of that source
   */
  public static Answers fromIterable(
      SourceFactory<? extends Iterable<? extends CharSequence>> source) {
    return fromIterable(source, AnswerEmitter::text);
  }

  /**
   * Answers with an iterable, such as a list. Its iterator is asked for one item at a time; the
   * iterable is closed, as by {@link #fromIterator(SourceFactory, ItemWriter)}, if it is {@link
   * AutoCloseable}.
   *
   * @param <T> the items
   * @param source makes the iterable of an attempt
   * @param writer says what an item means
   * @return answers of that source
   */
  public static <T> Answers fromIterable(
      SourceFactory<? extends Iterable<? extends T>> source, ItemWriter<? super T> writer) {
    Objects.requireNonNull(source, "source");
    return from(new PulledSource<T>(
        request -> PulledSource.Opened.of(given(source.open(request))), writer));
  }

  /**
   * Answers with a stream of text; otherwise as {@link #fromStream(SourceFactory, ItemWriter)}.
   *
   * @param source makes the stream of an attempt
   * @return answers of that source
   */
  public static Answers fromStream(SourceFactory<? extends Stream<? extends CharSequence>> source) {
    return fromStream(source, AnswerEmitter::text);
  }

  /**
   * Answers with a stream, read in its order by one thread, as by {@link
   * #fromIterator(SourceFactory, ItemWriter)}. The stream is closed on every path.
   *
   * @param <T> the items
   * @param source makes the stream of an attempt
   * @param writer says what an item means
   * @return answers of that source
   */
  public static <T> Answers fromStream(
      SourceFactory<? extends Stream<? extends T>> source, ItemWriter<? super T> writer) {
    Objects.requireNonNull(source, "source");
    return from(new PulledSource<T>(
        request -> PulledSource.Opened.of(given(source.open(request))), writer));
  }

  /**
   * Answers with a publisher of text; otherwise as {@link #fromPublisher(SourceFactory,
   * ItemWriter)}.
   *
   * @param source makes the publisher of an attempt
   * @return answers of that source
   */
  public static Answers fromPublisher(
      SourceFactory<? extends Flow.Publisher<? extends CharSequence>> source) {
    return fromPublisher(source, AnswerEmitter::text);
  }

  /**
   * Answers with a publisher. It is subscribed to once for each attempt, asked for at most {@value
   * #PUBLISHER_PREFETCH} items ahead, and cancelled when the answer is; its threads carry the answer.
   *
   * @param <T> the items
   * @param source makes the publisher of an attempt
   * @param writer says what an item means
   * @return answers of that source
   */
  public static <T> Answers fromPublisher(
      SourceFactory<? extends Flow.Publisher<? extends T>> source, ItemWriter<? super T> writer) {
    return from(new PublishedSource<T>(source, writer));
  }

  /**
   * Answers with a stage of text; otherwise as {@link #fromStage(SourceFactory, ItemWriter)}.
   *
   * @param source makes the stage of an attempt
   * @return answers of that source
   */
  public static Answers fromStage(
      SourceFactory<? extends CompletionStage<? extends CharSequence>> source) {
    return fromStage(source, AnswerEmitter::text);
  }

  /**
   * Answers with the one item of a stage. A stage that is a {@link java.util.concurrent.Future} is
   * cancelled when the answer is; another is left alone, and its item then comes too late. Of a
   * {@link java.util.concurrent.CompletionException} the cause counts.
   *
   * @param <T> the item
   * @param source makes the stage of an attempt
   * @param writer says what the item means
   * @return answers of that source
   */
  public static <T> Answers fromStage(
      SourceFactory<? extends CompletionStage<? extends T>> source, ItemWriter<? super T> writer) {
    return from(new StagedSource<T>(source, writer));
  }

  /**
   * Changes where sources run.
   *
   * @param newExecutor runs one task for each attempt, for as long as the source blocks; one that
   *     rejects it fails the answer with kind APPLICATION. It is never shut down from here
   * @return answers of the same source
   */
  public Answers on(Executor newExecutor) {
    return new Answers(source, newExecutor);
  }

  /**
   * Makes a transport over the source. Closing it stops the sources that still run and fails their
   * answers with kind CONNECTION.
   *
   * @return a new transport
   */
  @Override
  public ChatTransport newTransport() {
    return new SourceTransport(source, executor);
  }
}
