package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.stream.RetryPolicy;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** An answer that is cancelled as its wait ends has no attempt that nobody cancels, and no timer. */
@JCStressTest
@State
@Outcome(id = "CANCELLED, 0, 0", expect = ACCEPTABLE, desc = "Whatever was opened was cancelled.")
@Outcome(expect = FORBIDDEN, desc = "It runs on, or an attempt or a timer was left.")
public class CancelAgainstRetryTimer {
  private static final ChatError BUSY =
      ChatError.builder(ChatError.Kind.SERVER, "Busy.").retryable(true).build();

  private final LiveAnswer live = new LiveAnswer(RetryPolicy.PATIENT);

  /** Has the first attempt fail, so that the answer waits for its second. */
  public CancelAgainstRetryTimer() {
    live.sink().failed(BUSY);
  }

  /** The end of the wait. */
  @Actor
  public void ring() {
    live.time.advance(Duration.ofSeconds(5));
  }

  /** The user's Stop. */
  @Actor
  public void cancel() {
    live.answer.cancel();
  }

  /**
   * Looks at what became of it.
   *
   * @param result the status, how many attempts are open, and how many timers are set
   */
  @Arbiter
  public void look(LII_Result result) {
    result.r1 = live.answer.state().name();
    result.r2 = live.openAttempts();
    result.r3 = live.time.timers();
  }
}
