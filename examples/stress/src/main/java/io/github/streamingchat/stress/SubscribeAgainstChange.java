package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a subscription starts from and what it is told are together everything, once. */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The message was there first.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The subscriber was there first.")
@Outcome(expect = FORBIDDEN, desc = "The message was missed, or told twice.")
public class SubscribeAgainstChange {
  private final Conversation conversation = Conversation.create();
  private final AtomicInteger told = new AtomicInteger();

  /** A change. */
  @Actor
  public void add() {
    conversation.add(MessageDraft.user("question"));
  }

  /**
   * A reader that comes at the same time.
   *
   * @param result how many messages it starts from
   */
  @Actor
  public void subscribe(II_Result result) {
    result.r1 = conversation
        .subscribe(change -> told.addAndGet(change.messages().size()), Runnable::run)
        .start()
        .size();
  }

  /**
   * Looks at what became of it.
   *
   * @param result how many messages were told
   */
  @Arbiter
  public void look(II_Result result) {
    result.r2 = told.get();
  }
}
