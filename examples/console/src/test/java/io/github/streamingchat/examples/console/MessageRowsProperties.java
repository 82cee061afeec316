package io.github.streamingchat.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.examples.terminal.Cells;
import io.github.streamingchat.examples.terminal.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;

/** Rows that are brought up to date are those of the message as it is. */
class MessageRowsProperties {
  private final Cells cells;

  MessageRowsProperties() throws IOException {
    cells = new Cells(
        new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream()));
  }

  private MessageRows rows(int width) {
    return new MessageRows(cells, new Palette(true), width);
  }

  private static List<AttributedString> all(MessageRows rows) {
    return IntStream.range(0, rows.size()).mapToObj(rows::row).toList();
  }

  /** A step in the life of a message. */
  interface Step {
    void change(Conversation conversation, MessageId id);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> text = Arbitraries.of(
        "word ", "\n", "a longer piece of text, ", "世界", "👩‍👩‍👧‍👦", "\u0007", "");
    Arbitrary<Step> append =
        text.map(piece -> (conversation, id) -> conversation.append(id, piece));
    Arbitrary<Step> table = Combinators.combine(Arbitraries.integers(), text)
        .as((number, words) -> new Table(List.of("a", "b"), List.of(List.of(number, words))))
        .map(shape ->
            (conversation, id) -> conversation.edit(id, message -> message.addPart(shape.part())));
    Arbitrary<Step> rewrite = text.map(
        piece -> (conversation, id) -> conversation.edit(id, message -> message.text(piece)));
    Arbitrary<Step> cut = Arbitraries.just((conversation, id) -> conversation.update(
        id,
        message -> message.toBuilder()
            .parts(message.parts().subList(0, message.parts().size() / 2))
            .build()));
    return Arbitraries.frequencyOf(
            Tuple.of(6, append), Tuple.of(2, table), Tuple.of(1, rewrite), Tuple.of(1, cut))
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 300)
  void whatIsBroughtUpToDateIsWhatIsLaidOutAnew(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 8, max = 60) int width) {
    Conversation conversation = Conversation.create();
    MessageId id = conversation.add(
        MessageDraft.builder(Role.ASSISTANT).author(Page.ASSISTANT).build());
    MessageRows kept = rows(width);
    for (Step step : steps) {
      step.change(conversation, id);
      ChatMessage message = conversation.find(id).orElseThrow();
      kept.update(message, Long.MAX_VALUE);
      MessageRows anew = rows(width);
      anew.update(message, Long.MAX_VALUE);
      assertThat(all(kept)).isEqualTo(all(anew));
    }
  }

  @Property(tries = 300)
  void whatIsTypedBitByBitIsInTheEndWhatIsThere(
      @ForAll("steps") List<Step> steps, @ForAll List<@IntRange(min = 1, max = 9) Integer> bits) {
    Conversation conversation = Conversation.create();
    MessageId id = conversation.add(
        MessageDraft.builder(Role.ASSISTANT).author(Page.ASSISTANT).build());
    steps.forEach(step -> step.change(conversation, id));
    ChatMessage message = conversation.find(id).orElseThrow();
    MessageRows typed = rows(30);
    long told = 0;
    for (int bit : bits) {
      told += bit;
      typed.update(message, told);
    }
    typed.update(message, Long.MAX_VALUE);
    MessageRows whole = rows(30);
    whole.update(message, Long.MAX_VALUE);
    assertThat(all(typed)).isEqualTo(all(whole));
  }

  @Property(tries = 100)
  void noRowIsWiderThanTheScreen(
      @ForAll("steps") List<Step> steps,
      @ForAll @StringLength(max = 30) String name,
      @ForAll @IntRange(min = 10, max = 40) int width) {
    Conversation conversation = Conversation.create();
    MessageId id = conversation.add(
        MessageDraft.builder(Role.ASSISTANT).author(Author.named("n" + name)).build());
    steps.forEach(step -> step.change(conversation, id));
    ChatMessage stopped = conversation.find(id).orElseThrow().toBuilder()
        .status(MessageStatus.CANCELLED)
        .build();
    MessageRows rows = rows(width);
    rows.update(stopped, Long.MAX_VALUE);
    assertThat(all(rows))
        .allSatisfy(row -> assertThat(cells.width(row.toString())).isLessThanOrEqualTo(width));
  }

  @Property(tries = 200)
  void noShapeIsWiderThanItsPlace(
      @ForAll @Size(max = 4) List<@Size(max = 4) List<@StringLength(max = 30) String>> values,
      @ForAll @IntRange(min = 5, max = 60) int width) {
    Table table = new Table(
        List.of("a", "column", "名前"),
        List.copyOf(values.stream().map(row -> List.<Object>copyOf(row)).toList()));
    BarChart chart = new BarChart(Map.of("名前", 3.25, "b", 7));

    assertThat(Shape.of((Part.Data) table.part())).contains(table);
    assertThat(table.rows(cells, width))
        .allSatisfy(row -> assertThat(cells.width(row)).isLessThanOrEqualTo(width));
    assertThat(chart.rows(cells, width))
        .allSatisfy(row -> assertThat(cells.width(row)).isLessThanOrEqualTo(width));
  }
}
