package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.AnyMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was recorded is what is replayed, event by event and at its time. */
class RecordingsProperties {
  private static final AnswerRequest REQUEST =
      new AnswerRequest("c", MessageId.of("m2"), List.of(), 1, null, Limits.DEFAULTS);

  @Property(tries = 300)
  void whatIsReadIsWhatWasWritten(@ForAll("recordings") List<Script> attempts) throws IOException {
    assertThat(Recordings.read(new StringReader(written(attempts)))).isEqualTo(attempts);
  }

  @Property(tries = 100)
  void aRecordingPassesThroughUtf8(@ForAll("recordings") List<Script> attempts) throws IOException {
    byte[] bytes = written(attempts).getBytes(StandardCharsets.UTF_8);
    String decoded = new String(bytes, StandardCharsets.UTF_8);

    assertThat(Recordings.read(new StringReader(decoded))).isEqualTo(attempts);
  }

  @Property(tries = 100)
  void eachEventIsOneLine(@ForAll("recordings") List<Script> attempts) throws IOException {
    long lines =
        attempts.stream().mapToLong(attempt -> 1 + attempt.steps().size()).sum();

    assertThat(written(attempts).lines().count()).isEqualTo(lines);
  }

  @Property(tries = 200)
  void whatIsReplayedIsRecordedAgainAsItWas(@ForAll("recordings") List<Script> attempts) {
    VirtualTime time = new VirtualTime();
    RecordingTransport transport =
        new RecordingTransport(new ScriptedTransport(time, attempts.toArray(Script[]::new)), time);
    for (Script attempt : attempts) {
      transport.open(REQUEST, new RecordingSink());
      attempt.steps().forEach(step -> time.advance(step.pause()));
    }

    assertThat(transport.recordings()).isEqualTo(attempts);
  }

  private static String written(List<Script> attempts) throws IOException {
    StringWriter text = new StringWriter();
    Recordings.write(attempts, text);
    return text.toString();
  }

  @Provide
  Arbitrary<List<Script>> recordings() {
    Arbitrary<Duration> pauses =
        Arbitraries.longs().between(0, 10_000_000_000L).map(Duration::ofNanos);
    return Combinators.combine(pauses, events())
        .as(Script.Step::new)
        .list()
        .ofMaxSize(8)
        .map(Script::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static Arbitrary<StreamEvent> events() {
    Arbitrary<String> text = AnyMessage.texts();
    Arbitrary<String> key = Arbitraries.of("", "1", "second");
    Arbitrary<Integer> number = Arbitraries.integers().greaterOrEqual(0);
    List<Arbitrary<? extends StreamEvent>> kinds = new ArrayList<>();
    kinds.add(number.map(StreamEvent.Connected::new));
    kinds.add(text.map(id -> new StreamEvent.Identified(id, List.of())));
    kinds.add(text.map(StreamEvent.LastEventIdSet::new));
    kinds.add(number.map(Duration::ofNanos).map(StreamEvent.ReconnectionTime::new));
    kinds.add(text.map(StreamEvent.StreamNamed::new));
    kinds.add(number.map(StreamEvent.Received::new));
    kinds.add(Arbitraries.of(new StreamEvent.Heartbeat(), new StreamEvent.Truncated(null)));
    kinds.add(Combinators.combine(key, text.injectNull(0.3), text.injectNull(0.3))
        .as(StreamEvent.Started::new));
    kinds.add(Combinators.combine(key, AnyMessage.authors()).as(StreamEvent.Authored::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.Text::new));
    kinds.add(Combinators.combine(key, key, Arbitraries.longs(), text).as(StreamEvent.TextAt::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.TextReplaced::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.Reasoning::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.Refusal::new));
    kinds.add(Combinators.combine(key, key, AnyMessage.parts()).as(StreamEvent.PartPut::new));
    kinds.add(Combinators.combine(key, key, text).as(StreamEvent.ArgumentsAppended::new));
    kinds.add(Combinators.combine(key, key).as(StreamEvent.ArgumentsCompleted::new));
    kinds.add(Combinators.combine(key, key, AnyMessage.seals()).as(StreamEvent.TextSealed::new));
    kinds.add(
        Combinators.combine(key, key, AnyMessage.seals()).as(StreamEvent.ReasoningSealed::new));
    kinds.add(Combinators.combine(key, AnyMessage.data()).as(StreamEvent.Noticed::new));
    kinds.add(key.map(StreamEvent.StepBegun::new));
    kinds.add(key.map(StreamEvent.StepReset::new));
    kinds.add(Combinators.combine(key, AnyMessage.members()).as(StreamEvent.Metadata::new));
    kinds.add(Combinators.combine(key, AnyMessage.usages()).as(StreamEvent.UsageReported::new));
    kinds.add(
        Combinators.combine(key, Arbitraries.of(FinishReason.Kind.class), text.injectNull(0.5))
            .as((message, kind, raw) ->
                new StreamEvent.Finished(message, new FinishReason(kind, raw))));
    kinds.add(Combinators.combine(text, text)
        .as((code, words) -> new StreamEvent.ProblemMet(new Problem(code, words))));
    kinds.add(Arbitraries.of(true, false).map(StreamEvent.Completed::new));
    kinds.add(AnyMessage.errors().map(StreamEvent.Failed::new));
    return Arbitraries.oneOf(kinds).map(event -> event);
  }
}
