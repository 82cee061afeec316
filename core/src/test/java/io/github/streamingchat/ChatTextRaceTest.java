package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that share a buffer, read and grown by several threads while its bytes become chars. */
@Timeout(120)
class ChatTextRaceTest {
  private static final int TEXTS = 50_000;
  private static final int ROUNDS = 10_000;
  private static final String LATIN = "caf\u00E9 \u00FF ";
  private static final String WIDE = "\u4E2D\uD83D\uDE00";

  /** A text, and what it must say. */
  private record Grown(ChatText text, String model) {
    static final Grown START = new Grown(ChatText.of(LATIN).append(LATIN), LATIN + LATIN);

    Grown append(String piece) {
      return new Grown(text.append(piece), model + piece);
    }

    void check() {
      // Not toString, which would be remembered.
      assertThat(text.since(0)).isEqualTo(model);
      for (int i = 0; i < model.length(); i++) {
        assertThat(text.charAt(i) == model.charAt(i)).isTrue();
      }
      assertThat(text.startsWith(START.text)).isTrue();
      assertThat(text).isEqualTo(ChatText.of(model));
    }
  }

  @Test
  void readersSeeTheSameTextBeforeAfterAndWhileItsBytesBecomeChars() throws Exception {
    AtomicReference<Grown> latest = new AtomicReference<>(Grown.START);
    AtomicBoolean done = new AtomicBoolean();
    Race.Runner reader = () -> {
      while (!done.get()) {
        Grown seen = latest.get();
        seen.check();
        seen.check(); // by now it may have grown
      }
    };
    Race.between(reader, reader, () -> {
      try {
        for (int i = 0; i < TEXTS; i++) {
          Grown text = new Grown(ChatText.of(LATIN), LATIN).append(LATIN);
          for (String piece : List.of(LATIN, WIDE, LATIN, WIDE.repeat(20), LATIN)) {
            latest.set(text);
            text = text.append(piece);
          }
          text.check();
        }
      } finally {
        done.set(true);
      }
    });
  }

  @Test
  void ofTwoThreadsThatGrowTheSameTextByDifferentKindsOfCharactersBothGetTheirOwn()
      throws Exception {
    Race.many(ROUNDS, 2, runners -> {
      Grown common = new Grown(ChatText.of(LATIN), LATIN).append(LATIN);
      AtomicReference<Grown> latin = new AtomicReference<>();
      AtomicReference<Grown> wide = new AtomicReference<>();
      runners.add(() -> latin.set(common.append(LATIN).append(LATIN.repeat(9))));
      runners.add(() -> wide.set(common.append(WIDE).append(LATIN)));
      return () -> {
        latin.get().check();
        wide.get().check();
        common.check();
        latin.get().append(WIDE).check();
      };
    });
  }

  /** Where the threads pass texts on, without any ordering between them. */
  private static final class Table {
    private Grown newest = Grown.START;
  }

  @Test
  void aTextThatIsPassedOnByADataRaceIsWholeAndMayBeGrownByAnyThread() throws Exception {
    int threads = 4;
    for (int round = 0; round < 200; round++) {
      Table table = new Table();
      List<List<Grown>> made = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        made.add(new ArrayList<>());
      }
      Race.of(threads, thread -> {
        for (int i = 0; i < 100; i++) {
          Grown seen = table.newest;
          seen.check();
          Grown longer = seen.append(i == 50 + thread ? WIDE : thread + LATIN);
          table.newest = longer;
          made.get(thread).add(longer);
        }
      });
      made.forEach(texts -> texts.forEach(Grown::check));
    }
  }
}
