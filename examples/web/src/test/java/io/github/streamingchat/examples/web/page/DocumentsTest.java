package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WindowType;

/** Several conversations on one page. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class DocumentsTest {
  @Test
  void documentsSideBySideGrowAtOnceAndKeepTheirHistoriesApart(ChatPage page, ToldMind mind)
      throws Exception {
    page.open("general", "handbook");
    page.ask("general", "Left?");
    page.ask("handbook", "Right?");
    ToldMind.Telling left = mind.answerTo("Left?").text("To the left ");
    ToldMind.Telling right = mind.answerTo("Right?").text("To the right ");
    page.awaitShown("general", "To the left");
    page.awaitShown("handbook", "To the right");
    right.end("it is.");
    left.end("it was.");
    page.awaitAnswer("general", "To the left it was.");
    page.awaitAnswer("handbook", "To the right it is.");
    assertThat(page.texts("#document-general .message .body"))
        .containsExactly("Left?", "To the left it was.");
    assertThat(page.texts("#document-handbook .message .body"))
        .containsExactly("Right?", "To the right it is.");
    page.in("general", ".clear").click();
    page.find("dialog [value=yes]").click();
    page.until(() -> page.all("#document-general .message").isEmpty());
    assertThat(page.all("#document-handbook .message")).hasSize(2);
  }

  @Test
  void aDocumentThatIsClosedGoesOnAndIsThereWhenItIsOpenedAgain(ChatPage page, ToldMind mind)
      throws Exception {
    page.open("general", "handbook");
    page.ask("handbook", "Meanwhile?");
    ToldMind.Telling answer = mind.answerTo("Meanwhile?").text("Out of sight, ");
    page.awaitShown("handbook", "Out of sight,");
    page.in("handbook", ".close").click();
    assertThat(page.all(".pane")).hasSize(1);
    answer.text("not out of mind");
    page.find(".documents a[href='#handbook']").click();
    page.awaitShown("handbook", "Out of sight, not out of min");
    answer.end(".");
    page.awaitAnswer("handbook", "Out of sight, not out of mind.");
  }

  @Test
  void whatWasSaidInAnotherTabIsThereWhenThisOneIsSeenAgain(ChatPage page, ToldMind mind)
      throws Exception {
    page.open().ask("Here?");
    mind.answerTo("Here?").end("Here.");
    page.awaitAnswer("Here.");
    String tab = page.driver.getWindowHandle();
    page.driver.switchTo().newWindow(WindowType.TAB);
    page.open().ask("There?");
    mind.answerTo("There?").end("There.");
    page.awaitAnswer("There.");
    page.driver.close();
    page.driver.switchTo().window(tab);
    page.until(() -> page.all(".message").size() == 4);
    assertThat(page.texts(".message .body")).containsExactly("Here?", "Here.", "There?", "There.");
    assertThat(page.all(".retry:not([hidden])")).hasSize(1);
  }

  @Test
  void aSecondSendWhileOneRunsIsRefusedWithANotice(ChatPage page, ToldMind mind) throws Exception {
    page.open().ask("One?");
    ToldMind.Telling answer = mind.answerTo("One?").text("One is ");
    page.awaitShown("One is");
    page.ask("Two?");
    page.until(() -> !page.notice(ChatPage.GENERAL).isBlank());
    assertThat(page.find(".notice").getAriaRole()).isEqualTo("alert");
    assertThat(page.question(ChatPage.GENERAL).getDomProperty("value")).isEqualTo("Two?");
    assertThat(page.texts(".message.user .body")).containsExactly("One?");
    answer.end("enough.");
    page.awaitAnswer("One is enough.");
    assertThat(mind.wasAsked("Two?")).isFalse();
    page.until(() -> page.notice(ChatPage.GENERAL).isEmpty());
    page.write(ChatPage.GENERAL, "\n");
    mind.answerTo("Two?").end("Now.");
    page.awaitAnswer("Now.");
    assertThat(page.notice(ChatPage.GENERAL)).isEmpty();
  }

  @Test
  void aQuestionThatIsTooLongIsRefusedAndStaysWhereItIs(ChatPage page) {
    page.open();
    page.script("""
        const area = document.querySelector('textarea');
        area.value = 'x'.repeat(4001);
        area.dispatchEvent(new Event('input'));
        """);
    assertThat(page.texts(".help .left")).containsExactly("-1 characters left");
    page.write(ChatPage.GENERAL, "\n");
    page.until(() -> !page.notice(ChatPage.GENERAL).isBlank());
    assertThat(page.question(ChatPage.GENERAL).getDomProperty("value")).hasSize(4001);
    assertThat(page.all(".message")).isEmpty();
  }
}
