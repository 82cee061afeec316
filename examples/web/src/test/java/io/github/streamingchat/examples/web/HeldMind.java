package io.github.streamingchat.examples.web;

import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Says nothing until the test does. */
final class HeldMind implements TransportProvider {
  private final BlockingQueue<AnswerEmitter> asked = new LinkedBlockingQueue<>();

  @Override
  public ChatTransport newTransport() {
    return Answers.from((request, out) -> asked.add(out)).on(Runnable::run).newTransport();
  }

  /** Waits until somebody has asked, and gives where to answer. */
  AnswerEmitter next() throws InterruptedException {
    AnswerEmitter out = asked.poll(30, TimeUnit.SECONDS);
    if (out == null) {
      throw new AssertionError("nobody asked");
    }
    return out;
  }
}
