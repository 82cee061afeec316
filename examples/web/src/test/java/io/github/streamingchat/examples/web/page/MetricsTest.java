package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** The metrics of document 004. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class MetricsTest {
  @Test
  void firstTokenErrorRateAndMemoryStandBesideTheirTargets(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Metrics?");
    mind.answerTo("Metrics?").end("Measured.");
    page.awaitAnswer("Measured.");
    assertThat(page.texts(".assistant .facts").get(0)).matches("first words after \\d+ ms");
    page.find(".metrics-button").click();
    assertThat(page.find(".metrics-button").getDomAttribute("aria-expanded")).isEqualTo("true");
    page.until(() -> page.all(".figure").size() == 5);
    assertFigure(page, "first-token", "\\S+ ms", "target under 100 ms");
    assertFigure(page, "first-token-page", "\\S+ ms", "from the question to the first piece");
    assertFigure(page, "error-rate", "\\S+%", "target under 1%");
    assertFigure(page, "memory", "\\S+ MB", "target steady");
  }

  private static void assertFigure(ChatPage page, String name, String value, String note) {
    var figure = page.until(() -> page.find(".figure[data-name=" + name + "]"));
    assertThat(ChatPage.text(figure.findElement(By.cssSelector(".value")))).matches(value);
    assertThat(ChatPage.text(figure.findElement(By.cssSelector(".note")))).contains(note);
  }
}
