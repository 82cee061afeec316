package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.streamingchat.stream.Answer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** A question that comes as the answer before it ends has its turn, once, whoever gives it. */
@JCStressTest
@State
@Outcome(id = "CONNECTING, 1, 0", expect = ACCEPTABLE, desc = "It runs.")
@Outcome(expect = FORBIDDEN, desc = "It waits for ever, or was opened twice.")
public class EndAgainstSend {
  private final LiveAnswer live = new LiveAnswer();
  private @Nullable Answer second;

  /** Has an answer run. */
  public EndAgainstSend() {}

  /** The end of the answer that runs. */
  @Actor
  public void complete() {
    live.sink().completed(true);
  }

  /** The next question. */
  @Actor
  public void send() {
    second = live.chat.send("second");
  }

  /**
   * Looks at what became of the question.
   *
   * @param result its state, how many attempts it has, and how many answers still wait
   */
  @Arbiter
  public void look(LII_Result result) {
    result.r1 = Objects.requireNonNull(second).state().name();
    result.r2 = live.attempts() - 1;
    result.r3 = live.chat.conversation().waiting().size();
  }
}
