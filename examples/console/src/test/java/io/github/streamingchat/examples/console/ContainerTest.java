package io.github.streamingchat.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.source.SimulatedAnswers;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written, and what comes back. */
@Timeout(30)
class ContainerTest {
  private final Conversation conversation = Conversation.create();
  private final Page page = new Page(conversation, new Waiting());

  /** Nobody looks. */
  private static final class Waiting implements Audience {
    @Override
    public Outcome watch(Supplier<Answer> asked) {
      return asked.get().join();
    }

    @Override
    public void look() {}

    @Override
    public long rowsLaidOut() {
      return 0;
    }
  }

  private ChatMessage only() {
    assertThat(conversation.snapshot().messages()).hasSize(1);
    return conversation.snapshot().get(0);
  }

  @Test
  void everyKindOfSourceGivesItsWholeText() {
    Sources sources = new Sources(Duration.ZERO);
    List<String> pieces = List.of("one ", "two ", "three");
    Container container = page.message("assistant");

    assertThat(List.of(
            container.writeStream(pieces.iterator()).value(),
            container.writeStream(pieces).value(),
            container.writeStream(pieces.stream()).value(),
            container.writeStream(sources.publisher(pieces)).value(),
            container
                .writeStream(CompletableFuture.completedStage("one two three"))
                .value(),
            container.writeStream(Answers.fromIterable(request -> pieces)).value(),
            container
                .writeStream(SimulatedAnswers.saying(request -> "one two three")
                    .pace(3, Duration.ofMillis(1)))
                .value()))
        .containsOnly("one two three");
    assertThat(conversation.snapshot().messages())
        .hasSize(7)
        .allSatisfy(message -> assertThat(message.text()).isEqualTo("one two three"));
  }

  @Test
  void mixedItemsComeBackAsAListWithTheTextBetweenThemJoined() {
    Table table = Table.of(Map.of("x", 1));
    Written written = page.message("assistant")
        .writeStream(Stream.of("Primes", ": ", 2, 3.5, true, table, "so ", "much"));

    assertThat(written.value()).isEqualTo(List.of("Primes: ", 2, 3.5, true, table, "so much"));
    assertThat(written.text()).isEqualTo("Primes: \n2\n3.5\ntrue\nso much");
    assertThat(only().parts())
        .extracting(part -> (Object) part.getClass())
        .containsExactly(Part.Text.class, Part.Data.class, Part.Text.class);
  }

  @Test
  void mapsThatFollowEachOtherAreRowsOfOneTable() {
    List<Map<String, Object>> rows = List.of(Map.of("x", 1), Map.of("x", 2), Map.of("x", 3));
    Written written = page.message("assistant")
        .writeStream(Stream.concat(rows.stream(), Stream.of("and ", Map.of("y", 4))));

    assertThat(written.items()).hasSize(5).startsWith(rows.toArray());
    List<Part.Data> tables = only().parts(Part.Data.class);
    assertThat(tables).hasSize(2);
    assertThat(Shape.of(tables.get(0)))
        .contains(new Table(List.of("x"), List.of(List.of(1L), List.of(2L), List.of(3L))));
  }

  @Test
  void eventsDoWhatTheySay() {
    Written written = page.message("assistant")
        .writeStream(Stream.of(
            "a", new StreamEvent.Metadata(StreamEvent.PRIMARY, Map.of("source", "test")), "b"));

    assertThat(written.text()).isEqualTo("ab");
    assertThat(only().metadata()).containsEntry("source", "test");
  }

  @Test
  void aSourceThatBreaksKeepsWhatCameAndSaysWhy() {
    Written written = page.message("assistant")
        .writeStream(
            new Sources(Duration.ZERO).broken(List.of("so ", "far"), IllegalStateException::new));

    assertThat(written.value()).isEqualTo("so far");
    assertThat(written.outcome().error()).map(ChatError::kind).contains(ChatError.Kind.APPLICATION);
    assertThat(only().status()).isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void aStreamIsClosedAndAnEmptyOneIsAnEmptyText() {
    AtomicBoolean closed = new AtomicBoolean();
    Written written =
        page.message("assistant").writeStream(Stream.of().onClose(() -> closed.set(true)));

    assertThat(written.value()).isEqualTo("");
    assertThat(closed).isTrue();
  }

  @Test
  void aContainerHasItsRoleAndAvatarAndTakesSeveralThings() {
    page.message("human").write("Hello 👋", new BarChart(Map.of("a", 1)), 42);
    page.message("Owl").write("Hoo");

    ChatMessage user = conversation.snapshot().get(0);
    assertThat(user.role()).isEqualTo(Role.USER);
    assertThat(user.author()).contains(Page.USER);
    assertThat(user.parts()).hasSize(3);
    ChatMessage owl = conversation.snapshot().get(1);
    assertThat(owl.role()).isEqualTo(Role.ASSISTANT);
    assertThat(owl.author()).map(Author::name).contains("Owl");
  }

  @Test
  void whatFollowsAStreamStandsInTheSameContainer() {
    Container container = page.message("ai").write("before");
    container.writeStream(List.of("typed"));
    container.write("after");

    assertThat(conversation.snapshot().messages())
        .extracting(message -> message.metadata().containsKey(Container.GOES_ON))
        .containsExactly(false, true);
    assertThat(conversation.snapshot().get(1).text()).isEqualTo("typedafter");
  }

  @Test
  void aUsersMessageIsNotStreamed() {
    assertThatThrownBy(() -> page.message("user").writeStream(List.of("x")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(conversation.snapshot().size()).isZero();
  }
}
