package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.AnyMessage;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/** What is read back is what was said. */
class JournalProperties {
  private VirtualTime time;
  private TroubledStore store;

  /** What the conversation said after each step. */
  private List<List<ChatMessage>> states;

  @BeforeTry
  void beginAnew() {
    time = new VirtualTime();
    store = new TroubledStore();
    states = new ArrayList<>();
  }

  @Provide
  Arbitrary<List<LivelyConversation.Step>> histories() {
    return LivelyConversation.histories();
  }

  @Property(tries = 1000)
  void whatIsReadBackIsWhatWasSaid(@ForAll("histories") List<LivelyConversation.Step> history) {
    Journal journal = journal();
    live(journal, history, step -> {});
    force(journal);

    assertThat(journal.acknowledged())
        .isEqualTo(journal.conversation().snapshot().version());
    Recovery recovery = Replayed.of(store.lines);
    assertThat(recovery.losses()).isEmpty();
    assertThat(Replayed.interrupted(recovery.messages())).isEqualTo(lastState());
  }

  @Property(tries = 500)
  void whateverLinesAreLeftTheConversationWasOnceInThatState(
      @ForAll("histories") List<LivelyConversation.Step> history) {
    Journal journal = journal();
    live(journal, history, step -> {});
    force(journal);

    int reached = 0;
    for (int left = 0; left <= store.lines.size(); left++) {
      Recovery recovery = Replayed.of(store.lines.subList(0, left));
      assertThat(recovery.damage()).isEmpty();
      List<ChatMessage> back = Replayed.interrupted(recovery.messages());
      while (reached < states.size() && !states.get(reached).equals(back)) {
        reached++;
      }
      assertThat(reached).as("the state after %d lines", left).isLessThan(states.size());
    }
  }

  @Property(tries = 500)
  void aStoreThatFailsNowAndThenMissesNothing(
      @ForAll("histories") List<LivelyConversation.Step> history, @ForAll boolean onlyForceFails) {
    Journal journal = journal();
    store.onlyForceFails = onlyForceFails;
    live(
        journal,
        history,
        step ->
            store.trouble = step.pick() < 5 ? new IOException("No space left on device") : null);
    store.trouble = null;
    force(journal);

    assertThat(journal.failure()).isEmpty();
    Recovery recovery = Replayed.of(store.lines);
    assertThat(recovery.losses()).isEmpty();
    assertThat(Replayed.interrupted(recovery.messages())).isEqualTo(lastState());
  }

  @Property(tries = 300)
  void whatWasAcknowledgedIsForced(@ForAll("histories") List<LivelyConversation.Step> history) {
    Journal journal = journal();
    List<List<ChatMessage>> byVersion = new ArrayList<>();
    byVersion.add(List.of());
    journal
        .conversation()
        .subscribe(
            change -> byVersion.add(interrupted(change.snapshot().messages())),
            Delivery.every(10_000).on(Runnable::run));
    live(journal, history, step -> {
      List<ChatMessage> acknowledged = byVersion.get((int) journal.acknowledged());
      Recovery recovery = Replayed.of(store.lines.subList(0, store.forced));
      assertThat(Replayed.interrupted(recovery.messages())).isEqualTo(acknowledged);
    });
  }

  @Property(tries = 300)
  void whatWasCompactedIsReadBackAndGoesOn(
      @ForAll("histories") List<LivelyConversation.Step> before,
      @ForAll("histories") List<LivelyConversation.Step> after) {
    Journal journal = journal();
    LivelyConversation lively = new LivelyConversation(journal.conversation());
    live(lively, before, step -> {});
    journal.compact();
    time.run();
    assertThat(store.lines).hasSize(1 + journal.conversation().snapshot().size());
    live(lively, after, step -> {});
    force(journal);

    Recovery recovery = Replayed.of(store.lines);
    assertThat(recovery.losses()).isEmpty();
    assertThat(Replayed.interrupted(recovery.messages())).isEqualTo(lastState());
  }

  @Property(tries = 300)
  void aJournalThatIsOpenedAgainGoesOn(
      @ForAll("histories") List<LivelyConversation.Step> before,
      @ForAll("histories") List<LivelyConversation.Step> after) {
    Journal first = journal();
    live(first, before, step -> {});
    force(first);
    Journal second = journal();
    assertThat(Replayed.interrupted(second.conversation().snapshot().messages()))
        .isEqualTo(lastState());
    live(second, after, step -> {});
    force(second);

    Journal third = journal();
    assertThat(third.recovery().losses()).isEmpty();
    assertThat(Replayed.interrupted(third.conversation().snapshot().messages()))
        .isEqualTo(lastState());
  }

  @Property(tries = 500)
  void anyMessageIsReadBackAsItWas(@ForAll("messages") List<ChatMessage> messages) {
    Conversation conversation = Conversation.builder("c").messages(messages).build();
    List<String> lines = new ArrayList<>();
    long number = 0;
    for (JournalRecord record : Differences.all(conversation.snapshot())) {
      lines.add(new RecordLine(++number, false, record).text());
    }

    assertThat(lines).noneMatch(line -> line.contains("\n") || line.contains("\r"));
    assertThat(Replayed.of(lines).messages()).isEqualTo(messages);
  }

  @Property(tries = 500)
  void oneMessageTurnsIntoAnyOther(
      @ForAll("messages") List<ChatMessage> one, @ForAll("messages") List<ChatMessage> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return;
    }
    ChatMessage was = one.get(0);
    List<Part> parts = other.get(0).parts();
    ChatMessage is = was.toBuilder()
        .parts(parts)
        .usage(other.get(0).usage().orElse(null))
        .metadata(other.get(0).metadata())
        .build();
    List<JournalRecord> records = new ArrayList<>(List.of(new JournalRecord.Added(was)));
    new MessageDifferences(MessageId.of("m0"), records::add).find(was, is);
    List<String> lines = new ArrayList<>();
    long number = 0;
    for (JournalRecord record : records) {
      lines.add(new RecordLine(++number, false, record).text());
    }

    assertThat(Replayed.of(lines).messages()).containsExactly(is);
  }

  @Provide
  Arbitrary<List<ChatMessage>> messages() {
    return AnyMessage.conversations("c");
  }

  private Journal journal() {
    return Journal.builder(store, "c")
        .conversation(setup -> setup.clock(time::now))
        .executor(time.executor())
        .scheduler(time)
        .pieceCharacters(100)
        .onError(failure -> {})
        .open();
  }

  private void live(
      Journal journal,
      List<LivelyConversation.Step> history,
      Consumer<LivelyConversation.Step> afterEach) {
    live(new LivelyConversation(journal.conversation()), history, afterEach);
  }

  private void live(
      LivelyConversation lively,
      List<LivelyConversation.Step> history,
      Consumer<LivelyConversation.Step> afterEach) {
    states.add(interrupted(lively.conversation.snapshot().messages()));
    for (LivelyConversation.Step step : history) {
      lively.take(step);
      states.add(interrupted(lively.conversation.snapshot().messages()));
      if (step.kind() == LivelyConversation.Kind.DELIVER) {
        time.run();
      } else if (step.kind() == LivelyConversation.Kind.PASS) {
        time.advance(Duration.ofMillis(150));
      }
      afterEach.accept(step);
    }
  }

  private static List<ChatMessage> interrupted(List<ChatMessage> messages) {
    return Replayed.interrupted(messages);
  }

  private List<ChatMessage> lastState() {
    return states.get(states.size() - 1);
  }

  private void force(Journal journal) {
    journal.whenForced();
    time.run();
  }
}
