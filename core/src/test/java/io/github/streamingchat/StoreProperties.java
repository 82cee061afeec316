package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoreProperties {
  @Provide
  Arbitrary<List<Step>> wholeTexts() {
    return Step.sequences(Arbitraries.of("", "a", "b", "word ", "\uD83D\uDE00", "l".repeat(100)));
  }

  @Provide
  Arbitrary<List<Step>> brokenTexts() {
    return Step.sequences(Arbitraries.of(
        "",
        "a",
        "\uD83D",
        "\uDE00",
        "a\uD83D",
        "\uDE00b",
        "\uD83D\uD83D",
        "\uDE00\uD83D",
        "\uD83D\uDE00"));
  }

  @Property(tries = 2000)
  void aConversationIsAMapOfTextsAndItsSnapshotsNeverChange(
      @ForAll("wholeTexts") List<Step> steps) {
    ModelledConversation modelled = new ModelledConversation();
    Map<Snapshot, Map<MessageId, List<String>>> taken = new LinkedHashMap<>();
    long version = 0;
    for (Step step : steps) {
      modelled.take(step);
      Snapshot snapshot = modelled.conversation.snapshot();
      assertThat(snapshot.version()).isBetween(version, version + 1);
      version = snapshot.version();
      taken.put(snapshot, modelled.expected()); // not read before everything has happened
    }
    taken.forEach((snapshot, expected) -> {
      assertThat(ModelledConversation.contentOf(snapshot)).isEqualTo(expected);
      expected.forEach((id, texts) -> assertThat(
              ModelledConversation.textsOf(snapshot.find(id).orElseThrow()))
          .isEqualTo(texts));
    });
  }

  @Property(tries = 2000)
  void whatWasReadOnceReadsTheSameForEverAndNeverEndsInHalfACharacter(
      @ForAll("brokenTexts") List<Step> steps) {
    ModelledConversation modelled = new ModelledConversation();
    Map<Snapshot, String> taken = new LinkedHashMap<>();
    for (Step step : steps) {
      modelled.take(step);
      Snapshot snapshot = modelled.conversation.snapshot();
      taken.put(snapshot, everythingOf(snapshot));
      ModelledConversation.contentOf(snapshot)
          .values()
          .forEach(texts -> assertThat(texts).noneMatch(StoreProperties::endsInHalfACharacter));
    }
    taken.forEach((snapshot, then) -> assertThat(everythingOf(snapshot)).isEqualTo(then));
  }

  private static String everythingOf(Snapshot snapshot) {
    StringBuilder all = new StringBuilder().append(snapshot);
    for (ChatMessage message : snapshot.messages()) {
      all.append(message)
          .append(ModelledConversation.textsOf(message))
          .append(message.metadata())
          .append(message.aliases());
    }
    return all.toString();
  }

  private static boolean endsInHalfACharacter(String text) {
    int last = text.length() - 1;
    return last >= 0
        && Character.isSurrogate(text.charAt(last))
        && (last == 0 || !Character.isSurrogatePair(text.charAt(last - 1), text.charAt(last)));
  }

  @Property(tries = 2000)
  void changesFoldedByADirectReaderGiveTheSnapshot(@ForAll("brokenTexts") List<Step> steps) {
    foldsToTheSnapshot(steps, true, 0);
  }

  @Property(tries = 2000)
  void changesFoldedByASlowReaderGiveTheSnapshot(@ForAll("brokenTexts") List<Step> steps) {
    foldsToTheSnapshot(steps, false, 0);
  }

  @Property(tries = 1000)
  void changesFoldedByAReaderThatCameLaterGiveTheSnapshot(
      @ForAll("brokenTexts") List<Step> steps, @ForAll boolean direct) {
    foldsToTheSnapshot(steps, direct, steps.size() / 2);
  }

  @Property(tries = 2000)
  void aReaderOfEveryStepFoldsEachForItselfAndNoneIsMissing(
      @ForAll("brokenTexts") List<Step> steps) {
    ModelledConversation modelled = new ModelledConversation();
    Fold fold = new Fold(modelled.conversation.snapshot());
    Failures failures = new Failures(fold);
    List<Change> changes = new ArrayList<>();
    modelled.conversation.subscribe(failures, Delivery.every().on(modelled.undelivered::add));
    modelled.conversation.subscribe(changes::add, Delivery.every().on(modelled.undelivered::add));
    steps.forEach(modelled::take);
    modelled.deliverAll();

    failures.rethrow();
    assertThat(fold.texts)
        .isEqualTo(ModelledConversation.contentOf(modelled.conversation.snapshot()));
    assertThat(changes).hasSize((int) modelled.conversation.snapshot().version());
    assertThat(changes)
        .allSatisfy(change -> assertThat(change.version()).isEqualTo(change.previousVersion() + 1));
  }

  @Property(tries = 1000)
  void whoWatchesSlowlySeesNewerAndNewerSnapshotsAndTheLast(
      @ForAll("brokenTexts") List<Step> steps) {
    ModelledConversation modelled = new ModelledConversation();
    List<Snapshot> seen = new ArrayList<>();
    modelled.conversation.watch(seen::add, modelled.undelivered::add);
    steps.forEach(modelled::take);
    modelled.deliverAll();

    assertThat(seen).extracting(Snapshot::version).isSorted().doesNotHaveDuplicates();
    assertThat(seen.get(seen.size() - 1)).isSameAs(modelled.conversation.snapshot());
  }

  private static void foldsToTheSnapshot(List<Step> steps, boolean direct, int stepsBefore) {
    ModelledConversation modelled = new ModelledConversation();
    steps.subList(0, stepsBefore).forEach(modelled::take);
    Fold fold = new Fold(modelled.conversation.snapshot());
    Failures failures = new Failures(fold);
    modelled.conversation.subscribe(failures, direct ? Runnable::run : modelled.undelivered::add);
    steps.subList(stepsBefore, steps.size()).forEach(modelled::take);
    modelled.deliverAll();

    failures.rethrow();
    assertThat(fold.texts)
        .isEqualTo(ModelledConversation.contentOf(modelled.conversation.snapshot()));
  }

  /** Keeps what the reader found, for the conversation would only report it. */
  private static final class Failures implements ChangeListener {
    private final ChangeListener listener;
    private AssertionError first;

    Failures(ChangeListener listener) {
      this.listener = listener;
    }

    @Override
    public void onChange(Change change) {
      try {
        listener.onChange(change);
      } catch (AssertionError found) {
        first = first == null ? found : first;
      }
    }

    void rethrow() {
      if (first != null) {
        throw first;
      }
    }
  }

  @Property(tries = 200)
  void theNumberOfMessagesNeverDependsOnTheNumberOfPieces(@ForAll List<String> pieces) {
    Conversation conversation = Conversation.create();
    Reservation answer = conversation.begin(Drafts.QUESTION, Drafts.PLACEHOLDER, () -> {});
    int part = answer.open(answer.primary(), Drafts.emptyText());
    for (String piece : pieces) {
      answer.append(answer.primary(), part, piece);
      assertThat(conversation.snapshot().size()).isEqualTo(2);
    }
    answer.settle(MessageStatus.COMPLETED, null);
    assertThat(conversation.snapshot().size()).isEqualTo(2);
  }
}
