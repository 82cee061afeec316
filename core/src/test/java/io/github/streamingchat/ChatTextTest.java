package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTextTest {
  private static final ChatText HELLO = ChatText.of("Hello");

  @Test
  void appendGivesALongerTextAndLeavesThisOneAsItIs() {
    ChatText longer = HELLO.append(", world");

    assertThat(longer).hasToString("Hello, world").hasSize(12);
    assertThat(HELLO).hasToString("Hello").hasSize(5);
  }

  @Test
  void anEmptyPieceGivesTheSameText() {
    assertThat(HELLO.append("")).isSameAs(HELLO);
    assertThat(ChatText.of("")).isSameAs(ChatText.EMPTY);
    assertThat(ChatText.of(HELLO)).isSameAs(HELLO);
  }

  @Test
  void theEmptyTextIsSharedAndNeverGrowsInPlace() {
    ChatText one = ChatText.EMPTY.append("one");
    ChatText two = ChatText.EMPTY.append("two");

    assertThat(one).hasToString("one");
    assertThat(two).hasToString("two");
    assertThat(ChatText.EMPTY).isEmpty();
  }

  @Test
  void appendingToAnOlderTextNeverDisturbsANewerOne() {
    ChatText left = HELLO.append(" left");
    ChatText right = HELLO.append(" right");
    ChatText leftmost = left.append("most");

    assertThat(left).hasToString("Hello left");
    assertThat(right).hasToString("Hello right");
    assertThat(leftmost).hasToString("Hello leftmost");
  }

  @Test
  void everyTextOnTheWayStaysAsItWasWhileTheBufferGrows() {
    List<ChatText> texts = new ArrayList<>();
    ChatText text = ChatText.EMPTY;
    for (int i = 0; i < 1000; i++) {
      texts.add(text);
      text = text.append("abc");
    }
    for (int i = 0; i < texts.size(); i++) {
      assertThat(texts.get(i).toString()).isEqualTo("abc".repeat(i));
    }
  }

  @Test
  void aTextMayBeAppendedToItself() {
    assertThat(HELLO.append(HELLO)).hasToString("HelloHello");
    ChatText grown = HELLO.append("!");
    assertThat(grown.append(HELLO).append(grown)).hasToString("Hello!HelloHello!");
  }

  @Test
  void anyCharSequenceIsAPiece() {
    assertThat(HELLO.append(new StringBuilder(", ")).append(java.nio.CharBuffer.wrap("you")))
        .hasToString("Hello, you");
  }

  /** What a StringBuilder is that another thread empties after it was asked for its length. */
  private static final class Emptied implements CharSequence {
    @Override
    public int length() {
      return 1;
    }

    @Override
    public char charAt(int index) {
      return 'x';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return "";
    }

    @Override
    public String toString() {
      return "";
    }
  }

  @Test
  void aPieceThatIsEmptiedMeanwhileIsAnEmptyPiece() {
    assertThat(HELLO.append(new Emptied())).isSameAs(HELLO);
    assertThat(ChatText.of(new Emptied())).isSameAs(ChatText.EMPTY);
  }

  @Test
  void equalByContentHoweverItCameToBe() {
    ChatText grown = ChatText.of("Hel").append("lo");

    assertThat(grown).isEqualTo(HELLO).hasSameHashCodeAs(HELLO);
    assertThat(HELLO).isEqualTo(grown).hasSameHashCodeAs("Hello");
    assertThat(HELLO).isNotEqualTo(ChatText.of("Hellp")).isNotEqualTo(HELLO.append("!"));
    assertThat(HELLO.append("!")).isNotEqualTo(HELLO.append("?"));
    assertThat(HELLO).isNotEqualTo("Hello").isNotEqualTo(null);
  }

  @Test
  void sinceCopiesWhatAReaderHasYetToSee() {
    assertThat(HELLO.since(0)).isEqualTo("Hello");
    assertThat(HELLO.since(3)).isEqualTo("lo");
    assertThat(HELLO.since(5)).isEmpty();
    assertThatThrownBy(() -> HELLO.since(6)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void nothingPastItsOwnEndCanBeRead() {
    ChatText longer = HELLO.append(" and more");

    assertThat(longer.charAt(5)).isEqualTo(' ');
    assertThatThrownBy(() -> HELLO.charAt(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> HELLO.charAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> HELLO.subSequence(2, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(HELLO.chars().count()).isEqualTo(5);
  }

  @Test
  void anOlderTextStaysAsItIsWhenTheFirstOtherCharacterComes() {
    ChatText latin = HELLO.append(" caf\u00E9 \u00FF");
    ChatText wide = latin.append(" \u0100");
    ChatText widest = wide.append("\uD83D\uDE00").append("\u00E9");

    assertThat(latin.since(0)).isEqualTo("Hello caf\u00E9 \u00FF");
    assertThat(latin.charAt(9)).isEqualTo('\u00E9');
    assertThat(wide).hasToString("Hello caf\u00E9 \u00FF \u0100");
    assertThat(widest).hasToString("Hello caf\u00E9 \u00FF \u0100\uD83D\uDE00\u00E9");
    assertThat(latin.append("!")).hasToString("Hello caf\u00E9 \u00FF!");
  }

  @Test
  void equalByContentWhateverItsCharactersAreKeptIn() {
    ChatText bytes = ChatText.EMPTY.append("caf").append("\u00E9");
    ChatText chars = ChatText.EMPTY.append("caf\u00E9");
    chars.append("\u4E2D"); // shares what it is kept in

    assertThat(bytes).isEqualTo(chars).hasSameHashCodeAs(chars).isEqualTo(ChatText.of("caf\u00E9"));
    assertThat(chars.startsWith(ChatText.EMPTY.append("caf"))).isTrue();
    assertThat(chars.startsWith(ChatText.EMPTY.append("cab"))).isFalse();
    assertThat(ChatText.EMPTY.append("\u0163")).isNotEqualTo(ChatText.EMPTY.append("c"));
  }

  /** A text of each kind that has the same characters: a String, bytes, and chars. */
  private static List<ChatText> ofEachKind(String characters) {
    ChatText bytes = ChatText.EMPTY.append(characters);
    ChatText chars = ChatText.EMPTY.append(characters);
    chars.append("\u4E2D");
    return List.of(ChatText.of(characters), bytes, chars);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1023, 1024, 1025, 2048, 2049, 5000})
  void oneCharacterMakesADifferenceWhereverItIsAndWhateverItIsKeptIn(int length) {
    String same = "x".repeat(length);
    for (ChatText text : ofEachKind(same)) {
      assertThat(ofEachKind(same)).allMatch(text::equals);
      assertThat(ofEachKind(same + "y")).allMatch(longer -> longer.startsWith(text));
      assertThat(ofEachKind(same.substring(1) + "y")).noneMatch(text::equals);
      assertThat(ofEachKind("y" + same.substring(1))).noneMatch(text::equals);
      assertThat(ofEachKind(same.substring(1) + "yx")).noneMatch(other -> other.startsWith(text));
    }
  }

  @Test
  void theStringThatATextWasMadeOfIsItsString() {
    String string = new String("once");
    assertThat(ChatText.of(string).toString()).isSameAs(string);
    assertThat(ChatText.of(string).since(0)).isSameAs(string);
  }

  @Test
  void theStringIsMadeOnce() {
    ChatText grown = HELLO.append("!");
    assertThat(grown.toString()).isSameAs(grown.toString());
  }

  @Test
  void aTextThatIsTooLongForAStringIsRefusedBeforeAnythingIsCopied() {
    CharSequence endless = new CharSequence() {
      @Override
      public int length() {
        return Integer.MAX_VALUE;
      }

      @Override
      public char charAt(int index) {
        throw new AssertionError("must not be read");
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        throw new AssertionError("must not be read");
      }

      @Override
      public String toString() {
        throw new AssertionError("must not be read");
      }
    };

    assertThatThrownBy(() -> HELLO.append(endless)).isInstanceOf(OutOfMemoryError.class);
    assertThat(HELLO.append("!")).hasToString("Hello!");
  }

  @Test
  void aLoneSurrogateAtTheVeryEndBecomesTheReplacementCharacter() {
    assertThat(ChatText.of("a\uD83D").endingWhole()).hasToString("a\uFFFD");
    assertThat(ChatText.of("a\uDE00").endingWhole()).hasToString("a\uFFFD");
    assertThat(ChatText.of("\uD83D").endingWhole()).hasToString("\uFFFD");
    ChatText whole = ChatText.of("a\uD83D\uDE00");
    assertThat(whole.endingWhole()).isSameAs(whole);
    assertThat(ChatText.EMPTY.endingWhole()).isSameAs(ChatText.EMPTY);
  }

  @Test
  void aTextStartsWithWhatItGrewFromAndWithNothingElse() {
    ChatText longer = HELLO.append(", you");
    assertThat(longer.startsWith(HELLO)).isTrue();
    assertThat(longer.startsWith(longer)).isTrue();
    assertThat(longer.startsWith(ChatText.EMPTY)).isTrue();
    assertThat(longer.startsWith(ChatText.of("Hell"))).isTrue();
    assertThat(longer.startsWith(ChatText.of("Help"))).isFalse();
    assertThat(longer.startsWith(longer.append("!"))).isFalse();
    assertThat(HELLO.append("; we").startsWith(longer)).isFalse();
  }
}
