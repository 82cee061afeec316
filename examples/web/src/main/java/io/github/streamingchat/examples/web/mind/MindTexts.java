package io.github.streamingchat.examples.web.mind;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the built-in mind says. */
final class MindTexts {
  /** Everything that must not run in a page. */
  static final String SCRIPT = """
      None of this may run, and all of it must be readable:

      <script>window.pwned = "script"; document.title = "pwned";</script>
      <img src="x" onerror="window.pwned = 'img'; document.title = 'pwned'">
      <svg onload="window.pwned = 'svg'"><a href="javascript:window.pwned='link'">a link</a></svg>
      <iframe srcdoc="<script>parent.pwned = 'frame'</script>"></iframe>
      [a Markdown link](javascript:window.pwned='markdown') and https://example.org/?q="><script>window.pwned='url'</script>

      ```html
      <script>window.pwned = "code";</script>
      </code></pre><script>window.pwned = "broken out";</script>
      ```

      `<b onmouseover="window.pwned='inline'">inline</b>` and data:text/html,<script>window.pwned='data'</script>
      """;

  static final String LONG = IntStream.rangeClosed(1, 40)
      .mapToObj(MindTexts::step)
      .collect(Collectors.joining("\n\n", "A walk in forty steps. 🥾\n\n", "\n\nThe end. 🏁"));

  private MindTexts() {}

  private static String step(int number) {
    return """
        Step %d: the path goes on past house number %d, over a bridge and up a hill, from where the \
        town looks small and the river long. Somebody has painted 第%d歩 on a stone.""".formatted(number, number * 7, number);
  }

  static String answer(String question) {
    return """
        You asked: “%s”

        I only seem to think 🤖, but I can show how an answer looks while it grows. Some code, as \
        `inline` and as a block:

        ```java
        try (Chat chat = Chat.over(provider)) {
          chat.send("Why is the sky blue?").onText(System.out::print).join();
        }
        ```

        A link: https://www.rfc-editor.org/rfc/rfc6455 and another one, \
        https://html.spec.whatwg.org/multipage/server-sent-events.html.

        Other scripts: 空が青いのは、青い光がよく散るからです。 여러 글자, и другие слова, שלום, \
        and a family 👩‍👩‍👧‍👦 with a flag 🇳🇴.

        Ask with the word `slow`, `long`, `fail`, `broken` or `script` to see what happens then.""".formatted(question.strip().replace("`", "'"));
  }
}
