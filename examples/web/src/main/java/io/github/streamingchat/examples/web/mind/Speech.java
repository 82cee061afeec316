package io.github.streamingchat.examples.web.mind;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.stream.Scheduler;
import java.util.Map;

/**
 * One saying on its way out, by one timer after the other.
 *
 * <p>Thread-safe: its timers follow one another, and a cancel is noticed by the next.
 */
final class Speech {
  private final Saying saying;
  private final AnswerEmitter out;
  private final Scheduler time;
  private int at;

  Speech(Saying saying, AnswerEmitter out, Scheduler time) {
    this.saying = saying;
    this.out = out;
    this.time = time;
  }

  /** The first piece comes at once. */
  void begin() {
    out.connected();
    out.metadata(Map.of("expectedCharacters", saying.length()));
    say();
  }

  private void say() {
    if (!out.isOpen()) {
      return;
    }
    String text = saying.text();
    int left = text.codePointCount(at, text.length());
    int end = text.offsetByCodePoints(at, Math.min(saying.characters(), left));
    out.text(text.substring(at, end));
    at = end;
    if (at < text.length()) {
      var unused = time.schedule(saying.interval(), this::say);
    } else if (saying.failure() != null) {
      out.fail(saying.failure());
    } else {
      out.finish(FinishReason.STOP);
      out.complete();
    }
  }
}
