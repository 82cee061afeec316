package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page with a keyboard alone, and as a screen reader tells it. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class AccessTest {
  private static final int MOST_STOPS = 30;

  @Test
  void shiftEnterMakesANewLineAndEnterSends(ChatPage page, ToldMind mind) throws Exception {
    page.open().write(ChatPage.GENERAL, "one" + Keys.chord(Keys.SHIFT, Keys.ENTER) + "two");
    assertThat(page.all(".message")).isEmpty();
    page.write(ChatPage.GENERAL, "" + Keys.ENTER);
    mind.answerTo("one\ntwo").end("Two lines.");
    page.awaitAnswer("Two lines.");
  }

  @Test
  void theKeyboardGoesThroughThePageInTheOrderInWhichItIsRead(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Order?");
    mind.answerTo("Order?").end("Order.");
    page.awaitAnswer("Order.");
    page.script("document.activeElement.blur(); document.querySelector('.skip').focus()");
    List<String> names = new ArrayList<>();
    List<Integer> outlines = new ArrayList<>();
    while (names.size() < MOST_STOPS && !names.contains("Send, General")) {
      WebElement focused = page.driver.switchTo().activeElement();
      names.add(focused.getAccessibleName());
      outlines.add(outline(page));
      focused.sendKeys(Keys.TAB);
    }
    assertThat(names)
        .containsSubsequence(
            "Skip to the conversations",
            "General",
            "Handbook",
            "Streaming",
            "Over",
            "Metrics",
            "Export, General",
            "Clear, General",
            "Messages, General",
            "Copy question",
            "Copy answer",
            "Retry",
            "Question, General",
            "Send, General");
    assertThat(outlines).as("what has the focus shows it").allMatch(width -> width >= 2);
  }

  /** In pixels; a switch shows it on its track. */
  private static int outline(ChatPage page) {
    return page.<Long>script("""
        const focused = document.activeElement;
        const shown = focused.matches('.streaming') ? focused.nextElementSibling
            : focused.matches('.skip') ? null : focused;
        if (!shown) return 2;
        const style = getComputedStyle(shown);
        return style.outlineStyle === 'none' ? 0 : parseInt(style.outlineWidth);
        """).intValue();
  }

  @Test
  void focusComesBackToTheQuestionWhenStopGoes(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Focus?");
    ToldMind.Telling answer = mind.answerTo("Focus?").text("Some ");
    page.awaitShown("Some");
    assertThat(page.find(".stop").getAccessibleName()).isEqualTo("Stop, General");
    page.find(".stop").sendKeys(Keys.ENTER);
    answer.assertCancelled();
    page.awaitStatus("CANCELLED");
    page.until(() -> "textarea".equals(page.driver.switchTo().activeElement().getTagName()));
  }

  @Test
  void everyControlHasANameAndEveryPlaceItsRole(ChatPage page, ToldMind mind) throws Exception {
    page.open("general", "handbook").ask("Names?");
    mind.answerTo("Names?").end("A name:\n\n```sh\nid\n```\n");
    page.awaitStatus("COMPLETED");
    assertThat(page.all("button, a, input, textarea, summary, progress, [tabindex='0']"))
        .filteredOn(control -> !control.getTagName().equals("progress"))
        .filteredOn(WebElement::isDisplayed)
        .allSatisfy(control -> assertThat(control.getAccessibleName())
            .as(control.getDomProperty("outerHTML"))
            .isNotBlank());
    assertThat(page.in("general", ".messages").getAriaRole()).isEqualTo("log");
    assertThat(page.in("general", ".messages").getAccessibleName())
        .isEqualTo("Conversation, General");
    assertThat(page.in("general", ".status").getAriaRole()).isEqualTo("status");
    assertThat(page.find("input.streaming").getAriaRole()).isEqualTo("switch");
    assertThat(page.find("main").getAriaRole()).isEqualTo("main");
    assertThat(page.find("nav").getAccessibleName()).isEqualTo("Documents");
  }

  @Test
  void aScreenReaderIsToldWhyAnAnswerFailed(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Why not?");
    mind.answerTo("Why not?")
        .text("Because")
        .fail(ChatError.of(ChatError.Kind.PROVIDER, "The model is overloaded."));
    page.awaitStatus("FAILED");
    page.until(() -> page.texts(".announcer p").contains("The model is overloaded."));
  }

  @Test
  void aScreenReaderIsToldWholeSentencesAndNotLetters(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Sentences?");
    ToldMind.Telling answer = mind.answerTo("Sentences?");
    String text = "This is one. And this is another one! 三つ目です。 The rest has no end";
    text.codePoints().forEach(c -> answer.text(Character.toString(c)));
    answer.end("");
    page.awaitAnswer(text);
    List<String> said = page.texts(".announcer p");
    assertThat(said).first().isEqualTo("General answers:");
    assertThat(said).last().asString().endsWith("The rest has no end");
    assertThat(said.subList(1, said.size() - 1))
        .isNotEmpty()
        .allMatch(words -> words.matches(".*[.!。]"));
    assertThat(String.join(" ", said.subList(1, said.size()))).isEqualTo(text);
    assertThat(page.find(".announcer").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(page.find(".messages").getDomAttribute("aria-live")).isEqualTo("off");
  }
}
