package io.github.streamingchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Also the test of {@link StreamEvent#deliverTo}: what is delivered is what is recorded. */
class RecordingSinkTest {
  private final RecordingSink sink = new RecordingSink();

  static List<StreamEvent> everyEvent() {
    return List.of(
        new StreamEvent.Connected(),
        new StreamEvent.Connected(200),
        new StreamEvent.Identified("7", List.of()),
        new StreamEvent.LastEventIdSet(""),
        new StreamEvent.ReconnectionTime(Duration.ofSeconds(3)),
        new StreamEvent.StreamNamed("s1"),
        new StreamEvent.TextAt("", "0", 5, "at"),
        new StreamEvent.TextReplaced("b", "0", "whole"),
        new StreamEvent.Received(7),
        new StreamEvent.Heartbeat(),
        new StreamEvent.Started("", "srv", "model"),
        new StreamEvent.Started("b", null, null),
        new StreamEvent.Authored("b", Author.named("Ada")),
        StreamEvent.text("piece"),
        new StreamEvent.Text("b", "1", "\uD83D"),
        new StreamEvent.Reasoning("b", "0", "Hm"),
        new StreamEvent.Refusal("", "0", "No"),
        new StreamEvent.PartPut("b", "k", new Part.ToolCall("c1", "add", ChatText.EMPTY, false)),
        new StreamEvent.ArgumentsAppended("b", "k", "{\"a\":"),
        new StreamEvent.ArgumentsCompleted("b", "k"),
        new StreamEvent.TextSealed("", "0", new Part.Seal("p", "sig", null)),
        new StreamEvent.ReasoningSealed("", "0", new Part.Seal("p", null, "enc")),
        new StreamEvent.Noticed("", new Part.Data("progress", null, 0.5)),
        new StreamEvent.StepBegun(""),
        new StreamEvent.StepReset("b"),
        new StreamEvent.Metadata("", Map.of("a", List.of(1, 2))),
        new StreamEvent.UsageReported("b", new Usage(1L, 2L, 3L, null, null)),
        new StreamEvent.Finished("", FinishReason.STOP),
        new StreamEvent.ProblemMet(new Problem("odd", "passed over")),
        new StreamEvent.Completed(true),
        new StreamEvent.Completed(false),
        new StreamEvent.Truncated(null),
        new StreamEvent.Truncated(new IOException("reset")),
        new StreamEvent.Failed(ChatError.of(ChatError.Kind.SERVER, "boom")));
  }

  @Test
  void everyKindOfEventIsAmongThem() {
    assertThat(everyEvent().stream().map(StreamEvent::getClass).distinct())
        .hasSameSizeAs(StreamEvent.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void whatIsDeliveredIsWhatIsRecorded(StreamEvent event) {
    event.deliverTo(sink);

    assertThat(sink.events()).containsExactly(event);
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void theThreeEndsCloseTheSinkAndNothingElseDoes(StreamEvent event) {
    assertThat(sink.isOpen()).isTrue();
    event.deliverTo(sink);

    boolean ends = event instanceof StreamEvent.Completed
        || event instanceof StreamEvent.Truncated
        || event instanceof StreamEvent.Failed;
    assertThat(sink.isOpen()).isEqualTo(!ends);
  }

  @Test
  void whatComesAfterTheEndIsWrittenDownToo() {
    sink.completed(true);
    sink.primary().text("0", "late");

    assertThat(sink.events())
        .containsExactly(new StreamEvent.Completed(true), StreamEvent.text("late"));
  }

  @Test
  void theTextIsThatOfThePrimaryMessageOnly() {
    sink.primary().text("0", "Be");
    sink.message("b").text("0", "Or");
    sink.primary().reasoning("0", "Hm");
    sink.message("").text("1", new StringBuilder("cause"));

    assertThat(sink.text()).isEqualTo("Because");
  }

  @Test
  void aListOfEventsIsACopy() {
    List<StreamEvent> before = sink.events();
    sink.heartbeat();

    assertThat(before).isEmpty();
    assertThat(sink.events()).hasSize(1);
  }

  @Test
  void recordedValuesDoNotChangeWithTheCallersOwn() {
    Map<String, Object> members = new HashMap<>();
    members.put("a", null);
    StringBuilder piece = new StringBuilder("Be");
    sink.primary().metadata(members);
    sink.primary().text("0", piece);
    members.put("b", 1);
    piece.append("cause");

    Map<String, Object> expected = new HashMap<>();
    expected.put("a", null);
    assertThat(sink.events())
        .containsExactly(new StreamEvent.Metadata("", expected), StreamEvent.text("Be"));
  }

  @Test
  void theSinkOfAMessageIsAlwaysTheSame() {
    assertThat(sink.primary()).isSameAs(sink.primary());
    assertThat(sink.message("")).isSameAs(sink.primary());
    assertThat(sink.message("b")).isSameAs(sink.message("b"));
    assertThat(sink.message("b")).isNotSameAs(sink.message("c"));
  }
}
