package io.github.streamingchat.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextHintsTest {
  private static List<Hint> hints(String text) {
    TextHints hints = new TextHints();
    hints.add(text);
    hints.end();
    return hints.settled();
  }

  private static String content(String text, Hint hint) {
    return text.substring(hint.contentFrom(), hint.contentTo());
  }

  @Test
  void aBlockHasItsLanguageAndItsLines() {
    String text = "See:\n```java title=x\nint a = `1`;\n// http://example.org\n```\nDone.";
    Hint block = hints(text).get(0);

    assertThat(hints(text)).hasSize(1);
    assertThat(block.kind()).isEqualTo(Hint.Kind.CODE_BLOCK);
    assertThat(block.detail()).isEqualTo("java");
    assertThat(content(text, block)).isEqualTo("int a = `1`;\n// http://example.org\n");
    assertThat(text.substring(block.from(), block.to())).startsWith("```java").endsWith("\n```");
    assertThat(block.open()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\na\n```",
        "````\na\n````",
        "~~~\na\n~~~",
        "   ```\na\n   ```  ",
        "```\na\n`````\n",
        "x\n```\na\n```\n",
        "```\r\na\n```\r\n"
      })
  void fencesOfManyKinds(String text) {
    assertThat(hints(text)).hasSize(1);
    assertThat(content(text, hints(text).get(0))).isEqualTo("a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"    ```\na\n    ```", "x ```\n", "``\na\n``\n\n", "``` a`b\n", "--- \n", "~~\na"})
  void whatIsNoFence(String text) {
    assertThat(hints(text)).noneMatch(hint -> hint.kind() == Hint.Kind.CODE_BLOCK);
  }

  @Test
  void aShorterFenceOrOneWithWordsBehindItDoesNotEndABlock() {
    String text = "````\n```\n```` x\na\n````\nb";

    assertThat(content(text, hints(text).get(0))).isEqualTo("```\n```` x\na\n");
  }

  @Test
  void aBlockThatIsNeverClosedGoesToTheEnd() {
    TextHints hints = new TextHints();
    hints.add("```py\nprint(1");
    assertThat(hints.isInCode()).isTrue();
    assertThat(hints.open()).hasValue(new Hint(Hint.Kind.CODE_BLOCK, 0, 13, 6, 13, "py", true));
    assertThat(hints.settled()).isEmpty();
    hints.end();

    assertThat(hints.settled())
        .containsExactly(new Hint(Hint.Kind.CODE_BLOCK, 0, 13, 6, 13, "py", false));
  }

  @Test
  void whatAPieceSettlesIsGivenOnce() {
    TextHints hints = new TextHints();
    assertThat(hints.add("a `b` http://c.")).hasSize(1);
    assertThat(hints.isInLink()).isTrue();
    assertThat(hints.isInCode()).isFalse();
    assertThat(hints.add("d")).isEmpty();
    assertThat(hints.add(" ")).extracting(Hint::detail).containsExactly("http://c.d");
    assertThat(hints.isInLink()).isFalse();
    assertThat(hints.add("```")).isEmpty();
    assertThat(hints.add("x http://e")).isEmpty();

    assertThat(hints.end()).extracting(Hint::detail).containsExactly("http://e");
    assertThat(hints.settled()).hasSize(3);
  }

  @Test
  void codeInALineIsBetweenRunsOfTheSameLength() {
    String text = "Use `a` and ``b`c`` or ` d.";

    assertThat(hints(text)).extracting(hint -> content(text, hint)).containsExactly("a", "b`c");
  }

  @Test
  void codeThatIsNotClosedInItsParagraphIsNone() {
    TextHints hints = new TextHints();
    hints.add("a ` b\nc");
    assertThat(hints.isInCode()).isTrue();
    hints.add("\n\nd `");

    assertThat(hints.settled()).isEmpty();
    hints.add("e`\n");
    assertThat(hints.settled()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "See https://example.org/a?b=c#d.|https://example.org/a?b=c#d",
        "(http://example.org/x_(y))|http://example.org/x_(y)",
        "[text](https://example.org/a), and|https://example.org/a",
        "<https://example.org>|https://example.org",
        "HTTPS://Example.org/A|https://Example.org/A",
        "hhttp://x http://y|http://y",
        "**https://example.org**|https://example.org"
      })
  void addresses(String text, String address) {
    assertThat(hints(text)).extracting(Hint::detail).containsExactly(address);
    assertThat(content(text, hints(text).get(0))).isEqualToIgnoringCase(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://", "https://. ", "xhttp://a", "http:/a", "ftp://a", "http", "`http://a`"})
  void whatIsNoAddress(String text) {
    assertThat(hints(text)).noneMatch(hint -> hint.kind() == Hint.Kind.LINK);
  }

  @Test
  void anAddressBehindABackTickThatIsNeverClosedIsOne() {
    assertThat(hints("a ` http://b.c d")).extracting(Hint::detail).containsExactly("http://b.c");
  }

  @Test
  void anAddressThatGoesOnForEverIsGivenUp() {
    assertThat(hints("http://a/" + "x".repeat(5000) + " http://b"))
        .extracting(Hint::detail)
        .containsExactly("http://b");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "`",
            "``",
            "```",
            "~~~",
            "\n",
            "\n\n",
            " ",
            "a",
            "http://x.y",
            "https://",
            "(",
            ")",
            ".",
            "\r\n",
            "\uD83D\uDE00")
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  @Property
  void howATextIsCutMakesNoDifference(@ForAll("texts") String text) {
    TextHints each = new TextHints();
    for (int i = 0; i < text.length(); i++) {
      each.add(text.substring(i, i + 1));
    }
    TextHints whole = new TextHints();
    whole.add(text);

    assertThat(each.open()).isEqualTo(whole.open());
    assertThat(each.settled()).isEqualTo(whole.settled());
  }

  @Property
  void hintsLieInTheTextOneBehindTheOther(@ForAll("texts") String text) {
    int last = 0;
    for (Hint hint : hints(text)) {
      assertThat(hint.from()).isGreaterThanOrEqualTo(last);
      assertThat(hint.contentFrom()).isBetween(hint.from(), hint.to());
      assertThat(hint.contentTo()).isBetween(hint.contentFrom(), hint.to());
      assertThat(hint.to()).isLessThanOrEqualTo(text.length());
      assertThat(hint.open()).isFalse();
      last = hint.to();
    }
  }
}
