package io.github.streamingchat.transport;

/**
 * Carries questions to a peer and its answers back. One transport may serve any number of
 * conversations and answers at once.
 *
 * <p>Implementations are thread-safe.
 */
public interface ChatTransport extends AutoCloseable {
  /**
   * Begins one attempt at an answer. Called on the chat's executor, where it may block for what the
   * application supplies (a fresh token, a body); it should not wait for the network. For an answer
   * that is {@linkplain io.github.streamingchat.stream.Chat#receive received} it is called once, by the
   * caller of that, for whom it must not block. It returns as soon as the attempt is under way and
   * pushes what comes into the sink, before or after it has returned, until it has called one of the
   * sink's three terminal methods or was cancelled.
   *
   * @param request what to send
   * @param sink where to push; called by one thread at a time
   * @return the handle to stop this attempt
   * @throws RuntimeException whatever the application's suppliers throw; that, or an Error, fails the
   *     answer with kind APPLICATION
   */
  Connection open(AnswerRequest request, EventSink sink);

  /**
   * Releases what the transport made for itself; what was lent to it stays open. Answers that still
   * run fail or are cut. Idempotent.
   */
  @Override
  void close();
}
