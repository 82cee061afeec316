package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import org.junit.jupiter.api.Test;

/** Peers that send too much of something: the limit's name and setter are told, and the text kept. */
class StreamLimitsTest {
  private static Dialogue limited(Limits.Builder limits, String begin, String endless) {
    return Dialogue.with(
        connection -> {
          connection.send(begin);
          connection.sendUntilClosed(endless);
        },
        chat ->
            chat.conversation(Conversation.builder("c").limits(limits.build()).build()));
  }

  private static void assertLimit(Dialogue dialogue, String text, String limit, long allowed)
      throws Exception {
    ChatError error = dialogue.failedWithText(text, Kind.LIMIT, limit, false);

    assertThat(error.message())
        .startsWith("Too large: " + limit + " is limited to " + allowed)
        .contains("raise it with Limits.builder()." + limit + "(...)");
    assertThat(error.cause()).isInstanceOf(LimitExceededException.class);
    dialogue.assertSocketsClosed();
  }

  @Test
  void aLineThatNeverEnds() throws Exception {
    try (Dialogue dialogue = limited(
        Limits.builder().maxLineBytes(1000),
        LoopbackPeer.streamHead() + Chunks.text("Hel") + "data: {\"x\":\"",
        "xxxxxxxx")) {
      assertLimit(dialogue, "Hel", "maxLineBytes", 1000);
    }
  }

  @Test
  void aCommentThatNeverEnds() throws Exception {
    try (Dialogue dialogue = limited(
        Limits.builder().maxLineBytes(1000),
        LoopbackPeer.streamHead() + Chunks.text("Hel") + ":",
        "xxxxxxxx")) {
      assertLimit(dialogue, "Hel", "maxLineBytes", 1000);
    }
  }

  @Test
  void anEventThatNeverEnds() throws Exception {
    try (Dialogue dialogue = limited(
        Limits.builder().maxEventBytes(1000),
        LoopbackPeer.streamHead() + Chunks.text("Hel"),
        "data: xxxxxxxx\n")) {
      assertLimit(dialogue, "Hel", "maxEventBytes", 1000);
    }
  }

  @Test
  void aMessageThatNeverEnds() throws Exception {
    try (Dialogue dialogue = limited(
        Limits.builder().maxMessageChars(1000),
        LoopbackPeer.streamHead(),
        Chunks.text("12345678"))) {
      assertLimit(dialogue, "12345678".repeat(125), "maxMessageChars", 1000);
    }
  }

  @Test
  void aWholeBodyThatNeverEnds() throws Exception {
    try (Dialogue dialogue = limited(
        Limits.builder().maxEventBytes(1000),
        LoopbackPeer.head(200, "application/json"),
        "[[[[[[[[")) {
      assertLimit(dialogue, "", "maxEventBytes", 1000);
    }
  }

  @Test
  void aLineOfAMegabyteIsNothingSpecial() {
    String longText = "x".repeat(1 << 20);
    try (Dialogue dialogue =
        Dialogue.hearing(LoopbackPeer.streamHead() + Chunks.text(longText) + Chunks.DONE)) {
      assertThat(dialogue.completed().text()).isEqualTo(longText);
    }
  }
}
