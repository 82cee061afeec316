package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RecordingTransportTest {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("c", MessageId.of("m2"), List.of(), 1, null, Limits.DEFAULTS);

  private final VirtualTime time = new VirtualTime();
  private final RecordingSink sink = new RecordingSink();

  private static final class Recorded implements TransportContract.Subject {
    private final VirtualTime time = new VirtualTime();

    @Override
    public ChatTransport transport(Script script) {
      return new RecordingTransport(new ScriptedTransport(time, script), time);
    }

    @Override
    public void pass() {
      time.run();
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return TransportContract.checks(Recorded::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  @Test
  void whatComesIsPassedOnAndKeptWithItsTime() {
    Script script = Script.builder()
        .pause(Duration.ofSeconds(1))
        .connected()
        .text("Be")
        .pause(Duration.ofSeconds(2))
        .completed()
        .build();
    RecordingTransport transport = record(script);
    transport.open(REQUEST, sink);
    time.advance(Duration.ofSeconds(3));

    assertThat(transport.recordings()).containsExactly(script);
    assertThat(sink.events())
        .isEqualTo(script.steps().stream().map(Script.Step::event).toList());
  }

  @Test
  void anAttemptThatGoesOnIsKeptAsFarAsItCame() {
    RecordingTransport transport = record(
        Script.builder().text("Be").pause(Duration.ofSeconds(1)).text("cause").build());
    Connection connection = transport.open(REQUEST, sink);
    time.run();
    connection.cancel();
    time.advance(Duration.ofSeconds(2));

    assertThat(transport.recordings())
        .containsExactly(Script.builder().text("Be").build());
  }

  @Test
  void theAnswerSaysWhetherAnEventIsKnown() {
    RecordingTransport transport = record(Script.builder()
        .event(new StreamEvent.Identified("7", List.of(StreamEvent.text("Be"))))
        .build());
    transport.open(REQUEST, sink);
    time.run();

    assertThat(sink.events())
        .containsExactly(new StreamEvent.Identified("7", List.of()), StreamEvent.text("Be"));
  }

  @Test
  void itClosesWhatItWraps() {
    ScriptedTransport wrapped = new ScriptedTransport(time);
    new RecordingTransport(wrapped, time).close();

    assertThat(wrapped.isClosed()).isTrue();
  }

  private RecordingTransport record(Script script) {
    return new RecordingTransport(new ScriptedTransport(time, script), time);
  }
}
