package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.transport.EventSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mode with a terminal. */
class ChatSessionTest extends SessionScene {
  @Test
  void anAnswerGrowsBeforeItsCursorAndEndsWithASummary() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "Hel");
    person.sees("Hel▌");
    assertThat(person.screen()).contains("streaming 0.0 s · /stop or Ctrl-C");

    say(peer, "lo, 世界 🙂");
    person.sees("Hello, 世界 🙂▌");
    peer.primary().finish(FinishReason.STOP);
    peer.completed(true);

    person.sees(" in all");
    person.sees(screen -> screen.endsWith(PROMPT), "a new prompt");
    assertThat(person.screen()).contains("› Hi\n\nHello, 世界 🙂\n\nfirst token").doesNotContain("▌");
  }

  @Test
  void aLongAnswerScrollsAndWrapsBetweenWords() throws Exception {
    EventSink peer = ask("Hi");
    for (int i = 1; i <= 30; i++) {
      say(peer, "This is the sentence with number " + i + ", and it is too long for a row.\n");
    }
    say(peer, "The end");

    person.sees("""
        This is the sentence with number 30,
        and it is too long for a row.
        The end▌

        streaming 0.0 s · /stop or Ctrl-C
        ›""");
    peer.completed(true);
    person.sees("The end\n\nfirst token");
  }

  @Test
  void whatIsTypedMeanwhileStaysApartAndWaitsForThePrompt() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "One ");
    person.type("my next 問い");
    person.sees("› my next 問い");
    say(peer, "two");
    person.sees("One two▌");
    person.type("\r");
    person.sees("One answer at a time");
    peer.completed(true);

    person.sees("in all");
    person.sees(screen -> screen.endsWith("› my next 問い"), "the draft at the prompt");
    person.type("\r");
    person.sees(screen -> transport.attempts().size() == 2, "the draft is asked");
    assertThat(transport.attempts().get(1).request().messages()).hasSize(3);
  }

  @Test
  void stopKeepsTheText() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "half of it");
    person.sees("half of it▌");
    person.type("/stop\r");

    person.sees("■ stopped");
    person.sees(screen -> screen.endsWith(PROMPT), "a new prompt");
    assertThat(person.screen()).contains("half of it\n\n■ stopped");
    assertThat(statuses()).containsExactly(MessageStatus.COMPLETED, MessageStatus.CANCELLED);
    assertThat(transport.attempts().get(0).isCancelled()).isTrue();
  }

  @Test
  void stopWorksWhileADraftWaitsAndLeavesItThere() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "half of it");
    person.type("my next\r");
    person.sees("One answer at a time");
    person.type("/help\r");
    person.sees("commands: /stop");
    person.sees("› my next");
    person.type("/stop\r");

    person.sees("■ stopped");
    person.sees(screen -> screen.endsWith("› my next"), "the draft at the prompt");
    assertThat(statuses()).containsExactly(MessageStatus.COMPLETED, MessageStatus.CANCELLED);
  }

  private List<MessageStatus> statuses() {
    return chat.conversation().snapshot().messages().stream()
        .map(message -> message.status())
        .toList();
  }

  @Test
  void controlCStopsAnAnswerAndLeavesAtAnEmptyPrompt() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "half of it");
    person.sees("half of it▌");
    person.interrupts();
    person.sees("■ stopped");
    person.sees(screen -> screen.endsWith(PROMPT), "a new prompt");

    person.type("typed");
    person.sees("› typed");
    person.interrupts();
    person.sees(screen -> screen.endsWith(PROMPT), "an empty prompt");
    assertThat(left).isNotDone();
    person.interrupts();
    leaves();
  }

  @Test
  void anErrorStandsBelowThePartialText() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "so far");
    peer.failed(ChatError.of(ChatError.Kind.PROVIDER, "The model is out of order."));

    person.sees("so far\n\n✗ The model is out of order.");
    person.sees(screen -> screen.endsWith(PROMPT), "a new prompt");
  }

  @Test
  void clearForgetsTheConversationAlsoInTheMiddleOfAnAnswer() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "to be forgotten");
    person.sees("to be forgotten▌");
    person.type("/clear\r");

    person.sees("The conversation is empty again.");
    person.sees(screen -> !screen.contains("forgotten"), "an empty screen");
    assertThat(chat.conversation().snapshot().size()).isZero();
    person.type("/clear\r");
    person.sees(screen -> screen.endsWith(PROMPT), "a prompt");
  }

  @Test
  void retryPutsAnotherAnswerInThePlaceOfTheLast() throws Exception {
    person.type("/retry\r");
    person.sees("There is no question to ask again.");
    EventSink peer = ask("Hi");
    say(peer, "the first answer");
    peer.completed(true);
    person.sees("in all");

    EventSink again = answersAfter("/retry");
    say(again, "the second");
    again.completed(true);
    person.sees("the second\n\nfirst token");

    assertThat(transport.attempts().get(1).request().messages()).hasSize(1);
    assertThat(texts()).containsExactly("Hi", "the second");
  }

  @Test
  void retryInTheMiddleOfAnAnswerStopsItAndAsksAgain() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "half of it");
    person.sees("half of it▌");

    EventSink again = answersAfter("/retry");
    say(again, "all of it");
    again.completed(true);
    person.sees("all of it\n\nfirst token");

    assertThat(transport.attempts().get(0).isCancelled()).isTrue();
    assertThat(texts()).containsExactly("Hi", "all of it");
  }

  @Test
  void exportWritesTheConversationAndSaysWhere(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a chat.txt");
    person.type("/export " + file + "\r");
    person.sees("There is nothing to export yet.");
    EventSink peer = ask("Hi");
    say(peer, "Hello");
    person.type("/export " + file + "\r");
    person.sees("An answer is exported when it");
    peer.completed(true);
    person.sees("in all");

    person.type("/export " + file + "\r");
    person.sees("Exported 2 messages to");
    assertThat(Files.readString(file)).contains("Hi\n", "Hello\n");
    assertThat(left).isNotDone();
  }

  @Test
  void unknownCommandsGetAHintInBothPlaces() throws Exception {
    person.type("/nope\r");
    person.sees("There is no /nope");
    person.type("/clear all\r");
    person.sees("/clear stands alone");
    assertThat(transport.attempts()).isEmpty();

    ask("Hi");
    person.type("/nada\r");
    person.sees("There is no /nada");
    person.type("/quit\r");
    leaves();
  }

  @Test
  void helpListsTheCommands() throws Exception {
    person.type("/help\r");
    for (String command : Command.words()) {
      person.sees(command + " ");
    }
    person.type("/stop\r");
    person.sees("Nothing is running.");
    person.type("\u0004");
    leaves();
  }

  @Test
  void anotherWindowSizeGarblesNothing() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "a row of more than thirty cells");
    person.sees("a row of more than thirty cells▌");

    person.resize(60, 15);
    say(peer, " that goes on");
    person.sees("a row of more than thirty cells that goes on▌");

    person.resize(30, 15);
    say(peer, " and on");
    person.sees("that goes on and on▌");
    peer.completed(true);
    person.sees("that goes on and on\n\nfirst token");
  }
}
