package io.github.streamingchat.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.journal.Journal;
import io.github.streamingchat.source.SimulatedAnswers;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.CancelReceipt;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.transport.ChatTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows does what README says. */
class SamplesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void anAnswerIsPrintedAsItComes() throws IOException {
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves ", "scatter ", "most.")) {
      Printed printed = Printed.by(() -> StreamAnAnswer.run(peer.url(), "key"));

      assertThat(printed.out()).isEqualTo("Short waves scatter most.");
      assertThat(printed.err()).isEmpty();
    }
  }

  @Test
  void anAnswerThatBreaksOffIsExplainedAndItsTextKept() throws IOException {
    try (OpenAiPeer peer = OpenAiPeer.breakingOffAfter("Short waves ", "scatter")) {
      Printed printed = Printed.by(() -> StreamAnAnswer.run(peer.url(), null));

      assertThat(printed.out()).isEqualTo("Short waves scatter");
      assertThat(printed.err())
          .contains("The connection ended before the answer was complete")
          .contains("kept: Short waves scatter");
    }
  }

  @Test
  void aPageShowsWhatTheConversationSaysWhateverBecomesOfIt() throws Exception {
    Conversation conversation = Conversation.create();
    ShownPage page = new ShownPage();
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves ", "scatter.")) {
      ChatMessage rated = WatchAConversation.run(conversation, OpenAi.at(peer.url()), page);

      page.awaitTexts("Why is the sky blue?", "Short waves scatter.");
      assertThat(rated.metadata()).containsEntry("rating", "helpful");

      conversation.edit(rated.id(), message -> message.text("Blue is scattered."));
      page.awaitTexts("Why is the sky blue?", "Blue is scattered.");

      conversation.remove(rated.id());
      page.awaitTexts("Why is the sky blue?");

      conversation.clear();
      page.awaitTexts();
    }
  }

  @Test
  void anAnswerThatIsAskedForAgainFindsNothingOfTheOneBefore() {
    VirtualTime time = new VirtualTime();
    ScriptedTransport transport = new ScriptedTransport(
        time,
        Script.builder().connected().text("Short").truncated().build(),
        Script.answering("Short waves"));
    Chat chat =
        Chat.builder(transport).scheduler(time).executor(time.executor()).build();
    Answer broken = chat.send("Why?");
    time.run();

    AskAgain.run(chat, broken);
    time.run();

    assertThat(transport.attempts().get(1).request().messages())
        .extracting(ChatMessage::text)
        .containsExactly("Why?");
    assertThat(chat.conversation().snapshot().messages())
        .extracting(ChatMessage::text)
        .containsExactly("Why?", "Short waves");
  }

  @Test
  void aLoopPrintsTheTextAndThenWhyItBrokeOff() throws IOException {
    try (OpenAiPeer peer = OpenAiPeer.breakingOffAfter("Short waves ", "scatter");
        Chat chat = Chat.over(OpenAi.at(peer.url()))) {
      Printed printed = Printed.by(() -> ReadInALoop.run(chat.send("Why?")));

      assertThat(printed.out()).isEqualTo("Short waves scatter");
      assertThat(printed.err()).contains("The connection ended before the answer was complete");
    }
  }

  @Test
  void anApplicationAnswersItself(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("answer.txt"), "Short\nwaves\n");

    assertThat(AnswerYourself.chats(file))
        .map(chat -> {
          try (chat) {
            return chat.send("Why?").join(LIMIT).text();
          }
        })
        .containsExactly(
            "Shortwaves",
            "Because.",
            "Because of short waves.",
            "Because short waves scatter more.");
  }

  @Test
  void anObserverMeasuresAnAnswerAndARetryingChatStillHasOneOfIt() throws IOException {
    List<Duration> firstEvents = new CopyOnWriteArrayList<>();
    List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves.");
        Chat watched = WatchAnAnswer.over(OpenAi.at(peer.url()), firstEvents::add, outcomes::add)) {
      Outcome outcome = watched.send("Why?").join(LIMIT);

      assertThat(outcomes).containsExactly(outcome);
      assertThat(firstEvents).hasSize(1);
    }
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves.");
        Chat chat = new KeepTrying().over(OpenAi.at(peer.url()))) {
      assertThat(chat.send("Why?").join(LIMIT).text()).isEqualTo("Short waves.");
    }
  }

  @Test
  void aCancelledQuestionGivesAReceiptAndTheNextOneItsTurn() {
    CancelReceipt receipt = AskInTurn.run("http://127.0.0.1:1");

    assertThat(receipt.cancelled()).isTrue();
    assertThat(receipt.keptCharacters()).isZero();
  }

  @Test
  void aWindowShowsTheAnswerAndItsStopButtonStopsIt() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Script endless = Script.builder().connected().text("Short").build();
    try (ChatTransport transport = new ScriptedTransport(Scheduler.system(), endless)) {
      Chat chat = Chat.builder(transport).build();
      ShowOnADesktop window = new ShowOnADesktop();
      window.status().addPropertyChangeListener("text", change -> ended.countDown());
      window.page().addCaretListener(change -> begun.countDown());
      SwingUtilities.invokeAndWait(() -> window.ask(chat, "Why?"));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      SwingUtilities.invokeAndWait(window.stop()::doClick);

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      SwingUtilities.invokeAndWait(() -> {
        assertThat(window.page().getText()).isEqualTo("Short");
        assertThat(window.status().getText()).isEqualTo("done");
        assertThat(window.stop().getActionListeners()).isEmpty();
      });
      assertThat(chat.conversation().isBusy()).isFalse();
    }
  }

  @Test
  void sessionsShareATransportAndNothingElse() {
    ScriptedTransport transport = new ScriptedTransport(
        Scheduler.system(),
        Script.answering("one"),
        Script.answering("two"),
        Script.builder().connected().build());
    try (ServeSessions server = new ServeSessions(transport)) {
      server.ask("a", "first").join(LIMIT);
      server.ask("b", "second").join(LIMIT);
      Answer left = server.ask("a", "third");
      server.leave("a");

      assertThat(left.join(LIMIT).status()).isEqualTo(MessageStatus.CANCELLED);
      assertThat(transport.attempts().get(1).request().messages())
          .extracting(ChatMessage::text)
          .containsExactly("second");
    }
  }

  @Test
  void aTransportOfTheApplicationAnswers() {
    try (Chat chat = Chat.over(EchoTransport::new)) {
      assertThat(chat.send("Hi").join(LIMIT).text()).isEqualTo("You said: Hi");
    }
  }

  @Test
  void aHistoryIsThereWhenTheProgramIsStartedAgain(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("chat.jsonl");
    try (OpenAiPeer peer = OpenAiPeer.answering("Short waves ", "scatter.")) {
      KeepAHistory.ask(OpenAi.at(peer.url()), file, "Why is the sky blue?");
      KeepAHistory.ask(OpenAi.at(peer.url()), file, "And at night?");
    }

    assertThat(Journal.read(file).messages())
        .extracting(ChatMessage::text)
        .containsExactly(
            "Why is the sky blue?",
            "Short waves scatter.",
            "And at night?",
            "Short waves scatter.");
  }

  @Test
  void aConversationIsGivenAwayAndComesBackEqual(@TempDir Path directory) throws IOException {
    Conversation conversation = Conversation.builder("page-42").build();
    conversation.add(MessageDraft.user("Why is the sky blue?"));
    conversation.add(MessageDraft.assistant("Short waves `scatter`."));
    Path markdown = directory.resolve("chat.md");

    Conversation back =
        ExportAConversation.thereAndBack(conversation, markdown, directory.resolve("chat.jsonl"));

    assertThat(back.snapshot().messages()).isEqualTo(conversation.snapshot().messages());
    assertThat(markdown).content().contains("Why is the sky blue?", "Short waves `scatter`.");
  }

  @Test
  void aPersonWhoWaitsSeesHowFarAnAnswerIs() {
    List<String> labels = new CopyOnWriteArrayList<>();
    List<Double> shares = new CopyOnWriteArrayList<>();
    try (Chat chat = Chat.over(SimulatedAnswers.saying("Short waves"))) {
      Answer answer = chat.send("Why is the sky blue?");
      answer.join(LIMIT);
      ShowProgress.of(answer, 100, labels::add, shares::add);
    }

    assertThat(labels).containsExactly("Done.");
    assertThat(shares).containsExactly(1.0);
  }
}
