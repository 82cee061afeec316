package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.stream.Chat;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One browser: its rooms, and whether it wants its answers piece by piece.
 *
 * <p>Thread-safe.
 */
public final class Session {
  private final String id;
  private final Function<String, Chat> chats;
  private final Streams streams;
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private volatile boolean streaming;
  private volatile long seen;

  Session(String id, Function<String, Chat> chats, Streams streams, boolean streaming, long now) {
    this.id = id;
    this.chats = chats;
    this.streams = streams;
    this.streaming = streaming;
    this.seen = now;
  }

  /**
   * Gives its id.
   *
   * @return what the cookie says
   */
  public String id() {
    return id;
  }

  /**
   * Gives the room of a document.
   *
   * @param document one that there is
   * @return always the same room
   */
  public Room room(Document document) {
    return rooms.computeIfAbsent(document.id(), known -> new Room(id, chats.apply(known), streams));
  }

  /**
   * Tells whether answers come piece by piece.
   *
   * @return false if they are to come as a whole
   */
  public boolean streaming() {
    return streaming;
  }

  /**
   * Turns streaming on or off.
   *
   * @param on whether answers are to come piece by piece
   */
  public void streaming(boolean on) {
    streaming = on;
  }

  void seen(long now) {
    seen = now;
  }

  /** How long ago, in nanoseconds, it was heard of; an answer that runs counts as now. */
  long idle(long now) {
    return rooms.values().stream().anyMatch(room -> room.running().isPresent()) ? 0 : now - seen;
  }

  void close() {
    Collection<Room> all = List.copyOf(rooms.values());
    all.forEach(Room::close);
  }
}
