package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a model says is nobody's friend. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class HostileAnswerTest {
  private static final String HOSTILE = """
      <script>window.pwned = 1</script><img src="x" onerror="window.pwned = 2">
      <svg onload="window.pwned = 3"></svg><iframe srcdoc="<script>parent.pwned = 4</script>"></iframe>
      </p></article><style>body { display: none }</style>&lt;b&gt; &amp;

      `<b onmouseover="window.pwned = 5">` and https://example.org/?q="><script>window.pwned=6</script>

      ```html "><script>window.pwned = 7</script>
      </code></pre><script>window.pwned = 8</script>
      ```
      [link](javascript:window.pwned=9) javascript:window.pwned=10 data:text/html,<script>0</script>
      """;

  @Test
  void nothingInAnAnswerOrAQuestionRuns(ChatPage page, ToldMind mind) throws Exception {
    String question = "<img src=x onerror='window.pwned=11'> <script>window.pwned=12</script>";
    page.open().ask(question);
    mind.answerTo(question).end(HOSTILE);
    page.awaitAnswer(HOSTILE);
    assertUnharmed(page);
    page.reload();
    page.awaitAnswer(HOSTILE);
    assertUnharmed(page);
  }

  private static void assertUnharmed(ChatPage page) {
    assertThat(page.<Object>script("return window.pwned")).isNull();
    assertThat(page.all(".message .body :is(script, img, svg, iframe, style, b)"))
        .isEmpty();
    assertThat(page.find(".message.assistant .body").isDisplayed()).isTrue();
    assertThat(page.all(".message .body a"))
        .allSatisfy(link -> assertThat(link.getDomAttribute("href")).startsWith("https://"));
  }

  @Test
  void onlyWebAddressesBecomeLinksWhateverTheHintsSay(ChatPage page) {
    page.open();
    assertThat(page.<String>withModules("""
            const { RichText } = await module('rich-text');
            const root = document.createElement('div');
            const text = new RichText(root);
            const link = (from, to, detail) => text.hint({
              kind: 'LINK', from, to, contentFrom: from, contentTo: to, detail, open: false });
            link(0, 2, 'javascript:alert(1)');
            link(2, 4, 'JaVaScRiPt:alert(1)');
            link(4, 6, ' data:text/html,x');
            link(6, 8, 'https://example.org/');
            link(8, 7, 'https://example.org/backwards');
            link(9, 1e9, 'https://example.org/behind-the-end');
            link(-1, 2, 'https://example.org/before-the-start');
            text.append('0123456789');
            text.end(true);
            return root.innerHTML.replace(/ (class|target|rel)="[^"]*"/g, '');
            """))
        .isEqualTo("<p>012345<a href=\"https://example.org/\">67</a>8"
            + "<a href=\"https://example.org/behind-the-end\">9</a></p>");
  }
}
