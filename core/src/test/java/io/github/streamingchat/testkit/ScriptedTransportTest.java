package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Connection;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedTransportTest {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("c", MessageId.of("m2"), List.of(), 1, null, Limits.DEFAULTS);

  private final VirtualTime time = new VirtualTime();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void aScriptSaysWhatItWasTold() {
    ChatError error = ChatError.of(ChatError.Kind.SERVER, "boom");
    open(Script.builder()
        .connected()
        .text("Be")
        .heartbeat()
        .event(new StreamEvent.Received(3))
        .finish(FinishReason.STOP)
        .completed()
        .truncated()
        .failed(error)
        .build());
    time.run();

    assertThat(sink.events())
        .containsExactly(
            new StreamEvent.Connected(),
            StreamEvent.text("Be"),
            new StreamEvent.Heartbeat(),
            new StreamEvent.Received(3),
            new StreamEvent.Finished(StreamEvent.PRIMARY, FinishReason.STOP),
            new StreamEvent.Completed(true),
            new StreamEvent.Truncated(null),
            new StreamEvent.Failed(error));
    assertThat(time.timers()).isZero();
  }

  @Test
  void theAnsweringScriptIsAWholeAnswer() {
    open(Script.answering("Be", "cause"));
    time.run();

    assertThat(sink.text()).isEqualTo("Because");
    assertThat(sink.events()).last().isEqualTo(new StreamEvent.Completed(true));
    assertThat(sink.isOpen()).isFalse();
  }

  @Test
  void pausesAddUpAndPassBeforeTheirEvent() {
    open(Script.builder()
        .text("a")
        .pause(Duration.ofSeconds(1))
        .pause(Duration.ofSeconds(2))
        .text("b")
        .text("c")
        .build());
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(sink.text()).isEqualTo("a");

    time.advance(Duration.ofNanos(1));
    assertThat(sink.text()).isEqualTo("abc");
  }

  @Test
  void nothingComesFromInsideOpen() {
    open(Script.answering("Because"));

    assertThat(sink.events()).isEmpty();
  }

  @Test
  void aCancelledScriptStopsAndLeavesNoTimer() {
    Connection connection =
        open(Script.builder().text("a").pause(Duration.ofSeconds(1)).text("b").build());
    time.run();
    connection.cancel();
    connection.cancel();
    assertThat(time.timers()).isZero();

    time.advance(Duration.ofSeconds(2));
    assertThat(sink.text()).isEqualTo("a");
  }

  @Test
  void aScriptMayBeCancelledFromInsideItsEvent() {
    ScriptedTransport transport = new ScriptedTransport(time, Script.answering("a", "b"));
    StreamEvent.Connected connected = new StreamEvent.Connected();
    RecordingSink cancelling = new RecordingSink();
    transport.open(REQUEST, cancelling);
    time.schedule(Duration.ZERO, () -> transport.attempts().get(0).cancel());
    time.run();

    assertThat(cancelling.events()).containsExactly(connected);
    assertThat(time.timers()).isZero();
  }

  @Test
  void eachAttemptFollowsTheNextScriptAndThenTheLastOneAgain() {
    ScriptedTransport transport =
        new ScriptedTransport(time, Script.answering("first"), Script.answering("second"));
    List<RecordingSink> sinks =
        List.of(new RecordingSink(), new RecordingSink(), new RecordingSink());
    sinks.forEach(each -> transport.open(REQUEST, each));
    time.run();

    assertThat(sinks).extracting(RecordingSink::text).containsExactly("first", "second", "second");
  }

  @Test
  void withoutScriptsTheTestDrivesTheSink() {
    ScriptedTransport transport = new ScriptedTransport(time);
    Connection connection = transport.open(REQUEST, sink);
    time.advance(Duration.ofDays(1));
    assertThat(sink.events()).isEmpty();

    ScriptedTransport.Attempt attempt = transport.attempts().get(0);
    assertThat(attempt).isSameAs(connection);
    assertThat(attempt.request()).isSameAs(REQUEST);
    assertThat(attempt.sink()).isSameAs(sink);
    assertThat(attempt.isCancelled()).isFalse();
    attempt.cancel();
    assertThat(attempt.isCancelled()).isTrue();
  }

  @Test
  void itRemembersThatItWasClosed() {
    ScriptedTransport transport = new ScriptedTransport(time);
    assertThat(transport.isClosed()).isFalse();
    transport.close();
    transport.close();

    assertThat(transport.isClosed()).isTrue();
  }

  @Test
  void aBuilderMayGoOnAfterAScriptWasBuilt() {
    Script.Builder builder = Script.builder().text("a");
    Script first = builder.build();
    Script second = builder.text("b").build();

    assertThat(first.steps()).hasSize(1);
    assertThat(second.steps()).hasSize(2);
  }

  private Connection open(Script script) {
    return new ScriptedTransport(time, script).open(REQUEST, sink);
  }
}
