package io.github.streamingchat.testkit;

import io.github.streamingchat.internal.stored.Fields;
import io.github.streamingchat.internal.stored.JsonLine;
import io.github.streamingchat.internal.stored.Seconds;
import io.github.streamingchat.internal.stored.StoredFormatException;
import io.github.streamingchat.transport.StreamEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recorded attempts as JSON lines: one event a line, after one line that opens its attempt, each with
 * the seconds that passed since the line before.
 *
 * <pre>
 * {"after":0,"event":"open"}
 * {"after":0.21,"event":"connected","status":200}
 * {"after":0.105,"event":"text","part":"0","piece":"Because"}
 * {"after":0.02,"event":"completed","endMarkSeen":true}
 * </pre>
 *
 * <p>What is read equals what was written, event by event, but for the exceptions behind errors and
 * broken connections, which are left out. Numbers in metadata are read as messages hold them. Fields
 * that are not known are passed over. Stateless and thread-safe.
 */
public final class Recordings {
  private static final String OPEN = "open";

  private Recordings() {}

  /**
   * Writes attempts.
   *
   * @param attempts as a {@link RecordingTransport} gives them, or any scripts
   * @param to where to; flushed, not closed
   * @throws IOException if the writer throws it
   * @throws IllegalArgumentException if metadata holds what is no JSON value, or half a surrogate pair in
   *     a name
   */
  public static void write(List<Script> attempts, Writer to) throws IOException {
    for (Script attempt : attempts) {
      Map<String, @Nullable Object> open = line(Duration.ZERO);
      open.put("event", OPEN);
      to.append(JsonLine.write(open)).append('\n');
      for (Script.Step step : attempt.steps()) {
        Map<String, @Nullable Object> line = line(step.pause());
        line.putAll(RecordedEvents.write(step.event()));
        to.append(JsonLine.write(line)).append('\n');
      }
    }
    to.flush();
  }

  private static Map<String, @Nullable Object> line(Duration pause) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("after", Seconds.of(pause));
    return line;
  }

  /**
   * Writes attempts to a file in UTF-8, over what is there.
   *
   * @param attempts as a {@link RecordingTransport} gives them, or any scripts
   * @param file the file
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if metadata holds what is no JSON value, or half a surrogate pair in
   *     a name
   */
  public static void write(List<Script> attempts, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      write(attempts, writer);
    }
  }

  /**
   * Reads attempts.
   *
   * @param from where from, to its end; not closed
   * @return one script for each attempt, for a {@link ScriptedTransport}
   * @throws IOException if the reader throws it
   * @throws RecordingFormatException if a line is not what a recording consists of, naming it
   */
  public static List<Script> read(Reader from) throws IOException {
    List<List<Script.Step>> attempts = new ArrayList<>();
    BufferedReader lines = new BufferedReader(from);
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        read(line, number, attempts);
      }
    }
    return attempts.stream().map(Script::new).toList();
  }

  private static void read(String line, long number, List<List<Script.Step>> attempts) {
    try {
      read(new Fields(JsonLine.read(line)), attempts);
    } catch (StoredFormatException wrong) {
      throw new RecordingFormatException(number, wrong.what());
    } catch (IllegalArgumentException refused) {
      throw new RecordingFormatException(number, String.valueOf(refused.getMessage()));
    }
  }

  private static void read(Fields line, List<List<Script.Step>> attempts) {
    if (line.text("event").equals(OPEN)) {
      attempts.add(new ArrayList<>());
      return;
    }
    if (attempts.isEmpty()) {
      throw line.wrong("an event comes before the attempt is opened");
    }
    Duration pause = line.seconds("after");
    StreamEvent event = RecordedEvents.read(line);
    attempts.get(attempts.size() - 1).add(new Script.Step(pause, event));
  }

  /**
   * Reads attempts from a file in UTF-8.
   *
   * @param file the file
   * @return one script for each attempt, for a {@link ScriptedTransport}
   * @throws IOException if the file cannot be read or is not UTF-8
   * @throws RecordingFormatException if a line is not what a recording consists of, naming it
   */
  public static List<Script> read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(reader);
    }
  }
}
