package io.github.streamingchat.examples.console;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Role;
import io.github.streamingchat.source.Answers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the show plays: each way to write, once. */
final class Scenes {
  /** How many messages there were before the show. */
  static final int EARLIER = 5000;

  private static final String ID = "console";
  private static final int NAMED_ITEMS = 6;

  private final Sources sources;

  Scenes(Sources sources) {
    this.sources = sources;
  }

  /** A long history, as if it had been kept from earlier days. */
  static Conversation history() {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    List<ChatMessage> earlier = IntStream.range(0, EARLIER)
        .mapToObj(index -> earlier(index, begin.plus(Duration.ofMinutes(index))))
        .toList();
    return Conversation.builder(ID).messages(earlier).build();
  }

  private static ChatMessage earlier(int index, Instant at) {
    boolean asked = index % 2 == 0;
    int number = index / 2 + 1;
    String text = asked
        ? "Question %d?".formatted(number)
        : "Answer %d, which has stood here for a long time.".formatted(number);
    return ChatMessage.builder(
            MessageId.of("earlier-" + index), ID, asked ? Role.USER : Role.ASSISTANT, at)
        .author(asked ? Page.USER : Page.ASSISTANT)
        .text(text)
        .build();
  }

  List<Scene> all() {
    return List.of(
        new Scene("Containers", this::containers),
        new Scene("An iterator of words", this::iterator),
        new Scene("A stream of lines", this::lines),
        new Scene("A publisher that comes in bursts", this::publisher),
        new Scene("Chunks of another library", this::chunks),
        new Scene("Numbers, objects and a table", this::mixed),
        new Scene("One text, much later", this::stage),
        new Scene("A source that breaks", this::broken),
        new Scene("Only what has changed", this::changed));
  }

  private void containers(Page page) {
    page.note("%,d messages stand above, and only what somebody looks at is laid out."
        .formatted(EARLIER));
    page.message("user").write("Hello 👋", "How many of us were here?");
    Map<String, Number> visitors = new LinkedHashMap<>();
    visitors.put("Monday", 12);
    visitors.put("Tuesday", 31);
    visitors.put("水曜日", 22.5);
    page.message("assistant").write("Hello human, so many:", new BarChart(visitors));
    page.message(Role.ASSISTANT, new Author(null, "Owl", "assistant", "🦉"))
        .write("Whoever speaks brings an avatar, and a container takes more than text.");
  }

  private void iterator(Page page) {
    page.message("human").write("What is a typewriter effect?");
    Written written = page.message("ai").writeStream(sources.iterator(sources.words("""
            Words come as they please, some late and some all at once, and you see them at an even \
            pace: letter by letter, 文字ずつ, and never half of a family. 👩‍👩‍👧‍👦 Naïve cafés keep \
            their accents, too.""")));
    returned(page, written);
  }

  private void lines(Page page) {
    page.message("user").write("A poem, please, as a Stream.");
    Written written = page.message("assistant").writeStream(sources.lines("""
            The answer waits behind the wire,
            a line, a line, and then a rest;
            no page is painted twice entire,
            and what has changed is shown at best."""));
    returned(page, written);
  }

  private void publisher(Page page) {
    page.message("user").write("And from a thread of yours?");
    Written written = page.message("assistant")
        .writeStream(sources.publisher(List.of(
            "A Flow.Publisher calls back from its own thread. ",
            "It is asked for a few items at a time, and what it sends in one go is typed like the rest. ",
            "The call returns when all of it was shown.")));
    returned(page, written);
  }

  /** What the client of a model may give. */
  record Chunk(int index, String delta) {}

  private void chunks(Page page) {
    page.message("user").write("Does it know the chunks of my client?");
    List<Chunk> chunks =
        sources.words("A line of yours says what a chunk means: out.text(chunk.delta()).").stream()
            .map(word -> new Chunk(0, word))
            .toList();
    Written written = page.message("assistant")
        .writeStream(Answers.fromPublisher(
            request -> sources.publisher(chunks), (out, chunk) -> out.text(chunk.delta())));
    returned(page, written);
  }

  private void mixed(Page page) {
    page.message("user").write("Something other than text?");
    Stream<Object> items = Stream.of(
        "Numbers get lines of their own:",
        2,
        3,
        5.5,
        "so do dates and anything else:",
        LocalDate.of(2026, 11, 21),
        "and rows make a table, one by one:",
        river("Donau", 2857, "Schwarzes Meer"),
        river("長江", 6300, "東シナ海"),
        river("Nile", 6650, "Mediterranean"),
        "The table is data in the message, drawn for the width there is.");
    Written written = page.message("assistant").writeStream(items.peek(item -> sources.pause()));
    returned(page, written);
  }

  private static Map<String, Object> river(String name, int length, String sea) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("river", name);
    row.put("km", length);
    row.put("flows into", sea);
    return row;
  }

  private void stage(Page page) {
    page.message("user").write("What if there is nothing at first?");
    Written written = page.message("assistant")
        .writeStream(
            sources.later("Then a line below says what is waited for, and the words change."));
    returned(page, written);
  }

  private void broken(Page page) {
    page.message("user").write("And if it breaks?");
    Written written = page.message("assistant")
        .writeStream(sources.broken(
            sources.words("What came before stays where it is, and the reason stands below"),
            IllegalStateException::new));
    returned(page, written);
    written.outcome().error().ifPresent(error -> page.note("error: " + error.kind()));
  }

  private void changed(Page page) throws InterruptedException {
    page.message("user").write("What is drawn again when a message changes?");
    page.message("assistant").write("(this will change)");
    MessageId earlier = lastId(page);
    page.message("user").write("Well?");
    sources.pause(25);
    long before = page.audience().rowsLaidOut();
    page.conversation().edit(earlier, message -> message.text("That message alone. ✅"));
    page.audience().look();
    sources.pause(25);
    long changed = page.audience().rowsLaidOut() - before;
    Written written = page.message("assistant")
        .writeStream(sources.iterator(sources.words(
            "And while I type, only the row that I write in, whatever stands above me.")));
    long typed = page.audience().rowsLaidOut() - before - changed;
    if (changed > 0) {
      page.note("laid out again: %d rows for the change, and %d for %d characters typed"
          .formatted(changed, typed, written.text().length()));
    }
  }

  private static MessageId lastId(Page page) {
    var history = page.conversation().snapshot();
    return history.get(history.size() - 1).id();
  }

  private static void returned(Page page, Written written) {
    page.note(
        written.value() instanceof String text
            ? "→ returned a String of %d characters".formatted(text.length())
            : "→ returned a List of %d: %s"
                .formatted(written.items().size(), beginning(written.items())));
  }

  private static String beginning(List<Object> items) {
    return items.stream()
        .limit(NAMED_ITEMS)
        .map(item -> item instanceof String ? "a text" : String.valueOf(item))
        .collect(Collectors.joining(", ", "", items.size() > NAMED_ITEMS ? "…" : ""));
  }
}
