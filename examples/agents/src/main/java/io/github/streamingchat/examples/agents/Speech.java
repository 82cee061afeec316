package io.github.streamingchat.examples.agents;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One answer of an agent, and the connection that it is told on. The answer grows in the agent's own
 * conversation whether somebody listens or not, so it can be told again on another connection: from
 * its beginning, or from wherever the listener says that it was torn.
 *
 * <p>Thread-safe.
 */
final class Speech {
  private final Agent agent;
  private final String session;
  private final @Nullable String replyTo;
  private final Answer answer;
  private final AtomicReference<@Nullable Telling> current = new AtomicReference<>();
  private volatile boolean toldWhole;

  Speech(Agent agent, String session, @Nullable String replyTo, Answer answer) {
    this.agent = agent;
    this.session = session;
    this.replyTo = replyTo;
    this.answer = answer;
  }

  /** Tells it from the beginning, as a stream of its own. */
  void tell(String streamId, Wire wire, Runnable begun) {
    tell(new Telling(stream(streamId).to(wire::send), 0, wire, begun));
  }

  /**
   * Goes on with a stream that was torn.
   *
   * @return false if it has no such place
   */
  boolean resume(String streamId, long offset, Wire wire) {
    if (offset < 0 || offset > answer.message().text().length()) {
      return false;
    }
    StreamEncoder rest = stream(streamId).resumedAt(offset).to(wire::send);
    tell(new Telling(rest, offset, wire, () -> {}));
    return true;
  }

  private StreamEncoder.Builder stream(String streamId) {
    StreamEncoder.Builder stream =
        StreamEncoder.stream(streamId).session(session).agent(agent.author());
    return replyTo == null ? stream : stream.replyTo(replyTo);
  }

  private void tell(Telling next) {
    Telling before = current.getAndSet(next);
    if (before != null) {
      before.over = true;
    }
    answer.subscribe(next);
  }

  void cancel() {
    answer.cancel();
  }

  /** Tells whether somebody has heard the end. */
  boolean isToldWhole() {
    return toldWhole;
  }

  /** Writes what the answer says into one stream; the calls come one at a time. */
  private final class Telling implements AnswerListener {
    private final StreamEncoder out;
    private final Wire wire;
    private final Runnable begun;

    /** How much of the text is known already. */
    private long skip;

    private boolean hasBegun;

    /** Another connection has taken over. */
    private volatile boolean over;

    Telling(StreamEncoder out, long skip, Wire wire, Runnable begun) {
      this.out = out;
      this.skip = skip;
      this.wire = wire;
      this.begun = begun;
    }

    @Override
    public void onText(String text) {
      int known = (int) Math.min(skip, text.length());
      skip -= known;
      if (over || known == text.length()) {
        return;
      }
      boolean unused = out.chunk(text.substring(known));
      if (!hasBegun) {
        hasBegun = true;
        begun.run();
      }
    }

    @Override
    public void onOutcome(Outcome outcome) {
      if (over) {
        return;
      }
      boolean unused = switch (outcome.status()) {
        case COMPLETED -> out.end();
        case CANCELLED -> out.cancelled();
        case FAILED, PENDING, STREAMING ->
          out.fail(outcome.error().map(ChatError::message).orElse("The answer failed."));
      };
      toldWhole = wire.isOpen();
    }
  }
}
