package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the page types, frame by frame, at a time of the test's. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class PacingTest {
  /** Frames that come when they are called for, 60 a second. */
  private static final String FRAMES = """
      const { Pacer } = await module('pacer');
      const frames = {
        time: 0, next: null,
        now: () => frames.time, still: () => false, hidden: () => false,
        request: callback => { frames.next = callback; return 1; },
        cancel: () => { frames.next = null; },
        later: () => { throw new Error('no timer'); }, cancelLater: () => {},
        run(millis, each = () => {}) {
          for (const end = frames.time + millis; frames.time < end;) {
            frames.time += 1000 / 60;
            const callback = frames.next;
            frames.next = null;
            callback?.();
            each();
          }
        },
      };
      let shown = '';
      const pacer = new Pacer(60, text => { shown += text; }, frames);
      """;

  @BeforeEach
  void open(ChatPage page) {
    page.open();
  }

  @Test
  void sixtyCharactersASecondAreTyped(ChatPage page) {
    assertThat(page.<Long>withModules(FRAMES + """
            pacer.add('x'.repeat(100));
            frames.run(1000);
            return shown.length;
            """)).isBetween(59L, 62L);
  }

  @Test
  void aBacklogIsDrainedSmoothlyAndNeverFartherBehindThanTwoSeconds(ChatPage page) {
    List<Object> steps = page.withModules(FRAMES + """
        let before = 0, largest = 0;
        pacer.add('x'.repeat(3000));
        frames.run(2000, () => {
          largest = Math.max(largest, shown.length - before);
          before = shown.length;
        });
        const soon = shown.length;
        frames.run(8000);
        return [largest, soon, shown.length];
        """);
    assertThat(((Number) steps.get(0)).intValue()).isBetween(25, 27);
    assertThat(((Number) steps.get(1)).intValue()).isGreaterThan(2900);
    assertThat(((Number) steps.get(2)).intValue()).isEqualTo(2999); // the last one may still grow
  }

  @Test
  void whatIsLeftAtTheEndIsShownWithinAMoment(ChatPage page) {
    assertThat(page.<Boolean>withModules(FRAMES + """
            let isDone = false;
            pacer.add('x'.repeat(5000));
            frames.run(100);
            pacer.end(() => { isDone = true; });
            const isEarly = isDone;
            frames.run(350);
            return isDone && !isEarly && shown.length === 5000;
            """)).isTrue();
  }

  @Test
  void aPauseIsFollowedByNoBurst(ChatPage page) {
    assertThat(page.<Long>withModules(FRAMES + """
            pacer.add('x'.repeat(10));
            frames.run(60_000);
            const before = shown.length;
            pacer.add('x'.repeat(50));
            frames.run(100);
            return shown.length - before;
            """)).isBetween(5L, 8L);
  }

  @Test
  void noCharacterIsEverSplitHoweverTheTextIsCut(ChatPage page) {
    assertThat(page.<String>withModules(FRAMES + """
            const text = 'e\\u0301 👩‍👩‍👧‍👦 🇳🇴🇯🇵 👍🏽 한국어 각 नि 空\\r\\n1️⃣ a\\u0308\\u0323z';
            const whole = new Set([0, text.length]);
            for (const { index } of new Intl.Segmenter().segment(text)) {
              whole.add(index);
            }
            for (let size = 1; size <= text.length; size++) {
              const pacer = new Pacer(60, piece => { shown += piece; }, frames);
              shown = '';
              for (let at = 0; at < text.length; at += size) {
                pacer.add(text.slice(at, at + size));
                frames.run(100, () => {
                  if (!whole.has(shown.length)) {
                    throw new Error(`split at ${shown.length} of pieces of ${size}`);
                  }
                });
              }
              pacer.end(() => {});
              frames.run(2000);
              if (shown !== text) {
                throw new Error(`lost some of pieces of ${size}: ${shown}`);
              }
            }
            return 'whole';
            """)).isEqualTo("whole");
  }

  @Test
  void aLetterWithoutEndIsShownAllTheSame(ChatPage page) {
    assertThat(page.<Long>withModules(FRAMES + """
            pacer.add('a' + '\\u0301'.repeat(5000));
            frames.run(60_000);
            return shown.length;
            """)).isGreaterThan(4000);
  }
}
