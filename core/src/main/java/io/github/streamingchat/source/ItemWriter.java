package io.github.streamingchat.source;

/**
 * Says what an item of a source means for the answer, such as a chunk of another client library. It
 * calls the emitter as often as the item has something to say, or not at all. Two are ready-made:
 * {@code AnswerEmitter::text} and {@code AnswerEmitter::event}.
 *
 * <p>Called for one item of an answer at a time; thread-safe if several answers may run at once.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface ItemWriter<T> {
  /**
   * Writes one item.
   *
   * @param out where to
   * @param item the item, never null
   * @throws Exception for whatever reason; the answer then fails with kind APPLICATION and this
   *     exception as its cause
   */
  void write(AnswerEmitter out, T item) throws Exception;
}
