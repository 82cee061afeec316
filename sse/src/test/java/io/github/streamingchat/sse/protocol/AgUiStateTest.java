package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.event;
import static io.github.streamingchat.sse.protocol.AgUiEvents.patch;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.runStrictly;
import static io.github.streamingchat.sse.protocol.AgUiEvents.state;
import static io.github.streamingchat.sse.protocol.AgUiEvents.stateOf;
import static io.github.streamingchat.sse.protocol.AgUiEvents.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Part;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.testkit.RecordingSink;
import io.github.streamingchat.transport.StreamEvent.PartPut;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of an agent and what it is doing, told as a whole and then by patches. */
class AgUiStateTest {
  private static String activity(String content, String more) {
    return event(
        "ACTIVITY_SNAPSHOT", "'messageId':'a1','activityType':'PLAN','content':" + content + more);
  }

  private static String activityPatch(String operations) {
    return event("ACTIVITY_DELTA", "'messageId':'a1','activityType':'PLAN','patch':" + operations);
  }

  @Test
  void theStateIsOnePartOfThePrimaryMessageWithItsPatchesApplied() {
    Decoding decoding = run(
        state("{'step':1,'done':[]}"),
        text("m1", "one"),
        text("m2", "two"),
        patch("[{'op':'replace','path':'/step','value':2}]"),
        patch(
            "[{'op':'add','path':'/done/-','value':'a'},{'op':'test','path':'/step','value':2}]"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(stateOf(decoding))
        .isEqualTo(new Part.Data("state", "state", Map.of("step", 2, "done", List.of("a"))));
    assertThat(decoding.message().parts(Part.Data.class)).hasSize(1);
    assertThat(decoding.messages().get(1).parts(Part.Data.class)).isEmpty();
  }

  @Test
  void whatWasToldDoesNotChangeWithWhatIsPatched() {
    Decoding decoding =
        run(state("{'a':{'b':1}}"), patch("[{'op':'replace','path':'/a/b','value':2}]"));

    assertThat(decoding.all(PartPut.class))
        .extracting(put -> ((Part.Data) put.whole()).value())
        .containsExactly(Map.of("a", Map.of("b", 1L)), Map.of("a", Map.of("b", 2L)));
  }

  @Test
  void aLaterSnapshotTakesThePlaceOfTheState() {
    assertThat(stateOf(run(state("{'a':1}"), state("{'b':2}"))).value()).isEqualTo(Map.of("b", 2L));
    assertThat(stateOf(run(state("{'a':1}"), state("null"))).value()).isNull();
  }

  @Test
  void withoutASnapshotAPatchIsForWhatWasSent() {
    assertThat(stateOf(run(patch("[{'op':'add','path':'/a','value':1}]"))).value())
        .isEqualTo(Map.of("a", 1L));
  }

  @Test
  void aPatchForAStateThatIsNotKnownIsPassedOver() {
    RecordingSink sink = new RecordingSink();
    AgUiDecoder decoder = new AgUiDecoder(sink, false, Set.of(), null);
    byte[] stream = (patch("[{'op':'add','path':'/a','value':1}]")
            + state("{}")
            + patch("[{'op':'add','path':'/b','value':2}]"))
        .getBytes(UTF_8);
    new SseParser(decoder::event).feed(stream, 0, stream.length);
    Decoding decoding = new Decoding(sink.events());

    assertThat(decoding.problems()).containsExactly("patch_failed");
    assertThat(decoding.all(PartPut.class))
        .last()
        .isEqualTo(new PartPut("", "state", new Part.Data("state", "state", Map.of("b", 2))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'op':'replace','path':'/step','value':2},{'op':'remove','path':'/no'}]",
        "[{'op':'test','path':'/step','value':7}]",
        "[7]",
        "{'op':'remove','path':'/step'}",
        "null",
      })
  void aPatchThatDoesNotApplyChangesNothingAndIsReported(String operations) {
    Decoding decoding =
        run(state("{'step':1}"), patch(operations), patch("[{'op':'add','path':'/x','value':1}]"));

    assertThat(stateOf(decoding).value()).isEqualTo(Map.of("step", 1L, "x", 1L));
    assertThat(decoding.problems()).containsExactly("patch_failed");
    assertThat(runStrictly(state("{'step':1}"), patch(operations)).error().code())
        .isEqualTo("patch_failed");
  }

  @Test
  void anActivityIsDataUnderItsId() {
    Decoding decoding = run(
        text("m1", "Hi"),
        activity("{'steps':[]}", ""),
        activityPatch("[{'op':'add','path':'/steps/-','value':'look'}]"));

    assertThat(decoding.problems()).isEmpty();
    assertThat(decoding.message().parts(Part.Data.class))
        .containsExactly(new Part.Data("PLAN", "a1", Map.of("steps", List.of("look"))));
  }

  @Test
  void anActivityStaysWhereItBegan() {
    Decoding decoding = run(
        text("m1", "one"),
        activity("{'n':1}", ""),
        text("m2", "two"),
        activity("{'n':2}", ",'replace':true"));

    assertThat(decoding.message().parts(Part.Data.class))
        .containsExactly(new Part.Data("PLAN", "a1", Map.of("n", 2)));
    assertThat(decoding.messages().get(1).parts(Part.Data.class)).isEmpty();
  }

  @Test
  void anActivityThatIsThereStaysIfTheSnapshotIsNotToReplaceIt() {
    Decoding decoding =
        run(activity("{'n':1}", ",'replace':false"), activity("{'n':2}", ",'replace':false"));

    assertThat(decoding.message().parts(Part.Data.class))
        .containsExactly(new Part.Data("PLAN", "a1", Map.of("n", 1)));
  }

  @Test
  void anActivityPatchedAmissChangesNothingAndIsReported() {
    assertThat(run(activityPatch("[]")).problems()).containsExactly("patch_failed");
    Decoding decoding =
        run(activity("{'n':1}", ""), activityPatch("[{'op':'remove','path':'/x'}]"));

    assertThat(decoding.problems()).containsExactly("patch_failed");
    assertThat(decoding.message().parts(Part.Data.class))
        .containsExactly(new Part.Data("PLAN", "a1", Map.of("n", 1)));
    assertThat(run(event("ACTIVITY_SNAPSHOT", "'content':{}")).problems())
        .containsExactly("activity_without_name");
  }
}
