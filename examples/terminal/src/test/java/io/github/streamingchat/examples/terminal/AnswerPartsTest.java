package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.EventSink;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer has beside its text, and the tools that it calls, in the mode with a terminal. */
class AnswerPartsTest extends SessionScene {
  @Test
  void reasoningStandsAboveTheAnswerAndSourcesBelowIt() throws Exception {
    EventSink peer = ask("Hi");
    peer.primary().reasoning("r", "Let me see\u001B[2J");
    person.sees("Let me see\uFFFD[2J▌");
    say(peer, "It is so");
    Part.Source source = new Part.Source(null, "http://h/", "A page", Map.of());
    peer.primary().put("s", source);
    peer.completed(true);

    person.sees("Let me see\uFFFD[2J\n\nIt is so\n\n[1] A page · http://h/\nfirst token");
  }

  @Test
  void aRefusalIsShown() throws Exception {
    EventSink peer = ask("Hi");
    peer.primary().refusal("r", "I would rather not.");
    peer.completed(true);

    person.sees("I would rather not.\n\nfirst token");
    assertThat(person.screen()).doesNotContain("empty answer");
  }

  @Test
  void aCallGrowsInOneLineAndItsResultGoesBack() throws Exception {
    EventSink peer = ask("Hi");
    say(peer, "Let me look");
    peer.primary().put("c", new Part.ToolCall("c1", "weather", ChatText.EMPTY, false));
    peer.primary().arguments("c", "{\"city\":");
    person.sees("Let me look\n\n→ weather {\"city\":▌");
    person.type("typed");
    person.sees("› typed");
    peer.primary().arguments("c", "\"Oslo\"}");
    peer.primary().completeArguments("c");
    peer.primary().finish(new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool_calls"));
    peer.completed(true);

    person.sees("← 3 °C");
    person.sees(screen -> transport.attempts().size() == 2, "the result at the peer");
    person.sees("› typed");
    EventSink goesOn = transport.attempts().get(1).sink();
    goesOn.connected();
    say(goesOn, "Snow.");
    goesOn.completed(true);
    person.sees("Snow.\n\nfirst token");
    person.sees(screen -> screen.endsWith("› typed"), "the draft at the prompt");
    assertThat(texts()).containsExactly("Hi", "Let me look", "", "Snow.");
  }

  @Test
  void retryAsksAgainFromBeforeTheTool() throws Exception {
    EventSink peer = ask("Hi");
    peer.primary().put("c", new Part.ToolCall("c1", "weather", ChatText.of("{}"), true));
    peer.completed(true);
    person.sees(screen -> transport.attempts().size() == 2, "the result at the peer");
    EventSink goesOn = transport.attempts().get(1).sink();
    say(goesOn, "Snow.");
    goesOn.completed(true);
    person.sees("Snow.\n\nfirst token");

    EventSink again = answersAfter("/retry");
    say(again, "Rain.");
    again.completed(true);
    person.sees("Rain.\n\nfirst token");
    assertThat(texts()).containsExactly("Hi", "Rain.");
  }
}
