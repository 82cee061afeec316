package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Role;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;

/** A JVM that writes a journal is killed again and again, at any moment. */
class KilledProgramTest {
  private static final int KILLS = Integer.getInteger("journal.kills", 50);
  private static final int MOST_LINES = 120;

  @TempDir
  Path directory;

  private final Set<String> acknowledged = new HashSet<>();
  private int turns;

  @Test
  @Timeout(240)
  void nothingAcknowledgedIsLostHoweverOftenTheProgramIsKilled() throws Exception {
    Path file = directory.resolve("chat.jsonl");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      writeAndBeKilled(file, random.nextInt(MOST_LINES));
      assertNothingIsLost(Journal.read(file), "kill %d of seed %d".formatted(kill, seed));
    }
    assertThat(turns).as("the turns of all programs").isGreaterThan(KILLS);
  }

  /** Kills the program when it has told a number of lines, and hears what it told until then. */
  private void writeAndBeKilled(Path file, int lines) throws IOException, InterruptedException {
    Process program = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            classPath(),
            KillableWriter.class.getName(),
            file.toString(),
            String.valueOf(turns + 1))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader told = program.inputReader()) {
      int heard = 0;
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        hear(line);
        if (heard++ == lines) {
          program.destroyForcibly();
        }
      }
      assertThat(heard).as("lines of a program that ended by itself").isGreaterThan(lines);
    } catch (IOException closedByKill) {
      assertThat(program.waitFor()).isNotZero();
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private void hear(String line) {
    if (line.startsWith(KillableWriter.ASKED)) {
      turns = Integer.parseInt(line.substring(KillableWriter.ASKED.length()));
    }
    acknowledged.add(line);
  }

  private void assertNothingIsLost(Recovery recovery, String when) {
    assertThat(recovery.damage()).as(when).isEmpty();
    Map<String, ChatMessage> questions = recovery.messages().stream()
        .filter(message -> message.role().equals(Role.USER))
        .collect(Collectors.toMap(ChatMessage::text, Function.identity(), (one, other) -> other));
    List<String> answers = recovery.messages().stream()
        .filter(message -> message.status() == MessageStatus.COMPLETED)
        .map(ChatMessage::text)
        .toList();
    Set<String> whole = new HashSet<>(answers);
    for (int turn = 1; turn <= turns; turn++) {
      boolean removed = acknowledged.contains(KillableWriter.REMOVED + turn);
      boolean asked = acknowledged.contains(KillableWriter.ASKED + turn);
      if (removed) {
        assertThat(questions).as(when).doesNotContainKey(KillableWriter.question(turn));
      } else if (asked && !questions.containsKey(KillableWriter.question(turn))) {
        assertThat(whole)
            .as("%s: question %d is lost, or the answer behind which it is removed", when, turn)
            .contains(KillableWriter.answer(KillableWriter.removing(turn)));
      }
      if (acknowledged.contains(KillableWriter.ANSWERED + turn)) {
        assertThat(whole).as(when).contains(KillableWriter.answer(turn));
      }
    }
    recovery.messages().stream()
        .filter(message -> message.status() == MessageStatus.FAILED)
        .forEach(message -> assertIsBeginningOfAnswer(message, when));
  }

  private static void assertIsBeginningOfAnswer(ChatMessage message, String when) {
    String text = message.text();
    if (!text.isEmpty()) {
      int turn = Integer.parseInt(text.substring("answer ".length(), text.indexOf(',')));
      assertThat(KillableWriter.answer(turn)).as(when).startsWith(text);
    }
    assertThat(message.error().orElseThrow().code()).as(when).isEqualTo(Recovery.INTERRUPTED);
  }

  private static String classPath() {
    return Stream.of(Journal.class, KillableWriter.class, JsonParser.class)
        .map(KilledProgramTest::placeOf)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
