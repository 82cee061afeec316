package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.Author;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.websocket.ChatSocket;
import io.github.streamingchat.websocket.IncomingStream;
import io.github.streamingchat.websocket.SocketChange;
import io.github.streamingchat.websocket.SocketListener;
import io.github.streamingchat.websocket.protocol.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * Several conversations over one WebSocket. What agents say unasked, what becomes of answers that are
 * not shown, and what befalls the connection, is told as notices.
 *
 * <p>Thread-safe.
 */
final class SocketRooms implements Rooms, AutoCloseable {
  /** As often as a person would try who has seen that the server starts again. */
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(3), Backoff.Jitter.FULL);

  private static final RetryPolicy RECONNECT =
      RetryPolicy.builder().maxAttempts(Integer.MAX_VALUE).backoff(BACKOFF).build();

  /**
   * Twenty steady waits, so a server that is away for half a minute is survived; then the answer fails
   * rather than hang. An answer goes on where it was torn, or stays torn: nobody reads it twice.
   */
  private static final RetryPolicy RETRY = RetryPolicy.builder()
      .maxAttempts(20)
      .backoff(new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(2), Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.RESUME)
      .build();

  /** Tells two terminals at one server apart. */
  private final String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);

  private final ChatSocket socket;
  private final Notices notices = new Notices();
  private final LinkWords words;

  /** The socket's thread must not wait for a terminal. */
  private final ExecutorService teller = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "notices");
    thread.setDaemon(true);
    return thread;
  });

  /** By the id of the conversation; guarded by itself. */
  private final Map<String, Room> byId = new LinkedHashMap<>();

  private volatile Room current;

  private SocketRooms(ChatSocket.Builder socket, LongSupplier nanoTime) {
    words = new LinkWords(nanoTime);
    this.socket =
        socket.reconnect(RECONNECT).listener(new Ear()).onIncoming(this::take).build();
    current = on("main");
  }

  /**
   * Begins a conversation, and connects.
   *
   * @throws IllegalArgumentException if the URL is none of a WebSocket
   */
  static SocketRooms at(String url, LongSupplier nanoTime) {
    SocketRooms rooms = new SocketRooms(ChatSocket.at(url), nanoTime);
    rooms.socket.connect();
    return rooms;
  }

  @Override
  public Room current() {
    return current;
  }

  @Override
  public List<Room> all() {
    synchronized (byId) {
      return new ArrayList<>(byId.values());
    }
  }

  @Override
  public boolean several() {
    return true;
  }

  @Override
  public Room on(String name) {
    synchronized (byId) {
      current = byId.computeIfAbsent(name + suffix, id -> new Room(name, chat(id)));
      return current;
    }
  }

  private Chat chat(String id) {
    return Chat.builder(socket)
        .conversation(Conversation.builder(id).build())
        .retry(RETRY)
        .build();
  }

  @Override
  public String link() {
    return words.now();
  }

  @Override
  public Notices notices() {
    return notices;
  }

  private void take(IncomingStream stream) {
    Room room;
    synchronized (byId) {
      room = byId.get(String.valueOf(stream.start().sessionId()));
    }
    if (room != null) {
      Answer unasked = stream.into(room.chat());
      unasked.onOutcome(outcome -> tell(unasked(room, outcome), Tone.PLAIN));
    }
  }

  private String unasked(Room room, Outcome outcome) {
    String name = outcome.message().author().map(Author::name).orElse("somebody");
    String where = room == current ? "" : " on " + room.name();
    String torn = outcome.error().map(error -> "\n✗ torn: " + error.message()).orElse("");
    return "◆ %s%s: %s%s".formatted(name, where, outcome.text(), torn);
  }

  private String where(MessageId message) {
    return all().stream()
        .filter(room -> room != current)
        .filter(room -> room.chat().conversation().find(message).isPresent())
        .map(room -> " on " + room.name())
        .findFirst()
        .orElse("");
  }

  private void tell(String text, Tone tone) {
    teller.execute(() -> notices.tell(new Screen.Note(text, tone)));
  }

  /** Closes the conversations and the socket. */
  @Override
  public void close() {
    all().forEach(room -> room.chat().close());
    socket.close();
    teller.shutdown();
  }

  /** What the socket tells. */
  private final class Ear implements SocketListener {
    @Override
    public void onStateChange(SocketChange change) {
      words.moved(change).ifPresent(text -> tell(text, Tone.NEWS));
    }

    @Override
    public void onResumed(MessageId answer, boolean recovered) {
      String which = "the answer" + where(answer);
      tell(
          recovered
              ? "↻ " + which + " goes on where it was torn"
              : "✗ " + which + " stays torn; /retry asks again",
          Tone.NEWS);
    }

    @Override
    public void onFrame(Frame frame) {
      if (frame instanceof Frame.Failure failure) {
        tell("✗ the server says: " + failure.message(), Tone.NEWS);
      }
    }
  }
}
