package io.github.streamingchat.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.testkit.ScriptedTransport;
import io.github.streamingchat.transport.EventSink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several conversations before a screen in memory; the test plays the person, the peer and the link. */
@Timeout(60)
class SeveralRoomsTest {
  private final ScriptedTransport transport = new ScriptedTransport(Scheduler.system());
  private final ScriptedRooms rooms = new ScriptedRooms();
  private Person person;

  /** Rooms over a transport that the test writes. */
  private final class ScriptedRooms implements Rooms {
    private final Map<String, Room> byName = new LinkedHashMap<>();
    private final Notices notices = new Notices();
    private volatile Room current = on("main");
    private volatile String link = "";

    @Override
    public Room current() {
      return current;
    }

    @Override
    public List<Room> all() {
      return List.copyOf(byName.values());
    }

    @Override
    public boolean several() {
      return true;
    }

    @Override
    public Room on(String name) {
      current = byName.computeIfAbsent(
          name, unknown -> new Room(name, Chat.builder(transport).build()));
      return current;
    }

    @Override
    public String link() {
      return link;
    }

    @Override
    public Notices notices() {
      return notices;
    }
  }

  @BeforeEach
  void begin() throws Exception {
    person = new Person(72, 20);
    CompletableFuture<Void> left = new CompletableFuture<>();
    Thread session = new Thread(
        () -> {
          try {
            new ChatSession(rooms, person.terminal(), new Palette(true), () -> 0)
                .run("ws://agents/ws");
            left.complete(null);
          } catch (IOException | RuntimeException | Error thrown) {
            left.completeExceptionally(thrown);
          }
        },
        "session");
    session.setDaemon(true);
    session.start();
    person.sees("main ›");
  }

  @AfterEach
  void end() throws IOException {
    rooms.all().forEach(room -> room.chat().close());
    person.terminal().close();
  }

  private EventSink ask(String question, String firstWords) throws Exception {
    int before = transport.attempts().size();
    person.type(question + "\r");
    person.sees(screen -> transport.attempts().size() > before, "a question at the peer");
    EventSink peer = transport.attempts().get(before).sink();
    peer.connected();
    peer.primary().text("0", firstWords);
    person.sees(firstWords + "▌");
    return peer;
  }

  @Test
  void anAnswerThatIsLeftGoesOnAndItsEndIsTold() throws Exception {
    EventSink first = ask("Hi", "Hello");
    person.type("/on other\r");
    person.sees("The answer on main goes on.");
    person.sees("other ›");

    first.primary().text("0", " from afar");
    first.completed(true);

    person.sees("● the answer on main has ended, completed");
    person.type("/on main\r");
    person.sees("› Hi\nHello from afar");
    assertThat(transport.attempts().get(0).isCancelled()).isFalse();
  }

  @Test
  void anAnswerThatStillComesIsFollowedAgain() throws Exception {
    EventSink first = ask("Hi", "Hello");
    person.type("/on other\r");
    person.sees("other ›");
    EventSink second = ask("Ho", "Second");
    person.type("/on main\r");
    person.sees("Hello▌");

    first.primary().text("0", " again");
    person.sees("Hello again▌");
    second.completed(true);
    first.completed(true);

    person.sees("● the answer on other has ended, completed");
    person.sees("Hello again\n\nfirst token");
    person.type("/on\r");
    person.sees("main (here): 2 messages\nother: 2 messages");
  }

  @Test
  void theLinkIsSpokenOfOnTheStatusLineAndNoticesWaitForTheEnd() throws Exception {
    EventSink peer = ask("Hi", "Hello");
    rooms.link = "connection lost, reconnecting in 2.0 s…";
    rooms.notices().tell(new Screen.Note("◆ Critic: I doubt it.", Tone.PLAIN));
    person.sees("connection lost, reconnecting in 2.0 s… · 0.0 s");
    assertThat(person.screen()).doesNotContain("Critic");

    rooms.link = "";
    person.sees("streaming 0.0 s");
    peer.completed(true);
    person.sees("in all\n◆ Critic: I doubt it.");
  }

  @Test
  void aNoticeStandsAboveThePromptAndLeavesTheDraft() throws Exception {
    person.type("my dra");
    person.sees("main › my dra");

    rooms.notices().tell(new Screen.Note("● connected again", Tone.PLAIN));

    person.sees("● connected again\nmain › my dra");
  }

  @Test
  void theConversationThatIsShownIsNotGoneTo() throws Exception {
    ask("Hi", "Hello");
    person.type("/on main\r");
    person.sees("You are on main; /on NAME goes to another");
  }
}
