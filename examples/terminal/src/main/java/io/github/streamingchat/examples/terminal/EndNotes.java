package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedStyle;

/** What stands below an answer that has ended. */
final class EndNotes {
  private static final AttributedStyle QUIET = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle WARNING =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle ERROR =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

  private EndNotes() {}

  static List<Screen.Note> of(Outcome outcome) {
    List<Screen.Note> notes = new ArrayList<>();
    outcome.error().ifPresent(error -> notes.add(new Screen.Note("✗ " + error.message(), ERROR)));
    if (outcome.status() == MessageStatus.CANCELLED) {
      notes.add(new Screen.Note("■ stopped", WARNING));
    } else if (outcome.status() == MessageStatus.COMPLETED && outcome.text().isEmpty()) {
      notes.add(new Screen.Note("(an empty answer)", QUIET));
    }
    notes.add(new Screen.Note(AnswerStats.of(outcome).summary(), QUIET));
    return notes;
  }
}
