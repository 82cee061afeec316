package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** An answer ends once, whoever ends it, and its readers are told of that end and of no other. */
@JCStressTest
@State
@Outcome(id = "COMPLETED, 1", expect = ACCEPTABLE, desc = "The peer was first.")
@Outcome(id = "CANCELLED, 1", expect = ACCEPTABLE, desc = "The canceller was first.")
@Outcome(expect = FORBIDDEN, desc = "No end, two ends, or one that does not hold.")
public class CompleteAgainstCancel {
  private final LiveAnswer live = new LiveAnswer();
  private final AtomicInteger ends = new AtomicInteger();

  /** Has every end counted. */
  public CompleteAgainstCancel() {
    live.answer.onOutcome(outcome -> ends.incrementAndGet(), Runnable::run);
  }

  /** The peer's end mark. */
  @Actor
  public void complete() {
    live.sink().completed(true);
  }

  /** The user's Stop. */
  @Actor
  public void cancel() {
    live.answer.cancel();
  }

  /**
   * Looks at what became of it.
   *
   * @param result the status and how many ends were told
   */
  @Arbiter
  public void look(LI_Result result) {
    result.r1 = live.answer.state().name();
    result.r2 = ends.get();
  }
}
