package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WindowType;

/** Errors, lost connections, reloads and tabs that nobody looks at. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class TroubleTest {
  @Test
  void anErrorAppearsInTheSameBubbleBelowTheTextThatCame(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Fail?");
    mind.answerTo("Fail?")
        .text("It began well")
        .fail(ChatError.of(ChatError.Kind.PROVIDER, "The model is overloaded."));
    page.awaitStatus("FAILED");
    assertThat(page.all(".message.assistant")).hasSize(1);
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("It began well");
    assertThat(page.texts(".message.assistant .reason").get(0)).contains("overloaded");
    assertThat(page.find(".assistant .failure").isDisplayed()).isTrue();
    page.reload();
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("It began well");
    assertThat(page.texts(".message.assistant .reason").get(0)).contains("overloaded");
  }

  @Test
  void anAnswerThatWasCutAtItsLongestSaysSo(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Length?");
    mind.answerTo("Length?").end("On and on and", new FinishReason(FinishReason.Kind.LENGTH, null));
    page.awaitAnswer("On and on and");
    assertThat(page.texts(".assistant .facts").get(0)).contains("cut at its longest");
  }

  @Test
  void anAddressThatWasCutIsNoLink(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Cut link?");
    mind.answerTo("Cut link?")
        .text("See https://example.org/ and https://bank.exam")
        .fail(ChatError.of(ChatError.Kind.PROVIDER, "It failed."));
    page.awaitStatus("FAILED");
    assertThat(page.texts(".assistant .body a")).containsExactly("https://example.org/");
    page.reload();
    assertThat(page.texts(".assistant .body a")).containsExactly("https://example.org/");
  }

  @Test
  void anAttemptThatBrokeIsSaidToBeTriedAgainAndItsTextGoes(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Broken?");
    mind.answerTo("Broken?")
        .text("The first attempt ")
        .fail(ChatError.builder(ChatError.Kind.CONNECTION, "It broke.")
            .retryable(true)
            .build());
    page.until(() -> page.texts(".status").get(0).contains("trying again"));
    assertThat(page.texts(".numbers").get(0)).startsWith("attempt 2");
    ToldMind.Telling second = mind.answerTo("Broken?").text("The second attempt ");
    page.awaitShown("The second attempt");
    second.end("holds.");
    page.awaitAnswer("The second attempt holds.");
    assertThat(page.all(".message.assistant")).hasSize(1);
  }

  @Test
  void aReloadInMidAnswerShowsItStillGrowingAndGoesOn(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Reload?");
    ToldMind.Telling answer = mind.answerTo("Reload?").text("Before `the` reload, ");
    page.awaitShown("Before `the` reload,");
    page.reload();
    page.awaitStatus("STREAMING");
    page.awaitShown("Before `the` reload,");
    assertThat(page.find(".stop").isDisplayed()).isTrue();
    answer.text("and behind ");
    page.awaitShown("Before `the` reload, and behind");
    answer.end("it.");
    page.awaitAnswer("Before `the` reload, and behind it.");
    assertThat(page.texts(".message .body"))
        .containsExactly("Reload?", "Before `the` reload, and behind it.");
  }

  @Test
  void whatWasShownBeforeAReloadIsNotTypedAgain(ChatPage page, ToldMind mind) throws Exception {
    String known = "Known already. ".repeat(40);
    page.open().ask("Known?");
    ToldMind.Telling answer = mind.answerTo("Known?").text(known);
    page.reload();
    page.until(() -> !page.answer(ChatPage.GENERAL).isEmpty());
    assertThat(page.answer(ChatPage.GENERAL)).startsWith(known.stripTrailing());
    answer.end("New.");
    page.awaitAnswer(known + "New.");
  }

  @Test
  void aConnectionThatWasLostIsTakenUpWhereItWas(ChatPage page, ToldMind mind) throws Exception {
    try (Wire wire = Wire.to(page.url)) {
      page.openAt(wire.url()).ask("Cut?");
      ToldMind.Telling answer = mind.answerTo("Cut?").text("Before, ");
      page.awaitShown("Before,");
      for (String word : List.of("between, ", "and again, ")) {
        page.rememberStatus();
        wire.cut();
        page.awaitRememberedStatus("lost");
        answer.text(word);
        page.until(() -> page.texts(".status").get(0).contains("Answering"));
      }
      page.awaitShown("Before, between, and again,");
      answer.end("and behind.");
      page.awaitAnswer("Before, between, and again, and behind.");
    }
  }

  @Test
  void aServerThatForgotTheAnswerLeavesNoSignThatItIsAwaited(ChatPage page, ToldMind mind)
      throws Exception {
    try (Wire wire = Wire.to(page.url)) {
      page.openAt(wire.url()).ask("Forgotten?");
      ToldMind.Telling answer = mind.answerTo("Forgotten?").text("Before, ");
      page.awaitShown("Before,");
      page.command(
          "Storage.clearCookies", Map.of()); // as after a restart, nobody knows the session
      page.rememberStatus();
      wire.cut();
      page.awaitRememberedStatus("lost");
      page.until(() -> page.all(".message").isEmpty());
      assertThat(page.texts(".status")).containsExactly("");
      assertThat(page.find(".progress").isDisplayed()).isFalse();
      assertThat(page.find(".stop").isDisplayed()).isFalse();
      answer.end("and behind.");
    }
  }

  @Test
  void aTabInTheBackgroundCatchesUp(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("Background?");
    ToldMind.Telling answer = mind.answerTo("Background?").text("Seen, ");
    page.awaitShown("Seen,");
    page.script("""
        localStorage.shown = 0;
        addEventListener('visibilitychange', () => { window.wasHidden ||= document.hidden; });
        const body = document.querySelector('.assistant .body');
        new MutationObserver(() => { localStorage.shown = body.textContent.length; })
            .observe(body, {subtree: true, childList: true, characterData: true});
        """);
    String tab = page.driver.getWindowHandle();
    page.driver
        .switchTo()
        .newWindow(WindowType.TAB)
        .get(page.url.resolve("page/icon.svg").toString());
    String unseen = "unseen, ".repeat(500);
    answer.text(unseen);
    page.until(() -> page.<Boolean>script("return localStorage.shown >= 4000"));
    page.driver.close();
    page.driver.switchTo().window(tab);
    assertThat(page.<Boolean>script("return window.wasHidden")).isTrue();
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("Seen, " + unseen.stripTrailing());
    answer.end("seen.");
    page.awaitAnswer("Seen, " + unseen + "seen.");
  }

  @Test
  void aHiddenPageShowsWhatComesWithoutATimer(ChatPage page, ToldMind mind) throws Exception {
    page.open();
    page.script("""
        Object.defineProperty(document, 'hidden', {get: () => window.isHidden === true});
        window.isHidden = true;
        document.dispatchEvent(new Event('visibilitychange'));
        window.requestAnimationFrame = () => { throw new Error('nobody looks'); };
        """);
    page.ask("Hidden?");
    String text = "All of it at once. ".repeat(100);
    mind.answerTo("Hidden?").end(text);
    page.awaitAnswer(text);
  }
}
