package io.github.streamingchat.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.examples.terminal.Palette;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.view.Pace;
import io.github.streamingchat.view.Typewriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts what is laid out and painted of a long history. */
class IncrementalDrawingTest {
  private static final int MESSAGES = 5000;
  private static final int ROWS = 24;
  private static final int HISTORY_ROWS = ROWS - 2;

  private final List<MessageId> ids = new ArrayList<>();
  private final Conversation conversation = Conversation.create();
  private Viewer viewer;
  private LivePage page;
  private long laidOut;
  private long painted;

  @BeforeEach
  void show() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      ids.add(conversation.add(MessageDraft.assistant("message " + i)));
    }
    viewer = new Viewer(60, ROWS);
    page = new LivePage(
        viewer.terminal(),
        new Palette(true),
        conversation,
        Typewriter.at(Pace.DEFAULT),
        System::nanoTime);
    frame();
  }

  @AfterEach
  void close() throws Exception {
    viewer.close();
  }

  /** Paints, and counts what that took. */
  private void frame() {
    long laidOutBefore = page.rowsLaidOut();
    long paintedBefore = page.rowsPainted();
    page.frame("title", List.of("hint"));
    laidOut = page.rowsLaidOut() - laidOutBefore;
    painted = page.rowsPainted() - paintedBefore;
  }

  @Test
  void ofALongHistoryOnlyWhatIsSeenIsLaidOut() throws Exception {
    assertThat(laidOut).isBetween(HISTORY_ROWS / 2L, HISTORY_ROWS + 2L);
    assertThat(painted).isEqualTo(ROWS);
    viewer.sees("message 4999");

    frame();
    assertThat(laidOut).isZero();
    assertThat(painted).isZero();
  }

  @Test
  void aPieceOfTextCostsItsRow() throws Exception {
    MessageId last = conversation.add(MessageDraft.assistant("It"));
    frame();
    for (int piece = 0; piece < 20; piece++) {
      conversation.append(last, " x");
      frame();
      assertThat(laidOut).isEqualTo(1);
      assertThat(painted).isEqualTo(1);
    }
    viewer.sees("It x x x");
  }

  @Test
  void aNewRowMovesTheRestAndPaintsNone() {
    MessageId last = conversation.add(MessageDraft.assistant("first row"));
    frame();
    conversation.append(last, "\nsecond row");
    frame();
    assertThat(laidOut).isEqualTo(2);
    assertThat(painted).as("the new row, and the two of the foot").isEqualTo(3);
  }

  @Test
  void anEditCostsTheMessageItChanges() throws Exception {
    conversation.edit(ids.get(MESSAGES - 3), message -> message.text("changed"));
    frame();
    assertThat(laidOut).isEqualTo(1);
    assertThat(painted).isEqualTo(1);
    viewer.sees("changed");

    conversation.edit(ids.get(7), message -> message.text("changed far above"));
    frame();
    assertThat(laidOut).isZero();
    assertThat(painted).isZero();
  }

  @Test
  void theSameMessageIsNeverShownTwice() throws Exception {
    ChatMessage last = conversation.snapshot().get(MESSAGES - 1);
    conversation.update(last.id(), same -> last);
    frame();
    assertThat(laidOut).isZero();
    viewer.sees(screen -> screen.split("message 4999", -1).length == 2, "the last message, once");
  }

  @Test
  void lookingBackLaysOutWhatComesIntoSightAndStandsStillWhileTextComes() throws Exception {
    page.scroll(4);
    frame();
    assertThat(laidOut).isBetween(2L, 5L);
    viewer.sees("message 4997");
    String before = viewer.screen();

    MessageId last = conversation.add(MessageDraft.assistant("more"));
    conversation.append(last, "\nand more");
    frame();
    assertThat(painted).isZero();
    assertThat(viewer.screen()).isEqualTo(before);

    page.follow();
    frame();
    viewer.sees("and more");
  }

  @Test
  void anotherWidthLaysOutOneWindow() {
    viewer.resizes(30, ROWS);
    frame();
    assertThat(laidOut).isBetween(HISTORY_ROWS / 2L, 2L * HISTORY_ROWS);
    assertThat(painted).isEqualTo(ROWS);
  }

  @Test
  void anAnswerIsTypedAtItsPaceHoweverItComes() throws Exception {
    VirtualTime time = new VirtualTime();
    LivePage paced = new LivePage(
        viewer.terminal(),
        new Palette(true),
        conversation,
        Typewriter.at(new Pace.Characters(10)).scheduler(time),
        time::nanoTime);
    Answers once =
        Answers.from((request, out) -> out.text("abcdefghij, all at once")).on(Runnable::run);
    try (Chat chat = Chat.builder(once).conversation(conversation).build()) {
      Thread watcher = new Thread(() -> watch(paced, chat, once));
      watcher.setDaemon(true);
      watcher.start();
      viewer.sees(
          screen -> {
            paced.frame("title", List.of("hint"));
            return screen.contains("a▌");
          },
          "the first character");
      for (char next = 'b'; next <= 'j'; next++) {
        time.advance(Duration.ofMillis(100));
        long before = paced.rowsLaidOut();
        paced.frame("title", List.of("hint"));
        assertThat(paced.rowsLaidOut() - before).isEqualTo(1);
        viewer.sees(next + "▌");
      }
    }
  }

  private static void watch(LivePage page, Chat chat, Answers source) {
    try {
      var unused = page.watch(() -> begun(chat, source));
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer begun(Chat chat, Answers source) {
    return chat.receive(source.newTransport());
  }
}
