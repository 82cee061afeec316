package io.github.streamingchat.source;

import io.github.streamingchat.transport.AnswerRequest;

/**
 * Code of the application that answers by calling an emitter.
 *
 * <p>Implementations are thread-safe if several answers may run at once.
 */
@FunctionalInterface
public interface AnswerSource {
  /**
   * Answers one attempt: now, by the time this returns, or later from any thread. Called on the
   * executor of {@link Answers#on}, where it may block. An answer that is neither completed nor failed
   * stays open when this returns, until one of its clocks runs out.
   *
   * @param request what is asked
   * @param out where to answer
   * @throws Exception for whatever reason; the answer then fails with kind APPLICATION and this
   *     exception as its cause
   */
  void start(AnswerRequest request, AnswerEmitter out) throws Exception;
}
