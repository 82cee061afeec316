package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A reader without a lock sees whole pieces, in their order, and never goes back. */
@JCStressTest
@State
@Outcome(
    id = {"'', ''", "'', 'ab'", "'', 'abcd'", "'ab', 'ab'", "'ab', 'abcd'", "'abcd', 'abcd'"},
    expect = ACCEPTABLE,
    desc = "A prefix, and then no shorter one.")
@Outcome(expect = FORBIDDEN, desc = "Torn text, or less than was seen before.")
public class ReadAgainstAppend {
  private final LiveAnswer live = new LiveAnswer();

  /** Two pieces of the peer's. */
  @Actor
  public void append() {
    live.sink().primary().text("part", "ab");
    live.sink().primary().text("part", "cd");
  }

  /**
   * A reader that looks twice.
   *
   * @param result what it sees
   */
  @Actor
  public void read(LL_Result result) {
    result.r1 = text();
    result.r2 = text();
  }

  private String text() {
    return "'" + live.answer.message().text() + "'";
  }
}
