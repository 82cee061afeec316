package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ChaosTransportTest {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("c", MessageId.of("m2"), List.of(), 1, null, Limits.DEFAULTS);
  private static final Script ANSWER = Script.answering("Be", "cause \uD83D\uDE00");
  private static final String TEXT = "Because \uD83D\uDE00";
  private static final List<Fault> EVERY_FAULT = Fault.everyOneOf(ANSWER);

  private static final Duration STALL = Duration.ofSeconds(30);

  private final VirtualTime time = new VirtualTime();
  private final RecordingSink sink = new RecordingSink();

  @TestFactory
  Stream<DynamicContainer> keepsTheContractWithoutFaultsAndWithHarmlessOnes() {
    return Stream.of(contract("no fault"), contract("split", new Fault.Split()));
  }

  private static DynamicContainer contract(String name, Fault... faults) {
    VirtualTime own = new VirtualTime();
    TransportContract.Subject subject = new TransportContract.Subject() {
      @Override
      public ChatTransport transport(Script script) {
        return ChaosTransport.with(own, script, faults);
      }

      @Override
      public void pass() {
        own.run();
      }
    };
    Stream<DynamicTest> tests = TransportContract.checks(() -> subject).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    return DynamicContainer.dynamicContainer(name, tests);
  }

  @ParameterizedTest
  @FieldSource("EVERY_FAULT")
  void anAnswerEndsOnceWhateverGoesWrong(Fault fault) {
    ChaosTransport transport = ChaosTransport.with(time, ANSWER, fault);
    Answer answer = ask(transport);
    time.advance(Duration.ofHours(1));

    assertThat(answer.state().isTerminal()).as("%s", transport).isTrue();
    assertThat(time.timers()).as("%s", transport).isZero();
    if (!(fault instanceof Fault.Duplicate || fault instanceof Fault.Swap)) {
      assertThat(TEXT).as("%s", transport).startsWith(answer.message().text());
    }
  }

  @ParameterizedTest
  @FieldSource("EVERY_FAULT")
  void aCancelEndsAnAnswerInTheMiddleOfAnyFault(Fault fault) {
    ChaosTransport transport = ChaosTransport.with(time, ANSWER, new Fault.Stall(2, STALL), fault);
    Answer answer = ask(transport);
    time.advance(Duration.ofSeconds(1));
    answer.cancel();
    String kept = answer.message().text();
    time.advance(Duration.ofHours(1));

    assertThat(answer.state().isTerminal()).as("%s", transport).isTrue();
    assertThat(answer.message().text()).as("%s", transport).isEqualTo(kept);
    assertThat(time.timers()).as("%s", transport).isZero();
  }

  @Test
  void aDeafPeerGoesOnAfterACancelAndItsTextIsLate() {
    Answer answer =
        ask(ChaosTransport.with(time, ANSWER, new Fault.Stall(2, STALL), new Fault.Deafness()));
    time.run();
    answer.cancel();
    time.advance(STALL);

    assertThat(answer.message().text()).isEqualTo("Be");
    assertThat(answer.lateEvents().values()).containsExactly(3L);
  }

  @Test
  void faultsAreAppliedOneAfterTheOther() {
    ChaosTransport.with(time, ANSWER, new Fault.Split(), new Fault.Cut(3, true))
        .open(REQUEST, sink);
    time.run();

    assertThat(sink.events())
        .containsExactly(
            new StreamEvent.Connected(),
            StreamEvent.text("B"),
            StreamEvent.text("e"),
            new StreamEvent.Truncated(null));
  }

  @Test
  void aFailureToOpenIsThrown() {
    IllegalStateException thrown = new IllegalStateException("no");
    ChaosTransport transport = ChaosTransport.with(time, ANSWER, new Fault.OpenFailure(thrown));

    assertThatThrownBy(() -> transport.open(REQUEST, sink)).isSameAs(thrown);
    assertThat(transport.faults()).containsExactly(List.of(new Fault.OpenFailure(thrown)));
  }

  @Test
  void theSameSeedMakesTheSameFaultsAndTellsThem() {
    String first = playedWith(42);

    assertThat(playedWith(42)).isEqualTo(first);
    assertThat(first).startsWith("ChaosTransport[seed=42, faults=[[");
    assertThat(LongStream.range(0, 20).mapToObj(ChaosTransportTest::playedWith).distinct())
        .hasSizeGreaterThan(15);
  }

  private static String playedWith(long seed) {
    VirtualTime own = new VirtualTime();
    ChaosTransport transport = ChaosTransport.seeded(own, ANSWER, seed);
    List<Object> came = new ArrayList<>();
    for (int attempt = 0; attempt < 5; attempt++) {
      RecordingSink each = new RecordingSink();
      try {
        transport.open(REQUEST, each);
      } catch (IllegalStateException opened) {
        came.add("thrown");
      }
      own.advance(Duration.ofHours(1));
      came.add(each.events().size());
    }
    return transport + " " + came;
  }

  @Test
  void answersUnderAThousandSeedsEndOnceEach() {
    for (long seed = 0; seed < 1000; seed++) {
      VirtualTime own = new VirtualTime();
      ChaosTransport transport = ChaosTransport.seeded(own, ANSWER, seed);
      Answer answer = chat(own, transport).send("Why?");
      own.advance(Duration.ofHours(1));

      assertThat(answer.state().isTerminal()).as("%s", transport).isTrue();
      assertThat(own.timers()).as("%s", transport).isZero();
    }
  }

  private Answer ask(ChaosTransport transport) {
    Answer answer = chat(time, transport).send("Why?");
    time.run();
    return answer;
  }

  private static Chat chat(VirtualTime time, ChaosTransport transport) {
    return Chat.builder(transport)
        .conversation(Conversation.builder("c").clock(time::now).build())
        .scheduler(time)
        .executor(time.executor())
        .build();
  }
}
