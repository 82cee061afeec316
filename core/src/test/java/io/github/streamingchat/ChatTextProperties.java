package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

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

  @Property(tries = 2000)
  void appendingToAnyTextNeverDisturbsAnother(
      @ForAll @Size(max = 200) List<@IntRange(max = 1000) Integer> picks,
      @ForAll @IntRange(min = 1, max = 40) int longest) {
    List<ChatText> texts = new ArrayList<>(List.of(ChatText.EMPTY, ChatText.of("start")));
    List<String> model = new ArrayList<>(List.of("", "start"));
    for (int pick : picks) {
      // Mostly the newest text, so that the buffer grows; else any older one.
      int from = pick % 3 > 0 ? texts.size() - 1 : pick % texts.size();
      String piece = String.valueOf((char) ('a' + pick % 26)).repeat(pick % longest);
      texts.add(texts.get(from).append(piece));
      model.add(model.get(from) + piece);
    }
    for (int i = 0; i < texts.size(); i++) {
      ChatText text = texts.get(i);
      assertThat(text.length()).isEqualTo(model.get(i).length());
      assertThat(text.toString()).isEqualTo(model.get(i));
      assertThat(text).isEqualTo(ChatText.of(model.get(i)));
      assertThat(text.hashCode()).isEqualTo(model.get(i).hashCode());
    }
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
