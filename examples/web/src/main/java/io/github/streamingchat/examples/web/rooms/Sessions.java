package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Scheduler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The sessions by their ids. One that is silent for a while is dropped, with its histories; of too many,
 * the one that was silent for longest.
 *
 * <p>Thread-safe. Its monitor guards the map; sessions are closed without it.
 */
public final class Sessions implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final int ID_BYTES = 16;

  private final Function<String, Chat> chats;
  private final Streams streams;
  private final Scheduler time;
  private final int most;
  private final Duration idle;
  private final boolean streaming;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);
  private Scheduler.Task sweeping = () -> {};
  private boolean closed;

  /**
   * Makes an empty registry.
   *
   * @param chats makes the chat of a document's id
   * @param streams where answers are told
   * @param time where the time comes from
   * @param most how many there may be
   * @param idle how long a silent one is kept
   * @param streaming whether answers come piece by piece unless a session says otherwise
   */
  public Sessions(
      Function<String, Chat> chats,
      Streams streams,
      Scheduler time,
      int most,
      Duration idle,
      boolean streaming) {
    this.chats = chats;
    this.streams = streams;
    this.time = time;
    this.most = most;
    this.idle = idle;
    this.streaming = streaming;
  }

  /** Begins to drop those that are silent. */
  public synchronized void start() {
    if (!closed) {
      sweeping = time.schedule(SWEEP, this::sweep);
    }
  }

  /**
   * Makes a session.
   *
   * @return a new one, whose id nobody can guess
   */
  public Session create() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Session session = new Session(id, chats, streams, streaming, time.nanoTime());
    add(session).ifPresent(Session::close);
    return session;
  }

  /** Adds one and takes out the one that is too many. */
  private synchronized Optional<Session> add(Session session) {
    Optional<Session> silent = byId.size() < most
        ? Optional.empty()
        : Optional.ofNullable(byId.remove(byId.keySet().iterator().next()));
    byId.put(session.id(), session);
    return silent;
  }

  /**
   * Finds a session, which is heard of by that.
   *
   * @param id its id
   * @return the session, or empty if there is none
   */
  public synchronized Optional<Session> find(String id) {
    Optional<Session> known = Optional.ofNullable(byId.get(id));
    known.ifPresent(session -> session.seen(time.nanoTime()));
    return known;
  }

  private void sweep() {
    List<Session> silent = new ArrayList<>();
    synchronized (this) {
      long now = time.nanoTime();
      byId.values().removeIf(session -> {
        boolean drop = session.idle(now) >= idle.toNanos();
        if (drop) {
          silent.add(session);
        }
        return drop;
      });
    }
    silent.forEach(Session::close);
    start();
  }

  /** Cancels everything that runs and forgets everybody. */
  @Override
  public void close() {
    List<Session> all;
    synchronized (this) {
      closed = true;
      sweeping.cancel();
      all = List.copyOf(byId.values());
      byId.clear();
    }
    all.forEach(Session::close);
  }
}
