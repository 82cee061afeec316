package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** The page with a WebSocket as its transport. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class SocketTransportTest {
  /** What would not be a socket's. */
  private static final String NOTHING_ELSE = """
      window.EventSource = class { constructor() { throw new Error('no event source'); } };
      const usual = window.fetch;
      window.fetch = (path, ...rest) => {
        if (path === '/cancel') { throw new Error('no cancel over HTTP'); }
        return usual(path, ...rest);
      };
      const Usual = window.WebSocket;
      window.sockets = [];
      window.WebSocket = class extends Usual {
        constructor(address) { super(address); window.sockets.push(this); }
      };
      """;

  private static ChatPage open(ChatPage page, URI server, String documents) {
    page.openAt(server.resolve("/?transport=websocket" + documents));
    page.script(NOTHING_ELSE);
    return page;
  }

  private static ChatPage open(ChatPage page) {
    return open(page, page.url, "");
  }

  @Test
  void anAnswerGrowsInOneBubbleWithItsCode(ChatPage page, ToldMind mind) throws Exception {
    open(page).ask("Socket?");
    ToldMind.Telling answer = mind.answerTo("Socket?").text("Call `run()`, 世界");
    page.awaitShown("Call `run()`,");
    answer.end(" 👩‍👩‍👧‍👦.");
    page.awaitAnswer("Call `run()`, 世界 👩‍👩‍👧‍👦.");
    assertThat(page.texts(".assistant code.inline")).containsExactly("`run()`");
    assertThat(page.texts(".message.user .body")).containsExactly("Socket?");
    assertThat(page.<Long>script("return window.sockets.length")).isEqualTo(1);
    page.until(() -> page.<Boolean>script("return window.sockets[0].readyState >= 2"));
  }

  @Test
  void anErrorAppearsInTheBubbleBelowTheTextThatCame(ChatPage page, ToldMind mind)
      throws Exception {
    open(page).ask("Socket fails?");
    mind.answerTo("Socket fails?")
        .text("It began well")
        .fail(ChatError.of(ChatError.Kind.PROVIDER, "The model is overloaded."));
    page.awaitStatus("FAILED");
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("It began well");
    assertThat(page.texts(".message.assistant .reason").get(0)).contains("overloaded");
  }

  @Test
  void stopIsAFrameAndTheAnswerReallyStops(ChatPage page, ToldMind mind) throws Exception {
    open(page).ask("Socket stops?");
    ToldMind.Telling answer = mind.answerTo("Socket stops?").text("Half of it");
    page.awaitShown("Half of");
    page.find(".stop").click();
    answer.assertCancelled();
    page.awaitStatus("CANCELLED");
    assertThat(page.answer(ChatPage.GENERAL)).isEqualTo("Half of it");
  }

  @Test
  void aConnectionThatWasLostIsTakenUpWhereItWas(ChatPage page, ToldMind mind) throws Exception {
    try (Wire wire = Wire.to(page.url)) {
      open(page, wire.url(), "").ask("Socket cut?");
      ToldMind.Telling answer = mind.answerTo("Socket cut?").text("Before, ");
      page.awaitShown("Before,");
      for (String word : List.of("between, ", "and again, ")) {
        page.rememberStatus();
        wire.cut();
        page.awaitRememberedStatus("lost");
        answer.text(word);
        page.until(() -> page.texts(".status").get(0).contains("Answering"));
      }
      answer.end("and behind.");
      page.awaitAnswer("Before, between, and again, and behind.");
    }
  }

  @Test
  void anAttemptThatBrokeIsReplaced(ChatPage page, ToldMind mind) throws Exception {
    open(page).ask("Socket broken?");
    mind.answerTo("Socket broken?")
        .text("The first attempt ")
        .fail(ChatError.builder(ChatError.Kind.CONNECTION, "It broke.")
            .retryable(true)
            .build());
    mind.answerTo("Socket broken?").end("The second attempt holds.");
    page.awaitAnswer("The second attempt holds.");
  }

  @Test
  void twoDocumentsGrowOnOneSocket(ChatPage page, ToldMind mind) throws Exception {
    open(page, page.url, "#general+report");
    page.ask("Socket one?");
    page.ask("report", "Socket two?");
    ToldMind.Telling one = mind.answerTo("Socket one?").text("The first ");
    ToldMind.Telling two = mind.answerTo("Socket two?").text("The second ");
    page.awaitShown("report", "The second");
    assertThat(page.<Long>script("return window.sockets.length")).isEqualTo(1);
    two.end("ends.");
    page.awaitAnswer("report", "The second ends.");
    one.end("ends, too.");
    page.awaitAnswer("The first ends, too.");
  }

  @Test
  void aReloadInMidAnswerGoesOn(ChatPage page, ToldMind mind) throws Exception {
    open(page).ask("Socket reload?");
    ToldMind.Telling answer = mind.answerTo("Socket reload?").text("Before, ");
    page.awaitShown("Before,");
    page.reload();
    page.awaitShown("Before,");
    answer.end("behind.");
    page.awaitAnswer("Before, behind.");
  }

  @Test
  void thePageOffersTheChoice(ChatPage page, ToldMind mind) throws Exception {
    page.open();
    page.script(NOTHING_ELSE);
    Select choice = new Select(page.driver.findElement(By.cssSelector(".transport select")));
    assertThat(choice.getFirstSelectedOption().getText()).isEqualTo("Server-sent events");
    choice.selectByVisibleText("WebSocket");
    page.ask("Chosen?");
    mind.answerTo("Chosen?").end("It is.");
    page.awaitAnswer("It is.");
  }

  /** A transport on sockets and timers of the test's. */
  private static final String FAKES = """
      const { SocketTransport } = await module('transport-socket');
      const sockets = [], timers = [], told = [];
      class Fake extends EventTarget {
        readyState = 0; sent = [];
        send(text) { this.sent.push(JSON.parse(text)); }
        close() { this.readyState = 3; }
        opens() { this.readyState = 1; this.dispatchEvent(new Event('open')); }
        says(frame) {
          this.dispatchEvent(new MessageEvent('message', {data: JSON.stringify(frame)}));
        }
        breaks() { this.readyState = 3; this.dispatchEvent(new Event('close')); }
      }
      const transport = new SocketTransport({
        connect: () => { const socket = new Fake(); sockets.push(socket); return socket; },
        later: (callback, millis) => { timers.push({callback, millis}); return timers.length; },
        cancel: () => {}, random: () => 1,
      });
      const listener = {
        on: (event, data) => told.push(event === 'message' ? data.content : event),
        onConnection: connected => told.push(connected ? 'there' : 'lost'),
        onGone: () => told.push('gone'),
      };
      const step = more => ({type: 'message_stream', id: 's', stream_start: false,
          stream_chunk: false, stream_end: false, ...more});
      const chunk = (chunk, offset) => step({stream_chunk: true, chunk, offset});
      const following = transport.follow('s', listener);
      """;

  @Test
  void echoesAndWhatIsToldTwiceAreDroppedAndAHoleIsAskedFor(ChatPage page) {
    page.open();
    assertThat(page.<List<Object>>withModules(FAKES + """
            sockets[0].opens();
            sockets[0].says({type: 'message', id: 'q', sender: 'user', content: 'echo'});
            sockets[0].says({type: 'message', id: 's', sender: 'ai', content: 'whole'});
            sockets[0].says(step({stream_start: true}));
            sockets[0].says(chunk('one ', 0));
            sockets[0].says(step({stream_start: true}));
            sockets[0].says(chunk('one ', 0));
            sockets[0].says(chunk('e two ', 2));
            sockets[0].says({...chunk('other', 0), id: 'unknown'});
            sockets[0].says(chunk('four', 14));
            told.push(sockets[0].sent.at(-1).offset);
            sockets[0].says(chunk('three four', 8));
            sockets[0].says(step({stream_end: true}));
            sockets[0].says(chunk('late', 18));
            return told;
            """))
        .containsExactly("there", "one ", "two ", 8L, "three four", "complete");
  }

  @Test
  void aLostSocketIsWaitedForTwiceAsLongEachTimeUntilItSaysSomething(ChatPage page) {
    page.open();
    assertThat(page.<List<Object>>withModules(FAKES + """
            for (let times = 0; times < 3; times++) {
              sockets.at(-1).opens();
              sockets.at(-1).breaks();
              timers.at(-1).callback();
            }
            sockets.at(-1).opens();
            sockets.at(-1).says(chunk('well', 0));
            sockets.at(-1).breaks();
            return timers.map(timer => timer.millis);
            """))
        .containsExactly(500L, 1000L, 2000L, 500L);
  }

  @Test
  void aServerThatRefusesSocketsIsAskedForTheMessages(ChatPage page) {
    page.open();
    assertThat(page.<List<Object>>withModules(FAKES + """
            for (let times = 0; times < 3; times++) {
              sockets.at(-1).breaks();
              timers.at(-1).callback();
            }
            sockets.at(-1).breaks();
            return [sockets.length, timers.length, ...told];
            """))
        .containsExactly(4L, 3L, "lost", "lost", "lost", "lost", "gone");
  }
}
