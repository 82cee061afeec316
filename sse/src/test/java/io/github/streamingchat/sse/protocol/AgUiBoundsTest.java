package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.RUN_STARTED;
import static io.github.streamingchat.sse.protocol.AgUiEvents.content;
import static io.github.streamingchat.sse.protocol.AgUiEvents.end;
import static io.github.streamingchat.sse.protocol.AgUiEvents.event;
import static io.github.streamingchat.sse.protocol.AgUiEvents.patch;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.start;
import static io.github.streamingchat.sse.protocol.AgUiEvents.state;
import static io.github.streamingchat.sse.protocol.AgUiEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an agent can make the decoder do and keep. */
class AgUiBoundsTest {
  private static final String HALF = "x".repeat(600_000);

  private static String spokenByUser(String id, String text) {
    return event("TEXT_MESSAGE_START", "'messageId':'" + id + "','role':'user'")
        + content(id, text);
  }

  @Test
  void patchesOfALargeStateAreAppliedOnlySoOften() {
    StringBuilder events = new StringBuilder(state("{'a':[0]}"));
    for (int i = 0; i < 16; i++) {
      events.append(patch(
          "[{'op':'copy','from':'/a','path':'/b'}," + "{'op':'copy','from':'/b','path':'/a/-'}]"));
    }
    int few = (AgUiState.MOST_PATCHED >> 16) + 1;
    for (int i = 0; i < few; i++) {
      events.append(patch("[{'op':'replace','path':'/b','value':" + i + "}]"));
    }

    Decoding decoding = run(events.toString());

    assertThat(decoding.problems()).contains("patch_failed");
    assertThat(decoding.end()).isInstanceOf(StreamEvent.Completed.class);
  }

  @Test
  void aSmallStateIsPatchedAsOftenAsTheAgentLikes() {
    StringBuilder events = new StringBuilder(state("{'n':0}"));
    for (int i = 1; i <= 20_000; i++) {
      events.append(patch("[{'op':'replace','path':'/n','value':" + i + "}]"));
    }

    assertThat(run(events.toString()).problems()).isEmpty();
  }

  @Test
  void textsThatAreNotTheAnswersHaveOneBoundTogether() {
    Decoding decoding = run(
        spokenByUser("u1", HALF),
        spokenByUser("u2", HALF),
        end("u1"),
        end("u2"),
        spokenByUser("u3", "Hi"),
        end("u3"));

    assertThat(decoding.problems()).containsExactly("raw_dropped");
    assertThat(decoding.message().parts(Part.Raw.class))
        .extracting(raw -> String.valueOf(((Map<?, ?>) raw.value()).get("id")))
        .containsExactly("u1", "u3");
  }

  @Test
  void aMessageThatHasNothingButMuchMetadataIsOneOfTheAnswer() {
    Decoding decoding = run(
        text("m1", "Hi"),
        start("m2"),
        event(
            "TEXT_MESSAGE_CONTENT",
            "'messageId':'m2','delta':'','metadata':{'a':'" + "x".repeat(5000) + "'}"),
        end("m2"));

    assertThat(decoding.messages()).hasSize(2);
    assertThat(decoding.messages().get(1).metadata()).containsKey("a");
  }

  @Test
  void sealsOfCallsThatDoNotBeginAreKeptUpToABound() {
    String seal = "'subtype':'tool-call','entityId':'c%d','encryptedValue':'" + HALF + "'";
    Decoding decoding = run(
        event("REASONING_ENCRYPTED_VALUE", seal.formatted(1)),
        event("REASONING_ENCRYPTED_VALUE", seal.formatted(2)));

    assertThat(decoding.problems()).containsExactly("seals_dropped");
  }

  @Test
  void aStepOfAnOverlongNameIsNone() {
    Decoding decoding = Decoding.of(
        AgUiEvents.ENDPOINT,
        RUN_STARTED + event("STEP_STARTED", "'stepName':'" + "x".repeat(2000) + "'"));

    assertThat(decoding.metadata()).doesNotContainKey("step");
  }
}
