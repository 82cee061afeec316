package io.github.streamingchat.examples.agents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rooms by their {@code session_id}; of too many, those that were silent for longest are closed.
 *
 * <p>Thread-safe.
 */
final class Rooms implements AutoCloseable {
  private static final int MOST = 1000;

  private final Mind mind;
  private final Map<String, Room> bySession = new LinkedHashMap<>(16, 0.75f, true);

  Rooms(Mind mind) {
    this.mind = mind;
  }

  Room room(String session) {
    Room room;
    List<Room> silent = new ArrayList<>();
    synchronized (this) {
      room = bySession.computeIfAbsent(session, id -> new Room(id, mind));
      while (bySession.size() > MOST) {
        silent.add(bySession.remove(bySession.keySet().iterator().next()));
      }
    }
    silent.forEach(Room::close);
    return room;
  }

  synchronized List<Room> all() {
    return List.copyOf(bySession.values());
  }

  @Override
  public void close() {
    all().forEach(Room::close);
  }
}
