package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class ChatTextProperties {
  /** Mostly of halves of characters, in long rows of a kind as well. */
  @Provide
  Arbitrary<String> halves() {
    Arbitrary<String> one = Arbitraries.of("a", "\u00E9", "\uD83D", "\uDE00", "\uD83D\uDE00");
    Arbitrary<String> row = Arbitraries.of("\uD83D", "\uDE00")
        .flatMap(half -> Arbitraries.integers().between(60, 70).map(half::repeat));
    return Arbitraries.frequencyOf(Tuple.of(30, one), Tuple.of(1, row))
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 3000)
  void aStringCutAnywhereIntoPiecesGivesTheSameText(
      @ForAll("halves") String text,
      @ForAll @IntRange(min = 1, max = 8) int largestPiece,
      @ForAll Random random) {
    Conversation conversation = Conversation.create();
    Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
    MessageId id = answer.primary();
    int part = answer.open(id, Drafts.emptyText());
    int at = 0;
    while (at < text.length()) {
      int to = Math.min(text.length(), at + 1 + random.nextInt(largestPiece));
      answer.append(id, part, text.substring(at, to));
      at = to;
      String shown = conversation.find(id).orElseThrow().text();
      assertThat(text).startsWith(shown);
      assertThat(ChatText.of(shown).endingWhole()).hasToString(shown);
    }
    answer.settle(MessageStatus.COMPLETED, null);

    assertThat(conversation.find(id).orElseThrow().text())
        .isEqualTo(Part.text(text).content().toString());
  }

  /** What to append, to which of the texts so far, and whether as a text itself. */
  record Step(int from, String piece, boolean asText) {}

  /** Latin-1 mostly, so that a row has texts before and after the first other character. */
  @Provide
  Arbitrary<List<Step>> growth() {
    Arbitrary<String> latin = Arbitraries.of("", "a", "\u00E9", "\u00FF", "sky ", "l".repeat(50));
    Arbitrary<String> other =
        Arbitraries.of("\u0100", "\u4E2D", "a\uFFFD", "\uD83D", "\uDE00", "\uD83D\uDE00 !");
    Arbitrary<String> piece = Arbitraries.frequencyOf(Tuple.of(9, latin), Tuple.of(1, other));
    // Mostly the newest text, so that the buffer grows; else any older one.
    Arbitrary<Integer> from = Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(0, 99)));
    return Combinators.combine(from, piece, Arbitraries.of(false, false, true))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 3000)
  void aTextIsAsAStringWhateverGrewFromItAndWhateverCharactersItHolds(
      @ForAll("growth") List<Step> steps, @ForAll Random random) {
    List<ChatText> texts = new ArrayList<>(List.of(ChatText.EMPTY, ChatText.of("st\u00E4rt")));
    List<String> model = new ArrayList<>(List.of("", "st\u00E4rt"));
    for (Step step : steps) {
      int from = Math.max(0, texts.size() - 1 - step.from());
      CharSequence piece = step.asText() ? ChatText.of(step.piece()) : step.piece();
      texts.add(texts.get(from).append(piece));
      model.add(model.get(from) + step.piece());
    }
    for (int i = 0; i < texts.size(); i++) {
      assertReadsLike(model.get(i), texts.get(i), random);
      int other = random.nextInt(texts.size());
      assertThat(texts.get(i).equals(texts.get(other)))
          .isEqualTo(model.get(i).equals(model.get(other)));
      assertThat(texts.get(i).startsWith(texts.get(other)))
          .isEqualTo(model.get(i).startsWith(model.get(other)));
    }
  }

  /** The String is made last, for a text remembers it. */
  private static void assertReadsLike(String model, ChatText text, Random random) {
    int start = random.nextInt(model.length() + 1);
    int end = start + random.nextInt(model.length() - start + 1);
    assertThat(text.length()).isEqualTo(model.length());
    assertThat(text.chars().toArray()).isEqualTo(model.chars().toArray());
    assertThat(text.subSequence(start, end)).isEqualTo(model.substring(start, end));
    assertThat(text.since(start)).isEqualTo(model.substring(start));
    for (ChatText same : othersLike(model)) {
      assertThat(text).isEqualTo(same);
      assertThat(same).isEqualTo(text).hasSameHashCodeAs(text);
    }
    assertThat(text.hashCode()).isEqualTo(model.hashCode());
    assertThat(text.toString()).isEqualTo(model);
  }

  /** The same characters in each way to keep them. */
  private static List<ChatText> othersLike(String model) {
    ChatText never = ChatText.of(model);
    ChatText once = ChatText.EMPTY.append(model);
    ChatText beginningOfChars = ChatText.EMPTY.append(model);
    assertThat(beginningOfChars.append("\u4E2D").length()).isEqualTo(model.length() + 1);
    return List.of(never, once, beginningOfChars);
  }

  @Property
  void readsLikeItsString(@ForAll String text, @ForAll String more, @ForAll Random random) {
    ChatText joined = ChatText.of(text).append(more);
    String model = text + more;
    int start = random.nextInt(model.length() + 1);
    int end = start + random.nextInt(model.length() - start + 1);

    assertThat(joined.toString()).isEqualTo(model);
    assertThat(joined.subSequence(start, end)).isEqualTo(model.subSequence(start, end));
    assertThat(joined.since(start)).isEqualTo(model.substring(start));
    assertThat(joined.chars().toArray()).isEqualTo(model.chars().toArray());
    assertThat(model.contentEquals(joined)).isTrue();
  }
}
