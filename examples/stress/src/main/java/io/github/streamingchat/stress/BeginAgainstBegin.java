package io.github.streamingchat.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Role;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Of two that begin an answer at once, one gets the conversation and the other adds nothing. */
@JCStressTest
@State
@Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "The first began.")
@Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "The second began.")
@Outcome(expect = FORBIDDEN, desc = "Both, none, or messages of the one that was refused.")
public class BeginAgainstBegin {
  private final Conversation conversation = Conversation.create();

  /**
   * One that asks.
   *
   * @param result whether it began
   */
  @Actor
  public void first(ZZI_Result result) {
    result.r1 = begin();
  }

  /**
   * Another that asks.
   *
   * @param result whether it began
   */
  @Actor
  public void second(ZZI_Result result) {
    result.r2 = begin();
  }

  private boolean begin() {
    MessageDraft placeholder =
        MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build();
    try {
      conversation.begin(MessageDraft.user("question"), placeholder, () -> {});
      return true;
    } catch (ConversationBusyException busy) {
      return false;
    }
  }

  /**
   * Looks at what became of it.
   *
   * @param result how many messages there are
   */
  @Arbiter
  public void look(ZZI_Result result) {
    result.r3 = conversation.snapshot().size();
  }
}
