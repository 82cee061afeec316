package io.github.streamingchat.source;

import io.github.streamingchat.transport.AnswerRequest;

/**
 * Makes what an answer is read from, such as a stream of lines, once for each attempt.
 *
 * <p>Implementations are thread-safe if several answers may run at once.
 *
 * @param <S> what it makes
 */
@FunctionalInterface
public interface SourceFactory<S> {
  /**
   * Makes the source of one attempt. Called on the executor of the source, where it may block.
   *
   * @param request what is asked
   * @return a source that nobody else reads, never null
   * @throws Exception for whatever reason; the answer then fails with kind APPLICATION and this
   *     exception as its cause
   */
  S open(AnswerRequest request) throws Exception;
}
