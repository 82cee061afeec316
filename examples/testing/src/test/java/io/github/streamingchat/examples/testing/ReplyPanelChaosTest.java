package io.github.streamingchat.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.testkit.ChaosTransport;
import io.github.streamingchat.testkit.Fault;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hours of silence, cuts and failures, in the time that a unit test takes. */
class ReplyPanelChaosTest {
  private static final Script ANSWER =
      Script.answering("Short waves", " scatter", " more. \uD83C\uDF0A");
  private static final String WHOLE = "Short waves scatter more. \uD83C\uDF0A";

  private final VirtualTime time = new VirtualTime();

  static List<Fault> everyFault() {
    return Fault.everyOneOf(ANSWER);
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void theButtonComesBackAndHalfAnAnswerIsExplainedWhateverGoesWrong(Fault fault) {
    ReplyPanel panel = panel(ChaosTransport.with(time, ANSWER, fault));
    panel.ask("Why is the sky blue?");
    time.advance(Duration.ofHours(1));

    assertThat(panel.buttonEnabled()).isTrue();
    boolean whole = panel.shown().length() >= WHOLE.length();
    assertThat(whole || !panel.note().isEmpty()).as("a whole answer, or a note").isTrue();
  }

  @Test
  void aStallLongerThanTheIdleClockIsExplainedAndTheTextStays() {
    Fault stall = new Fault.Stall(2, Duration.ofMinutes(3));
    ReplyPanel panel = panel(ChaosTransport.with(time, ANSWER, stall));
    panel.ask("Why is the sky blue?");
    time.advance(Duration.ofMinutes(3));

    assertThat(panel.shown()).isEqualTo("Short waves");
    assertThat(panel.note()).contains("silent for 2 minutes");
  }

  @Test
  void aThousandBadConnectionsLeaveNoPanelWaiting() {
    for (long seed = 0; seed < 1000; seed++) {
      ChaosTransport peer = ChaosTransport.seeded(time, ANSWER, seed);
      ReplyPanel panel = panel(peer);
      panel.ask("Why is the sky blue?");
      time.advance(Duration.ofHours(1));

      assertThat(panel.buttonEnabled()).as("%s", peer).isTrue();
    }
  }

  private ReplyPanel panel(ChaosTransport peer) {
    Chat chat = Chat.builder(peer)
        .conversation(Conversation.builder("test").clock(time::now).build())
        .scheduler(time)
        .executor(time.executor())
        .build();
    return new ReplyPanel(chat, time.executor());
  }
}
