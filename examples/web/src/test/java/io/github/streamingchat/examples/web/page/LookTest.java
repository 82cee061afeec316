package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Light and dark, narrow and wide, with and without motion. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class LookTest {
  /** WCAG 2.2, 1.4.3: of each text on what is behind it, drawn by the browser into a pixel. */
  private static final String CONTRASTS = """
      const pixel = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      const luminance = color => {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = color;
        pixel.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pixel.getImageData(0, 0, 1, 1).data].map(value => {
          const share = value / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = element => {
        const color = getComputedStyle(element).backgroundColor;
        return color === 'rgba(0, 0, 0, 0)' ? behind(element.parentElement) : color;
      };
      const written = [...document.querySelectorAll('body *')].filter(element =>
          element.checkVisibility() && [...element.childNodes].some(node =>
              node.nodeType === Node.TEXT_NODE && node.data.trim()));
      return written.map(element => {
        const [light, dark] = [getComputedStyle(element).color, behind(element)]
            .map(luminance).sort((a, b) => b - a);
        return [element.textContent.trim().slice(0, 30), (light + 0.05) / (dark + 0.05)];
      });
      """;

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everythingCanBeReadByDayAndByNight(String scheme, ChatPage page, ToldMind mind)
      throws Exception {
    page.media("prefers-color-scheme", scheme);
    page.open().ask("Contrast?");
    mind.answerTo("Contrast?")
        .text("See https://example.org/ and `code`:\n\n```java\nint x;\n```\n")
        .fail(ChatError.of(ChatError.Kind.PROVIDER, "It failed."));
    page.awaitStatus("FAILED");
    page.find(".metrics-button").click();
    page.until(() -> !page.all(".figure").isEmpty());
    List<List<Object>> contrasts = page.script(CONTRASTS);
    assertThat(contrasts)
        .hasSizeGreaterThan(20)
        .allSatisfy(contrast -> assertThat(((Number) contrast.get(1)).doubleValue())
            .as("contrast of “%s”", contrast.get(0))
            .isGreaterThanOrEqualTo(4.5));
    boolean isDark = page.script("""
        return getComputedStyle(document.body).backgroundColor
            .match(/\\d+/g).every(value => value < 64);
        """);
    assertThat(isDark).isEqualTo(scheme.equals("dark"));
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 1280})
  void nothingIsCutOffHoweverNarrow(int width, ChatPage page, ToldMind mind) throws Exception {
    page.resize(width, 700);
    page.open().ask("Narrow?");
    mind.answerTo("Narrow?")
        .end("A long word, " + "x".repeat(200) + ", and code:\n\n```\n" + "y".repeat(200)
            + "\n```\n");
    page.awaitStatus("COMPLETED");
    List<String> outside = page.script("""
        return [...document.querySelectorAll('body *')].filter(element => {
          const { left, right, width } = element.getBoundingClientRect();
          const isScrolled = element.closest('pre, .documents, .unseen, .export, .skip, .switch input');
          return element.checkVisibility() && width > 1 && !isScrolled
              && (left < -0.5 || right > innerWidth + 0.5);
        }).map(element => element.outerHTML.slice(0, 80));
        """);
    assertThat(outside).isEmpty();
    assertThat(page.find(".send").isDisplayed()).isTrue();
  }

  @Test
  void manyDocumentsStandSideBySideOnAWidePageAndOneByOneOnANarrowOne(ChatPage page) {
    String ofPanes = "return [...document.querySelectorAll('.pane')].map(pane => pane.offsetWidth)";
    page.resize(1500, 800);
    page.open("general", "handbook", "report");
    assertThat(page.<List<Long>>script(ofPanes)).containsExactly(500L, 500L, 500L);
    page.resize(360, 700);
    assertThat(page.<List<Long>>script(ofPanes)).containsExactly(360L, 360L, 360L);
  }

  @Test
  void withReducedMotionNothingIsTypedAndNothingMoves(ChatPage page, ToldMind mind)
      throws Exception {
    page.media("prefers-reduced-motion", "reduce");
    page.open();
    page.script("window.requestAnimationFrame = () => { throw new Error('no motion'); };");
    page.ask("Calm?");
    ToldMind.Telling answer = mind.answerTo("Calm?").text("In stretches, ".repeat(50));
    page.awaitShown("In stretches, ".repeat(49));
    assertThat(page.<Long>script("return document.getAnimations().length")).isZero();
    answer.end("calmly.");
    page.awaitAnswer("In stretches, ".repeat(50) + "calmly.");
  }

  @Test
  void theEndStaysInSightUntilTheReaderScrollsAway(ChatPage page, ToldMind mind) throws Exception {
    String atEnd = """
        const { scrollHeight, scrollTop, clientHeight } = document.querySelector('.scroller');
        return scrollHeight - scrollTop - clientHeight < 48;
        """;
    page.open().ask("Scroll?");
    ToldMind.Telling answer = mind.answerTo("Scroll?").text("line\n\n".repeat(60));
    page.awaitShown("line\n\n".repeat(59));
    page.until(() -> page.<Boolean>script(atEnd));
    page.script("document.querySelector('.scroller').scrollTop = 0");
    page.until(() -> page.find(".latest").isDisplayed());
    answer.text("more\n\n".repeat(10));
    page.awaitShown("line\n\n".repeat(60) + "more");
    assertThat(page.<Boolean>script(atEnd)).isFalse();
    page.find(".latest").click();
    assertThat(page.<Boolean>script(atEnd)).isTrue();
    answer.end("end");
    page.awaitStatus("COMPLETED");
    page.until(() -> page.<Boolean>script(atEnd));
  }
}
