package io.github.streamingchat.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.LateCause;
import io.github.streamingchat.stream.Outcome;
import java.util.Set;

/** What must have become of an answer that met a fault at a byte. */
final class FaultVerdict {
  private final RecordedAnswer recorded;
  private final WireFault fault;
  private final int cut;
  private final boolean identified;

  FaultVerdict(RecordedAnswer recorded, WireFault fault, int cut) {
    this.recorded = recorded;
    this.fault = fault;
    this.cut = cut;
    this.identified = fault == WireFault.RESUMED;
  }

  void accept(Outcome outcome) {
    if (!fault.repeats()) {
      assertThat(outcome.evidence().attempts()).as("%s", this).isEqualTo(1);
      assertThat(outcome.evidence().lateEvents()).as("%s", this).isEmpty();
    }
    switch (fault) {
      case STATUS, WRONG_TYPE -> failed(outcome, "");
      case RESET -> afterReset(outcome);
      case SILENT -> ended(outcome, whole(), whole() == recorded.frames());
      case GARBAGE -> afterGarbage(outcome);
      case ERROR_EVENT -> afterErrorEvent(outcome);
      case RESUMED -> resumed(outcome);
      case REPLACED -> repeated(outcome);
      default -> ended(outcome, wholeAtEnd(), recorded.isFinished(wholeAtEnd()));
    }
  }

  private int whole() {
    return recorded.whole(cut, identified);
  }

  /** A line needs no line end if it is the last; an event does. */
  private int wholeAtEnd() {
    return recorded.whole(recorded.isLines() ? cut + 1 : cut, identified);
  }

  private void ended(Outcome outcome, int wholeFrames, boolean completed) {
    String text = recorded.text(0, wholeFrames);
    if (completed) {
      completed(outcome, text);
    } else {
      failed(outcome, text);
    }
  }

  private void completed(Outcome outcome, String text) {
    assertThat(outcome.status()).as("%s: %s", this, outcome).isEqualTo(MessageStatus.COMPLETED);
    assertThat(outcome.text()).as("%s", this).isEqualTo(text);
  }

  private void failed(Outcome outcome, String text) {
    assertThat(outcome.status()).as("%s: %s", this, outcome).isEqualTo(MessageStatus.FAILED);
    assertThat(outcome.error().orElseThrow().kind())
        .as("%s: %s", this, outcome)
        .isEqualTo(fault.kind());
    assertThat(outcome.text()).as("%s", this).isEqualTo(text);
  }

  /** A reset may take bytes with it that were sent before. */
  private void afterReset(Outcome outcome) {
    String sent = recorded.text(0, wholeAtEnd());
    assertThat(sent).as("%s", this).startsWith(outcome.text());
    boolean mayBeWhole = recorded.isFinished(wholeAtEnd());
    ended(
        outcome,
        lengthOf(outcome.text()),
        mayBeWhole && outcome.status() == MessageStatus.COMPLETED);
    if (outcome.status() == MessageStatus.COMPLETED) {
      assertThat(outcome.text()).isEqualTo(recorded.text());
    }
  }

  /** In frames; a text that breaks off inside one has no such length. */
  private int lengthOf(String text) {
    for (int frames = 0; frames <= recorded.frames(); frames++) {
      if (recorded.text(0, frames).equals(text)) {
        return frames;
      }
    }
    throw new AssertionError(this + ": the text breaks off inside an event: " + text);
  }

  /**
   * Only the event that the garbage is in may suffer, and the one behind it if the line between them is
   * blank no more.
   */
  private void afterGarbage(Outcome outcome) {
    int hit = whole();
    int sound = hit + 1;
    if (!recorded.isLines() && recorded.whole(cut + 1, identified) > hit) {
      sound++;
    }
    String before = recorded.text(0, hit);
    String after = recorded.text(sound, recorded.frames());
    assertThat(outcome.text()).as("%s", this).startsWith(before).endsWith(after);
    assertThat(outcome.text().length())
        .as("%s", this)
        .isGreaterThanOrEqualTo(before.length() + after.length());
    boolean endIsHit = hit < recorded.frames() && sound >= recorded.frames();
    if (!endIsHit || recorded == RecordedAnswer.OPENAI) { // which has a finish reason besides
      assertThat(outcome.status()).as("%s", this).isEqualTo(MessageStatus.COMPLETED);
    } else if (outcome.status() != MessageStatus.COMPLETED) {
      failed(outcome, recorded.text());
    }
    if (recorded.isLines() && outcome.text().length() < recorded.text().length()) {
      assertThat(outcome.evidence().problems()).as("%s", this).isNotEmpty();
    }
  }

  private void afterErrorEvent(Outcome outcome) {
    int separated = recorded.whole(cut + recorded.separator().length(), identified);
    boolean isEnded = separated == recorded.frames();
    boolean isAtEnd = whole() == recorded.frames() - 1;
    // The data of these end marks means nothing: half of it ends an answer too.
    boolean anyEndMark =
        Set.of(RecordedAnswer.TOKEN_EVENTS, RecordedAnswer.MESSAGE_EVENTS).contains(recorded);
    if (isAtEnd && anyEndMark && outcome.status() == MessageStatus.COMPLETED) {
      completed(outcome, recorded.text());
    } else {
      ended(outcome, separated, isEnded);
    }
  }

  /** Without ids, what has begun cannot be resumed. */
  private void resumed(Outcome outcome) {
    String text = recorded.text(0, wholeAtEnd());
    boolean wasWhole = recorded.isFinished(wholeAtEnd());
    if (recorded.isLines() && !wasWhole && !text.isEmpty()) {
      failed(outcome, text);
      assertThat(outcome.error().orElseThrow().message()).contains("It cannot be resumed");
      return;
    }
    repeated(outcome);
    int known = whole();
    boolean resumed = !wasWhole && known > 0;
    assertThat(outcome.evidence().lateEvents().getOrDefault(LateCause.DUPLICATE, 0L))
        .as("%s: what was said twice", this)
        .isEqualTo(resumed && !text.isEmpty() ? Math.min(2L, known) : 0);
  }

  private void repeated(Outcome outcome) {
    completed(outcome, recorded.text());
    assertThat(outcome.evidence().attempts())
        .as("%s", this)
        .isEqualTo(recorded.isFinished(wholeAtEnd()) ? 1 : 2);
  }

  @Override
  public String toString() {
    return "%s %s at %d".formatted(recorded, fault, cut);
  }
}
