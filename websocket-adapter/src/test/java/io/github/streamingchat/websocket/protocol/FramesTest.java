package io.github.streamingchat.websocket.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Author;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aTurnIsWrittenAsTheServerExpectsIt() {
    Envelope envelope = Envelope.of("u1", "s").withSender("user").withTimestamp(NOW);
    assertThat(new Frame.Message(envelope, "hi").json())
        .isEqualTo("{\"type\":\"message\",\"id\":\"u1\",\"content\":\"hi\",\"sender\":\"user\","
            + "\"timestamp\":\"2026-11-21T10:00:00Z\",\"session_id\":\"s\"}");
  }

  @Test
  void aCancelSaysWhatIsNotWanted() {
    assertThat(new Frame.Cancel(Envelope.of("a", "s")).json())
        .isEqualTo("{\"type\":\"cancel\",\"id\":\"a\",\"session_id\":\"s\"}");
  }

  @Test
  void aResumeSaysWhereToGoOn() {
    assertThat(new Frame.Resume(Envelope.of("a", "s"), 7).json())
        .isEqualTo("{\"type\":\"resume\",\"id\":\"a\",\"offset\":7,\"session_id\":\"s\"}");
    assertThat(new Frame.CannotResume(Envelope.of("a", "s")).json())
        .isEqualTo("{\"type\":\"cannot_resume\",\"id\":\"a\",\"session_id\":\"s\"}");
  }

  @Test
  void aResumeThatSaysNoPlaceBeginsAtTheFirst() {
    assertThat(Frame.parse("{\"type\":\"resume\",\"id\":\"a\"}"))
        .isEqualTo(new Frame.Resume(Envelope.of("a", null), 0));
  }

  @Test
  void placesBelowZeroAreRefused() {
    assertThatThrownBy(() -> new Frame.Resume(Envelope.EMPTY, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Frame.Stream(Envelope.EMPTY, true, null, -2, false, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOlderNamesOfMembersAreReadToo() {
    Frame frame = Frame.parse("{\"type\":\"message\",\"sessionId\":\"s\",\"agent_id\":1,"
        + "\"agent_name\":\"Ada\",\"agent_type\":\"t\",\"replyTo\":\"u\",\"content\":\"x\"}");
    assertThat(frame.envelope())
        .isEqualTo(Envelope.EMPTY
            .withSessionId("s")
            .withAgent(new Author("1", "Ada", "t", null))
            .withReplyTo("u"));
  }

  @Test
  void anAuthorWhoSaysNothingIsNone() {
    assertThat(Envelope.EMPTY.withAgent(new Author(null, null, null, null)))
        .isEqualTo(Envelope.EMPTY);
  }

  @Test
  void metadataSaysNothingThatFieldsSay() {
    Map<String, Object> metadata = new HashMap<>(
        Map.of("reply_to", "x", "has_error", true, "streaming", true, "kept", List.of()));
    Envelope envelope = Envelope.EMPTY.withMetadata(metadata);
    metadata.clear();
    assertThat(envelope.metadata()).isEqualTo(Map.of("kept", List.of()));
  }

  @Test
  void mapsOfFramesCannotBeChanged() {
    Frame.Other other = Frame.Other.of("typing", "s", Map.of("is_typing", true));
    assertThatThrownBy(() -> other.members().remove("type"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(other.json())
        .isEqualTo("{\"type\":\"typing\",\"session_id\":\"s\",\"is_typing\":true}");
  }

  @Test
  void whatJsonHasNotCannotBeWritten() {
    Frame.Other other = Frame.Other.of("x", "s", Map.of("n", Double.NaN));
    assertThatThrownBy(other::json).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFrameIsReadFromAnyCharacters() {
    assertThat(Frame.parse(new StringBuilder("{\"type\":\"cancel\",\"id\":\"a\"}")))
        .isEqualTo(new Frame.Cancel(Envelope.of("a", null)));
  }
}
