package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, asked of those that are here. */
class JournalStoreTest {
  @TempDir
  Path directory;

  private interface Promise {
    void hold(JournalStore store) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> linesAreThereInTheirOrder() {
    return ofEvery(store -> {
      store.append(List.of("a", "\u00E9\uD83D\uDE00"));
      store.append(List.of("", "b"));
      store.force();
      assertThat(texts(store)).containsExactly("a", "\u00E9\uD83D\uDE00", "", "b");
    });
  }

  @TestFactory
  Stream<DynamicTest> aCutRemovesALineAndAllThatFollow() {
    return ofEvery(store -> {
      store.append(List.of("a", "bcd", "e"));
      store.force();
      store.cut(lines(store).get(1).position());
      store.append(List.of("f"));
      store.force();
      assertThat(texts(store)).containsExactly("a", "f");
    });
  }

  @TestFactory
  Stream<DynamicTest> aReplacementIsAllThereIsAndIsAppendedTo() {
    return ofEvery(store -> {
      store.append(List.of("a", "b", "c"));
      store.force();
      store.replace(List.of("d", "e").iterator(), true);
      store.append(List.of("f"));
      store.force();
      assertThat(texts(store)).containsExactly("d", "e", "f");
    });
  }

  @TestFactory
  Stream<DynamicTest> positionsRise() {
    return ofEvery(store -> {
      store.append(List.of("a", "bb", "c"));
      store.force();
      assertThat(lines(store)).extracting(JournalLine::position).isSorted().doesNotHaveDuplicates();
      assertThat(lines(store)).allMatch(JournalLine::ended);
    });
  }

  private Stream<DynamicTest> ofEvery(Promise promise) {
    return Stream.of(
        DynamicTest.dynamicTest("in memory", () -> promise.hold(JournalStore.inMemory())),
        DynamicTest.dynamicTest("in a file", () -> {
          try (JournalStore store = JournalStore.file(directory.resolve("lines.jsonl"))) {
            promise.hold(store);
          }
        }));
  }

  private static List<JournalLine> lines(JournalStore store) throws IOException {
    List<JournalLine> lines = new ArrayList<>();
    store.read(lines::add);
    return lines;
  }

  private static List<String> texts(JournalStore store) throws IOException {
    return lines(store).stream().map(JournalLine::text).toList();
  }
}
