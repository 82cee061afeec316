package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

  /** Measured: 88 to 91, of which some 18 are the text and the growth of its buffer. */
  private static final int MOST_BYTES_A_PIECE = 115;

  /** Measured: 295 to 300; what is more is the message and its text, and the String that is read. */
  private static final int MOST_BYTES_A_PIECE_THAT_IS_READ = 385;

  /** Measured: 104 to 117; 16 more to see that the reader's note of the part is there already. */
  private static final int MOST_BYTES_A_PIECE_WITH_A_READER = 150;

  /** Measured: 459 to 465, of which the note of the step is most. */
  private static final int MOST_BYTES_A_PIECE_THAT_WAITS = 600;

  /** Measured: 376 to 381; the message is made at every turn. */
  private static final int MOST_BYTES_A_PIECE_TO_ANOTHER_PART = 490;

  /** Measured: 113 to 117; the row of the others is made at every turn. */
  private static final int MOST_BYTES_A_PIECE_TO_ANOTHER_ANSWER = 150;

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
    return bytesAPiece(conversation, parts, pieces, id -> {});
  }

  private static long bytesAPiece(
      Conversation conversation, int parts, int pieces, Consumer<MessageId> afterEach) {
    Reservation answer = conversation.begin(null, Drafts.PLACEHOLDER, () -> {});
    MessageId id = answer.primary();
    for (int part = 0; part < parts; part++) {
      answer.open(id, Drafts.emptyText());
    }
    long bytes = AllocatedBytes.by(() -> {
      for (int i = 0; i < pieces; i++) {
        answer.append(id, i % parts, PIECE);
        afterEach.accept(id);
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
  @CsvSource({"1000, 10", "100000, 10", "1000, 10000", "100000, 10000"})
  void aPieceThatIsReadAtOnceCostsTheSameHoweverLongTheMessageAndTheConversation(
      int pieces, int messages) {
    Conversation conversation = withMessages(messages);
    StringBuilder read = new StringBuilder(pieces * PIECE.length());
    Consumer<MessageId> reader = id -> {
      ChatMessage message = conversation.snapshot().find(id).orElseThrow();
      ChatText text = ((Part.Text) message.parts().get(0)).content();
      read.append(text.since(read.length()));
    };

    assertThat(bytesAPiece(conversation, 1, pieces, reader))
        .isBetween(1L, (long) MOST_BYTES_A_PIECE_THAT_IS_READ);
    assertThat(read).hasToString(PIECE.repeat(pieces));
  }

  /** The array has room for half as much again. */
  @Test
  void aCharacterOfLatin1TakesAboutAByte() {
    String latin = "\u00E9".repeat(100_000);
    ChatText[] kept = new ChatText[1];
    AllocatedBytes.by(() -> {});
    long bytes = AllocatedBytes.by(() -> kept[0] = ChatText.of("caf").append(latin));

    assertThat(kept[0]).hasToString("caf" + latin);
    assertThat(bytes).isBetween(100_000L, 151_000L);
  }

  /** The array has room for half as much again; a byte array on the way would be 150 kB more. */
  @ParameterizedTest
  @CsvSource({"\u4E2D, x", "x, \u4E2D", "\u4E2D, \u4E2D"})
  void aCharacterThatIsNotOfLatin1TakesAboutTwoBytesFromTheBeginning(String first, String next) {
    ChatText text = ChatText.of(first.repeat(100_000));
    ChatText[] kept = new ChatText[1];
    AllocatedBytes.by(() -> {});
    long bytes = AllocatedBytes.by(() -> kept[0] = text.append(next));

    assertThat(kept[0]).hasToString(first.repeat(100_000) + next);
    assertThat(bytes).isBetween(200_000L, 350_000L);
  }

  @Test
  void anOlderTextThatBecomesWideIsCopiedOnce() {
    ChatText older = ChatText.EMPTY.append("x".repeat(100_000));
    older.append("y");
    ChatText[] kept = new ChatText[1];
    AllocatedBytes.by(() -> {});
    long bytes = AllocatedBytes.by(() -> kept[0] = older.append("\u4E2D"));

    assertThat(kept[0]).hasToString("x".repeat(100_000) + "\u4E2D");
    assertThat(bytes).isBetween(200_000L, 350_000L);
  }

  /** Kinds are compared through small copies: of as much as is equal, and not of the rest. */
  @Test
  void textsThatDifferEarlyAreNotCopiedToBeCompared() {
    ChatText string = ChatText.of("a" + "x".repeat(100_000));
    ChatText bytes = ChatText.EMPTY.append("b" + "x".repeat(100_000));
    ChatText sameBytes = ChatText.EMPTY.append("a" + "x".repeat(100_000));
    boolean[] equal = {true};
    AllocatedBytes.by(() -> {});
    long allocated = AllocatedBytes.by(() -> equal[0] = string.equals(bytes));

    assertThat(equal[0]).isFalse();
    assertThat(allocated).isLessThan(20_000);
    assertThat(string).isEqualTo(sameBytes);
  }

  @Test
  void aTextThatDoesNotGrowIsNotCopied() {
    String text = "word ".repeat(20_000);
    ChatText[] kept = new ChatText[1];
    AllocatedBytes.by(() -> {});
    long bytes = AllocatedBytes.by(() -> kept[0] = ChatText.of(text));

    assertThat(kept[0]).hasToString(text);
    assertThat(bytes).isLessThan(1000);
  }

  /** It claims nothing, so it must not write either: another thread may be growing the buffer. */
  @Test
  void anEmptyPieceTouchesNoBuffer() {
    TextBuffer buffer = TextBuffer.of("word ".repeat(20_000));
    AllocatedBytes.by(() -> {});
    long bytes = AllocatedBytes.by(() -> buffer.with(100_000, ""));

    assertThat(bytes).isLessThan(1000);
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
  @ValueSource(ints = {1000, 100_000})
  void goingToAndFroBetweenAnswersCopiesNoText(int pieces) {
    Conversation conversation = withMessages(10);
    List<Reservation> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Reservation answer = conversation.beginBeside(Drafts.PLACEHOLDER, new RevokedOwner(() -> {}));
      answer.open(answer.primary(), Drafts.emptyText());
      answers.add(answer);
    }
    long bytes = AllocatedBytes.by(() -> {
      for (int i = 0; i < pieces; i++) {
        Reservation answer = answers.get(i % answers.size());
        answer.append(answer.primary(), 0, PIECE);
      }
    });

    assertThat(bytes / pieces).isBetween(1L, (long) MOST_BYTES_A_PIECE_TO_ANOTHER_ANSWER);
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
