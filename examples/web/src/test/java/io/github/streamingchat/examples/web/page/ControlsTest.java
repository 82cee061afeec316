package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Stop, Copy, Retry, Clear and Export. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class ControlsTest {
  @Test
  void stopReallyStopsTheAnswerAtTheServerAndKeepsWhatCame(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Stop?");
    ToldMind.Telling answer = mind.answerTo("Stop?").text("So far, ");
    page.awaitShown("So far,");
    page.find(".stop").click();
    answer.assertCancelled();
    page.awaitStatus("CANCELLED");
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("So far, ");
    assertThat(page.texts(".assistant .facts").get(0)).contains("stopped");
    assertThat(page.find(".stop").isDisplayed()).isFalse();
    page.reload();
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("So far, ");
  }

  @Test
  void escapeStops(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Escape?");
    ToldMind.Telling answer = mind.answerTo("Escape?").text("On and ");
    page.awaitShown("On and");
    page.write(ChatPage.GENERAL, "a new question" + Keys.ESCAPE);
    answer.assertCancelled();
    page.awaitStatus("CANCELLED");
    assertThat(page.question(ChatPage.GENERAL).getDomProperty("value")).isEqualTo("a new question");
  }

  @Test
  void anAnswerThatIsNotStreamedCanBeStoppedToo(ChatPage page, ToldMind mind) throws Exception {
    page.open().find(".switch .track").click();
    page.ask("Stop the whole?");
    ToldMind.Telling answer = mind.answerTo("Stop the whole?").text("So far.");
    page.until(() -> page.find(".stop").isDisplayed());
    page.find(".stop").click();
    answer.assertCancelled();
    page.awaitStatus("CANCELLED");
  }

  @Test
  void copyPutsTheAnswerOnTheClipboardAsItWasWritten(ChatPage page, ToldMind mind)
      throws Exception {
    String text = "Copy `this`:\n\n```sh\nls\n```\n";
    page.open().ask("Copy?");
    mind.answerTo("Copy?").end(text);
    page.awaitAnswer(text);
    page.find(".assistant .copy").click();
    page.until(() -> !page.all(".copy[data-done]").isEmpty());
    page.write(ChatPage.GENERAL, Keys.chord(Keys.CONTROL, "v"));
    assertThat(page.question(ChatPage.GENERAL).getDomProperty("value")).isEqualTo(text);
  }

  @Test
  void codeCanBeCopiedAlone(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Copy code?");
    mind.answerTo("Copy code?").end("So:\n\n```sh\nls -l\n```\n");
    page.awaitStatus("COMPLETED");
    page.find(".copy-code").click();
    page.until(() -> !page.all(".copy-code[data-done]").isEmpty());
    page.write(ChatPage.GENERAL, Keys.chord(Keys.CONTROL, "v"));
    assertThat(page.question(ChatPage.GENERAL).getDomProperty("value")).isEqualTo("ls -l\n");
  }

  @Test
  void retryAsksAgainAndTheNewAnswerStandsInThePlaceOfTheOld(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Again?");
    mind.answerTo("Again?").text("Not ").fail(ChatError.of(ChatError.Kind.PROVIDER, "Tired."));
    page.awaitStatus("FAILED");
    page.find(".assistant .retry").sendKeys(Keys.ENTER);
    page.until(
        () -> page.question(ChatPage.GENERAL).equals(page.driver.switchTo().activeElement()));
    mind.answerTo("Again?").end("Yes.");
    page.awaitAnswer("Yes.");
    assertThat(page.texts(".message .body")).containsExactly("Again?", "Yes.");
    assertThat(page.find(".assistant .failure").isDisplayed()).isFalse();
    page.reload();
    assertThat(page.texts(".message .body")).containsExactly("Again?", "Yes.");
  }

  @Test
  void onlyTheLastAnswerOffersRetry(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("First?");
    mind.answerTo("First?").end("One.");
    page.awaitAnswer("One.");
    page.ask("Second?");
    mind.answerTo("Second?").end("Two.");
    page.awaitAnswer("Two.");
    assertThat(page.all(".assistant .retry").stream().map(WebElement::isDisplayed))
        .containsExactly(false, true);
  }

  @Test
  void clearAsksFirstAndThenEmptiesTheConversation(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Clear?");
    ToldMind.Telling answer = mind.answerTo("Clear?").text("Soon gone ");
    page.awaitShown("Soon gone");
    page.find(".clear").click();
    page.find("dialog [value=no]").click();
    assertThat(page.all(".message")).hasSize(2);
    page.find(".clear").click();
    page.find("dialog [value=yes]").click();
    page.until(() -> page.all(".message").isEmpty());
    answer.assertCancelled();
    assertThat(page.find(".empty").isDisplayed()).isTrue();
    page.reload();
    assertThat(page.all(".message")).isEmpty();
  }

  @Test
  void exportSavesTheConversationInFourFormats(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Export?");
    mind.answerTo("Export?").end("As you like.");
    page.awaitAnswer("As you like.");
    page.find(".export summary").click();
    assertThat(page.all(".export a").stream().map(WebElement::getText))
        .containsExactly("Plain text", "Markdown", "JSON", "JSON lines");
    List<List<String>> saved = page.withModules("""
        return Promise.all([...document.querySelectorAll('.export a')].map(async link => {
          const response = await fetch(link.href);
          return [response.headers.get('Content-Disposition'), await response.text()];
        }));
        """);
    assertThat(saved).hasSize(4).allSatisfy(file -> {
      assertThat(file.get(0)).startsWith("attachment").contains("filename");
      assertThat(file.get(1)).contains("Export?", "As you like.");
    });
    page.find(".export summary").sendKeys(Keys.ESCAPE);
    assertThat(page.find(".export").getDomAttribute("open")).isNull();
  }
}
