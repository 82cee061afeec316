package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that talks to itself in a conversation with a journal, tells on its output what was
 * acknowledged, and waits to be killed. What it says of turn n follows from n alone.
 */
final class KillableWriter {
  static final String CONVERSATION = "c";
  static final String ASKED = "asked ";
  static final String ANSWERED = "answered ";
  static final String REMOVED = "removed ";
  private static final String PIECE = "piece";

  /** It ends by itself if nobody kills it. */
  private static final int MOST_TURNS = 100_000;

  private static final int PIECES = 12;
  private static final int REMOVES_EVERY = 5;
  private static final int REMOVES_BEFORE = 3;

  private KillableWriter() {}

  static String question(int turn) {
    return "question " + turn;
  }

  static String answer(int turn) {
    return pieceOf(turn).repeat(PIECES);
  }

  private static String pieceOf(int turn) {
    return "answer " + turn + ", \uD83D\uDE00 ";
  }

  /**
   * The turn behind whose answer a question is removed, which may have been done without anybody having
   * heard of it, or of that answer; -1, which none is, for a question that stays.
   */
  static int removing(int turn) {
    return (turn + REMOVES_BEFORE) % REMOVES_EVERY == 0 ? turn + REMOVES_BEFORE : -1;
  }

  public static void main(String[] args) {
    Journal journal = Journal.builder(JournalStore.file(Path.of(args[0])), CONVERSATION)
        .pieceDelay(Duration.ofMillis(2))
        .open();
    int first = Integer.parseInt(args[1]);
    for (int turn = first; turn < first + MOST_TURNS; turn++) {
      talk(journal, turn);
      if (turn % REMOVES_EVERY == 0) {
        remove(journal, turn - REMOVES_BEFORE);
      }
    }
  }

  private static void talk(Journal journal, int turn) {
    Conversation conversation = journal.conversation();
    conversation.add(MessageDraft.user(question(turn)));
    acknowledge(journal, ASKED + turn);
    Reservation answer = conversation.begin(
        null, MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build(), () -> {});
    MessageId id = answer.primary();
    int part = answer.open(id, Part.text(""));
    for (int i = 0; i < PIECES; i++) {
      answer.append(id, part, pieceOf(turn));
      say(PIECE);
    }
    answer.settle(MessageStatus.COMPLETED, null);
    acknowledge(journal, ANSWERED + turn);
  }

  /** A question that was written, but not told of, before a kill is there once more. */
  private static void remove(Journal journal, int turn) {
    List<ChatMessage> questions = journal.conversation().snapshot().messages().stream()
        .filter(message -> message.text().equals(question(turn)))
        .toList();
    if (!questions.isEmpty()) {
      questions.forEach(question -> journal.conversation().remove(question.id()));
      acknowledge(journal, REMOVED + turn);
    }
  }

  private static void acknowledge(Journal journal, String what) {
    journal.whenForced().join();
    say(what);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
