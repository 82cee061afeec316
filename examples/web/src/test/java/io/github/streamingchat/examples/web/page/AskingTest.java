package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WebElement;

/** A question and its answer, as a person sees them. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class AskingTest {
  private static final String CURSOR = """
      return [...document.querySelectorAll('.message.assistant .body, .message.assistant .body *')]
          .map(element => getComputedStyle(element, '::after').content)
          .filter(content => content.includes('▌')).length
      """;

  @Test
  void anAnswerGrowsInOneBubble(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Hello?");
    ToldMind.Telling answer = mind.answerTo("Hello?").text("Good morning, ");
    page.awaitShown("Good morning");
    WebElement bubble = page.find(".message.assistant");
    answer.end("world.");
    page.awaitAnswer("Good morning, world.");
    assertThat(page.all(".message.assistant")).containsExactly(bubble);
    assertThat(page.texts(".message.user .body")).containsExactly("Hello?");
    assertThat(page.question(ChatPage.GENERAL).getDomProperty("value")).isEmpty();
  }

  @Test
  void aCursorStandsAtTheEndWhileItGrowsAndIsGoneAtTheEnd(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Cursor?");
    ToldMind.Telling answer = mind.answerTo("Cursor?");
    page.until(() -> page.<Long>script(CURSOR) == 1);
    answer.text("It blinks.\n\n```java\nhere();\n");
    page.awaitShown("It blinks.\n\n```java\nhere()");
    assertThat(page.<Long>script(CURSOR)).isEqualTo(1);
    answer.end("```");
    page.awaitStatus("COMPLETED");
    assertThat(page.<Long>script(CURSOR)).isZero();
  }

  @Test
  void aBurstIsTypedOutByAndBy(ChatPage page, ToldMind mind) throws Exception {
    page.open();
    page.script("""
        window.lengths = new Set();
        new MutationObserver(() => {
          const body = document.querySelector('.message.assistant .body');
          window.lengths.add(body ? body.textContent.length : 0);
        }).observe(document.querySelector('.messages'),
            {subtree: true, childList: true, characterData: true});
        """);
    page.ask("Burst?");
    String burst = "All of this came at once. ".repeat(20);
    ToldMind.Telling answer = mind.answerTo("Burst?").text(burst);
    page.awaitShown(burst.stripTrailing());
    answer.end("");
    page.awaitAnswer(burst);
    assertThat(page.<Long>script("return window.lengths.size")).isGreaterThan(3);
  }

  @Test
  void everyMessageBearsItsTimeInTheReadersZone(ChatPage page, ToldMind mind) throws Exception {
    page.command("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Tokyo"));
    try {
      page.open().ask("When?");
      mind.answerTo("When?").end("Now.");
      page.awaitAnswer("Now.");
      DateTimeFormatter inTokyo =
          DateTimeFormatter.ofPattern("h:mm:ss a", Locale.US).withZone(ZoneId.of("Asia/Tokyo"));
      assertThat(page.all(".message time")).hasSize(2).allSatisfy(time -> {
        Instant instant = Instant.parse(time.getDomAttribute("datetime"));
        assertThat(ChatPage.text(time).replace('\u202f', ' ')).isEqualTo(inTokyo.format(instant));
      });
    } finally {
      page.command("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
    }
  }

  @Test
  void theStatusLineTurnsWhileTheFirstWordsAreAwaited(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Status?");
    ToldMind.Telling answer = mind.answerTo("Status?");
    page.until(() -> page.texts(".status").equals(List.of("Waiting for the first words…")));
    page.until(() -> page.texts(".status").equals(List.of("Still waiting…")));
    answer.text("So");
    page.until(() -> page.texts(".status").equals(List.of("Answering…")));
    answer.end(" it is.");
    page.until(() -> page.texts(".status").equals(List.of("Done.")));
  }

  @Test
  void aProgressBarShowsHowFarItIsAndIsGoneAtTheEnd(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("How far?");
    ToldMind.Telling answer = mind.answerTo("How far?");
    page.until(() -> page.find("progress").isDisplayed());
    assertThat(page.find("progress").getAccessibleName()).contains("Progress", "General");
    assertThat(page.find("progress").getDomAttribute("value"))
        .as("nobody knows")
        .isNull();
    answer.expect(24).text("Half of it. ");
    page.until(() -> "0.5".equals(page.find("progress").getDomAttribute("value")));
    answer.end("All of it.  ");
    page.awaitAnswer("Half of it. All of it.  ");
    assertThat(page.find("progress").isDisplayed()).isFalse();
    assertThat(page.texts(".numbers").get(0)).endsWith("s · 2 pieces · 24 characters");
  }

  @Test
  void codeAndLinksAreShownAsWhatTheyAre(ChatPage page, ToldMind mind) throws Exception {
    String text = """
        Call `run()`, see https://example.org/a_b?c=d. Then:

        ```java
        int x = 1;

        // `not` https://example.org/inline
        ```

        Done.""";
    page.open().ask("Code?");
    ToldMind.Telling answer = mind.answerTo("Code?");
    text.codePoints().forEach(c -> answer.text(Character.toString(c)));
    answer.end("");
    page.awaitAnswer(text);
    assertThat(page.find(".assistant .body").getText())
        .contains("Call run(), see")
        .endsWith("Done.");
    assertThat(page.texts(".assistant code.inline")).containsExactly("`run()`");
    assertThat(page.texts(".assistant pre code"))
        .containsExactly("int x = 1;\n\n// `not` https://example.org/inline\n");
    assertThat(page.find(".assistant figcaption").getDomAttribute("data-language"))
        .isEqualTo("java");
    WebElement link = page.find(".assistant a");
    assertThat(link.getDomAttribute("href")).isEqualTo("https://example.org/a_b?c=d");
    assertThat(link.getDomAttribute("rel")).isEqualTo("noopener noreferrer");
    assertThat(link.getDomAttribute("target")).isEqualTo("_blank");
    String grown = page.script("return document.querySelector('.assistant .body').innerHTML");
    page.reload();
    assertThat(page.<String>script("return document.querySelector('.assistant .body').innerHTML"))
        .isEqualTo(grown);
  }

  @Test
  void withStreamingOffTheAnswerComesAsAWhole(ChatPage page, ToldMind mind) throws Exception {
    page.open().find(".switch .track").click();
    page.until(() -> !page.find("input.streaming").isSelected());
    page.reload();
    assertThat(page.find("input.streaming").isSelected()).isFalse();
    page.ask("Whole?");
    ToldMind.Telling answer = mind.answerTo("Whole?").text("Nothing of this ");
    page.until(() -> page.find(".stop").isDisplayed());
    assertThat(page.answer(ChatPage.GENERAL)).isEmpty();
    answer.end("is seen before all is there.");
    page.awaitAnswer("Nothing of this is seen before all is there.");
    page.find(".switch .track").click();
  }
}
