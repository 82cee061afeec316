package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands below an answer that has ended. */
final class EndNotes {
  /** More of them than a person would look at are counted. */
  private static final int MAX_SOURCES = 10;

  private EndNotes() {}

  static List<Screen.Note> of(Outcome outcome) {
    List<Screen.Note> notes = new ArrayList<>();
    outcome
        .error()
        .ifPresent(error -> notes.add(new Screen.Note("✗ " + error.message(), Tone.FAULT)));
    if (outcome.status() == MessageStatus.CANCELLED) {
      notes.add(new Screen.Note("■ stopped", Tone.NEWS));
    } else if (outcome.status() == MessageStatus.COMPLETED && isEmpty(outcome)) {
      notes.add(new Screen.Note("(an empty answer)", Tone.QUIET));
    }
    sources(outcome).forEach(source -> notes.add(new Screen.Note(source, Tone.QUIET)));
    notes.add(new Screen.Note(AnswerStats.of(outcome).summary(), Tone.QUIET));
    return notes;
  }

  private static boolean isEmpty(Outcome outcome) {
    return outcome.messages().stream().allMatch(message -> message.parts().isEmpty());
  }

  /** Gives a line for each place that statements of an answer come from. */
  static List<String> sources(Outcome outcome) {
    Set<String> places = new LinkedHashSet<>();
    outcome.messages().stream()
        .flatMap(message -> message.parts(Part.Source.class).stream())
        .map(EndNotes::place)
        .filter(place -> !place.isEmpty())
        .forEach(places::add);
    List<String> lines = new ArrayList<>();
    for (String place : places) {
      if (lines.size() == MAX_SOURCES) {
        lines.add("… and %d more sources".formatted(places.size() - MAX_SOURCES));
        return lines;
      }
      lines.add("[%d] %s".formatted(lines.size() + 1, place));
    }
    return lines;
  }

  private static String place(Part.Source source) {
    return Stream.of(source.title(), source.url())
        .filter(Objects::nonNull)
        .filter(word -> !word.isBlank())
        .map(word -> word.strip().replaceAll("\\R", " "))
        .collect(Collectors.joining(" · "));
  }
}
