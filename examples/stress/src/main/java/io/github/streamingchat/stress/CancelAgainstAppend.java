package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** When cancel has returned, no more text enters the message. */
@JCStressTest
@State
@Outcome(id = "'', '', CANCELLED", expect = ACCEPTABLE, desc = "The piece came too late.")
@Outcome(id = "'ab', 'ab', CANCELLED", expect = ACCEPTABLE, desc = "The piece came in time.")
@Outcome(expect = FORBIDDEN, desc = "Text after cancel had returned, torn text, or no end.")
public class CancelAgainstAppend {
  private final LiveAnswer live = new LiveAnswer();

  /** A piece of the peer's. */
  @Actor
  public void append() {
    live.sink().primary().text("part", "ab");
  }

  /**
   * The user's Stop, and a look at the text once it has returned.
   *
   * @param result the text that the canceller sees
   */
  @Actor
  public void cancel(LLL_Result result) {
    live.answer.cancel();
    result.r1 = text();
  }

  /**
   * Looks at what became of it.
   *
   * @param result the text that stays, and the status
   */
  @Arbiter
  public void look(LLL_Result result) {
    result.r2 = text();
    result.r3 = live.answer.message().status();
  }

  private String text() {
    return "'" + live.answer.message().text() + "'";
  }
}
