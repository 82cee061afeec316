package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.streamingchat.stream.Answer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** A turn is never lost: the answer behind one that is cancelled as its turn comes begins all the same. */
@JCStressTest
@State
@Outcome(
    id = "CANCELLED, CONNECTING, 0",
    expect = ACCEPTABLE,
    desc = "The turn went on to the third answer.")
@Outcome(expect = FORBIDDEN, desc = "The turn was lost, or given twice.")
public class EndAgainstCancelOfNext {
  private final LiveAnswer live = new LiveAnswer();
  private final Answer second = live.chat.send("second");
  private final Answer third = live.chat.send("third");

  /** Has two answers wait behind the one that runs. */
  public EndAgainstCancelOfNext() {}

  /** The end of the answer that runs. */
  @Actor
  public void complete() {
    live.sink().completed(true);
  }

  /** The user's Stop for the answer that is next. */
  @Actor
  public void cancel() {
    second.cancel();
  }

  /**
   * Looks at what became of them.
   *
   * @param result the states of the second and the third answer, and how many still wait
   */
  @Arbiter
  public void look(LLI_Result result) {
    result.r1 = second.state().name();
    result.r2 = third.state().name();
    result.r3 = live.chat.conversation().waiting().size();
  }
}
