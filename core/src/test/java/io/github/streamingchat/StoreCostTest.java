package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the store allocates, counted in bytes; time is for benchmarks. The bounds are some 30 % above
 * what was measured on JDK 17 with compressed references.
 */
class StoreCostTest {
  private static final String PIECE = "word ";

  /** Measured: 160 to 166, of which some 30 are the text and the growth of its buffer. */
  private static final int MOST_BYTES_A_PIECE = 215;

  /** Measured: 176 to 181; 16 more to see that the reader's note of the part is there already. */
  private static final int MOST_BYTES_A_PIECE_WITH_A_READER = 235;

  /** Measured: 530 to 540, of which the note of the step is most. */
  private static final int MOST_BYTES_A_PIECE_THAT_WAITS = 700;

  /** Measured: 390 to 402; the message is made at every turn. */
  private static final int MOST_BYTES_A_PIECE_TO_ANOTHER_PART = 530;

  /** Measured: 880 to 965, of which most are the id and the last array of the vector. */
  private static final int MOST_BYTES_AN_ADD = 1250;

  /** Measured: 1360 to 1455, one array of 32 for each level of the vector. */
  private static final int MOST_BYTES_AN_EDIT = 1900;

  private static Conversation withMessages(int messages) {
    Conversation conversation = Conversation.create();
    for (int i = 0; i < messages; i++) {
      conversation.add(MessageDraft.user("x"));
    }
    return conversation;
  }

  /** Streams one answer, to its parts in turn, and gives the bytes for each piece. */
  private static long bytesAPiece(Conversation conversation, int parts, int pieces) {
    Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
    MessageId id = answer.primary();
    for (int part = 0; part < parts; part++) {
      answer.open(id, Drafts.emptyText());
    }
    long bytes = AllocatedBytes.by(() -> {
      for (int i = 0; i < pieces; i++) {
        answer.append(id, i % parts, PIECE);
      }
    });
    assertThat(conversation.find(id).orElseThrow().text()).hasSize(pieces * PIECE.length());
    answer.settle(MessageStatus.COMPLETED, null);
    return bytes / pieces;
  }

  @ParameterizedTest
  @CsvSource({"1000, 10", "100000, 10", "1000, 10000", "100000, 10000"})
  void aPieceCostsTheSameHoweverLongTheMessageAndTheConversation(int pieces, int messages) {
    Conversation conversation = withMessages(messages);

    assertThat(bytesAPiece(conversation, 1, pieces)).isBetween(1L, (long) MOST_BYTES_A_PIECE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, Delivery.DEFAULT_LIMIT})
  void aPieceThatWaitsForAReaderOfEveryStepCostsTheSameHoweverLongTheText(int pieces) {
    Conversation conversation = withMessages(10);
    conversation.subscribe(change -> {}, Delivery.every().on(busy -> {}));

    assertThat(bytesAPiece(conversation, 1, pieces))
        .isBetween(1L, (long) MOST_BYTES_A_PIECE_THAT_WAITS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 100_000})
  void aPieceCostsNothingMoreForOneWhoWatchesSlowly(int pieces) {
    Conversation conversation = withMessages(10);
    conversation.watch(snapshot -> {}, busy -> {});

    assertThat(bytesAPiece(conversation, 1, pieces)).isBetween(1L, (long) MOST_BYTES_A_PIECE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 100_000})
  void aPieceCostsLittleMoreWhileAReaderIsBusy(int pieces) {
    Conversation conversation = withMessages(10);
    conversation.subscribe(change -> {}, busy -> {});

    assertThat(bytesAPiece(conversation, 1, pieces))
        .isLessThanOrEqualTo(MOST_BYTES_A_PIECE_WITH_A_READER);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 100_000})
  void goingToAndFroBetweenPartsCopiesNoText(int pieces) {
    assertThat(bytesAPiece(withMessages(10), 2, pieces))
        .isLessThanOrEqualTo(MOST_BYTES_A_PIECE_TO_ANOTHER_PART);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 10_000, 100_000})
  void addAndEditCostTheSameHoweverLongTheConversation(int messages) {
    Conversation conversation = withMessages(messages);
    MessageId id = conversation.snapshot().get(3).id();
    int times = 1000;

    long add = AllocatedBytes.by(() -> {
      for (int i = 0; i < times; i++) {
        conversation.add(Drafts.QUESTION);
      }
    });
    long edit = AllocatedBytes.by(() -> {
      for (int i = 0; i < times; i++) {
        int number = i;
        conversation.edit(id, message -> message.metadata("number", number));
      }
    });
    assertThat(add / times).isLessThanOrEqualTo(MOST_BYTES_AN_ADD);
    assertThat(edit / times).isLessThanOrEqualTo(MOST_BYTES_AN_EDIT);
  }

  @Test
  void takingASnapshotAllocatesNothing() {
    Conversation conversation = withMessages(10_000);
    Snapshot[] last = new Snapshot[1];
    AllocatedBytes.by(() -> {});
    long bytes = AllocatedBytes.by(() -> {
      for (int i = 0; i < 10_000; i++) {
        last[0] = conversation.snapshot();
      }
    });

    assertThat(last[0].size()).isEqualTo(10_000);
    assertThat(bytes).as("less than a byte each").isLessThan(10_000);
  }
}
