package io.github.streamingchat.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Role;
import io.github.streamingchat.stream.Progress;
import io.github.streamingchat.stream.StreamState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusLinesTest {
  private static final StatusLines LINES =
      StatusLines.DEFAULTS.with(StreamState.CONNECTING, "one", "two");

  private static String after(long millis) {
    return LINES.at(StreamState.CONNECTING, Duration.ofMillis(millis));
  }

  @Test
  void eachLineStandsForAPeriodAndTheFirstFollowsTheLast() {
    assertThat(after(0)).isEqualTo("one");
    assertThat(after(2999)).isEqualTo("one");
    assertThat(after(3000)).isEqualTo("two");
    assertThat(after(6000)).isEqualTo("one");
    assertThat(after(-1)).isEqualTo("one");
    assertThat(
            LINES.period(Duration.ofMillis(10)).at(StreamState.CONNECTING, Duration.ofMillis(10)))
        .isEqualTo("two");
  }

  @Test
  void aProgressSaysTheStateAndForHowLong() {
    Progress progress =
        new Progress(StreamState.CONNECTING, Duration.ofHours(1), Duration.ofSeconds(4), 0, 0, 2);

    assertThat(LINES.at(progress)).isEqualTo("two");
    assertThat(LINES.lines(StreamState.CONNECTING)).containsExactly("one", "two");
  }

  @ParameterizedTest
  @EnumSource(StreamState.class)
  void everyStateHasALine(StreamState state) {
    assertThat(StatusLines.DEFAULTS.at(state, Duration.ofDays(400))).isNotBlank();
  }

  @Test
  void noLinesAndNoPeriodAreRefused() {
    assertThatThrownBy(() -> LINES.with(StreamState.QUEUED))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LINES.period(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCursorStandsBehindATextThatGrowsAndIsGoneAtItsEnd() {
    Conversation conversation = Conversation.create();
    MessageId id = conversation.add(MessageDraft.builder(Role.ASSISTANT)
        .text("Hel")
        .status(MessageStatus.STREAMING)
        .build());
    assertThat(TypingCursor.BLOCK.shown(conversation.find(id).orElseThrow()))
        .isEqualTo("Hel\u258C");
    assertThat(TypingCursor.BLOCK.shown("Hel", StreamState.STREAMING)).isEqualTo("Hel\u258C");
    assertThat(TypingCursor.BLOCK.shown("Hel", StreamState.FAILED)).isEqualTo("Hel");
    conversation.edit(id, message -> message.status(MessageStatus.COMPLETED));

    assertThat(TypingCursor.BLOCK.shown(conversation.find(id).orElseThrow())).isEqualTo("Hel");
  }
}
