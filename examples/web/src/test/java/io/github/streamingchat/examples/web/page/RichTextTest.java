package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the page writes a text that grows, and what that costs. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class RichTextTest {
  private static final String TEXT = """
      const { RichText } = await module('rich-text');
      const text = 'One `code` two.\\n\\nSee https://e.org/ \\n```js\\nlet x;\\n\\nlet y;\\n```\\n\\nand `more`';
      const hint = (kind, words, before, after, detail = '') => {
        const from = text.indexOf(words);
        const to = from + words.length;
        return { kind, from, to, contentFrom: from + before, contentTo: to - after, detail, open: false };
      };
      const hints = [
        hint('CODE', '`code`', 1, 1),
        hint('LINK', 'https://e.org/', 0, 0, 'https://e.org/'),
        hint('CODE_BLOCK', '```js\\nlet x;\\n\\nlet y;\\n```', 6, 3, 'js'),
        hint('CODE', '`more`', 1, 1),
      ];
      const block = hints[2];
      const write = (size, delay, opens) => {
        const root = document.createElement('div');
        const rich = new RichText(root);
        const due = new Set(hints);
        for (let at = 0; at < text.length; at += size) {
          const end = Math.min(at + size, text.length);
          rich.append(text.slice(at, end));
          if (opens && at <= block.from && end > block.from) {
            rich.hint({ ...block, to: end, contentFrom: end, contentTo: end, detail: '', open: true });
          }
          for (const hint of due) {
            if (hint.to + delay <= end) {
              rich.hint(hint);
              due.delete(hint);
            }
          }
        }
        due.forEach(hint => rich.hint(hint));
        rich.end(true);
        if (root.textContent !== text) {
          throw new Error(`${size} ${delay}: ${root.textContent}`);
        }
        return root.innerHTML.replaceAll(' tail', '').replaceAll('class="tail"', 'class=""');
      };
      """;

  @BeforeEach
  void open(ChatPage page) {
    page.open();
  }

  @Test
  void whateverTheCutsAndHoweverLateTheHintsTheEndIsTheSame(ChatPage page) {
    assertThat(page.<String>withModules(TEXT + """
            const expected = write(text.length, 0, false);
            for (const opens of [false, true]) {
              for (let size = 1; size <= text.length; size++) {
                for (let delay = -text.length; delay < text.length; delay += 3) {
                  const written = write(size, delay, opens);
                  if (written !== expected) {
                    return `${size} ${delay} ${opens}: ${written} instead of ${expected}`;
                  }
                }
              }
            }
            return 'the same';
            """)).isEqualTo("the same");
  }

  @Test
  void whatSeemedToBeCodeAndIsNotBecomesTextAgain(ChatPage page) {
    assertThat(page.<String>withModules("""
            const { RichText } = await module('rich-text');
            const root = document.createElement('div');
            const rich = new RichText(root);
            rich.append('```no');
            rich.hint({ kind: 'CODE_BLOCK', from: 0, to: 5, contentFrom: 5, contentTo: 5, detail: '', open: true });
            rich.append('ne` of');
            rich.hint({ kind: 'CODE_BLOCK', from: 0, to: 0, contentFrom: 0, contentTo: 0, detail: '', open: false });
            rich.append(' it');
            rich.end(true);
            return root.innerHTML.replace(/ class="[^"]*"/g, '');
            """)).isEqualTo("<p>```none` of it</p>");
  }

  /** What a browser is told to write, and each text node that is taken away, is counted. */
  @Test
  void theWorkOnThePageIsLinearInTheAnswer(ChatPage page) {
    assertThat(page.<String>withModules("""
            const { RichText } = await module('rich-text');
            const paragraph = 'Words and `code` and https://example.org/path here.\\n\\n```\\ncode\\n```\\n\\n';
            const cost = times => {
              const root = document.createElement('div');
              const rich = new RichText(root);
              let written = 0;
              const append = Element.prototype.append;
              const appendData = CharacterData.prototype.appendData;
              Element.prototype.append = function (...nodes) {
                written += nodes.reduce((sum, node) => sum + 1 + (node.length ?? 0), 0);
                append.apply(this, nodes);
              };
              CharacterData.prototype.appendData = function (data) {
                written += 1 + data.length;
                appendData.call(this, data);
              };
              try {
                for (let i = 0; i < times; i++) {
                  for (let at = 0; at < paragraph.length; at += 3) {
                    rich.append(paragraph.slice(at, at + 3));
                  }
                  const end = (i + 1) * paragraph.length;
                  const code = end - paragraph.length + paragraph.indexOf('`code`');
                  rich.hint({ kind: 'CODE', from: code, to: code + 6, contentFrom: code + 1,
                    contentTo: code + 5, detail: '', open: false });
                }
              } finally {
                Element.prototype.append = append;
                CharacterData.prototype.appendData = appendData;
              }
              return written / (times * paragraph.length);
            };
            const [small, large] = [cost(50), cost(500)];
            return large < 4 && Math.abs(large - small) < 0.2 ? 'linear' : `${small}, then ${large}`;
            """)).isEqualTo("linear");
  }

  @Test
  void aLongTextIsSplitIntoNodesThatStayShort(ChatPage page) {
    assertThat(page.<Boolean>withModules("""
            const { RichText } = await module('rich-text');
            const root = document.createElement('div');
            const rich = new RichText(root);
            for (let i = 0; i < 20_000; i++) {
              rich.append('word ');
            }
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            let longest = 0;
            while (walker.nextNode()) {
              longest = Math.max(longest, walker.currentNode.length);
            }
            return root.textContent.length === 100_000 && longest < 2000;
            """)).isTrue();
  }
}
