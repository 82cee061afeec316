package io.github.streamingchat.examples.web.log;

import io.github.streamingchat.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A log in memory. Its monitor guards everything; those who wait are called without it. */
final class MemoryEventLog implements EventLog {
  /** What an event holds beside its data, so that many small ones are bounded too. */
  private static final int COST_OF_EVENT = 64;

  private final int mostCharacters;
  private final TreeMap<Long, LogEvent> events = new TreeMap<>();
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private long last;
  private long characters;
  private boolean ended;

  MemoryEventLog(int mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  @Override
  public long append(String type, String data) {
    List<Waiting> woken;
    long place;
    synchronized (this) {
      if (ended) {
        throw new IllegalStateException("nothing follows the end of a log, but " + type);
      }
      place = ++last;
      events.put(place, new LogEvent(place, type, data));
      characters += data.length() + COST_OF_EVENT;
      while (characters > mostCharacters && events.size() > 1) {
        characters -= events.pollFirstEntry().getValue().data().length() + COST_OF_EVENT;
      }
      woken = takeWaiting();
    }
    woken.forEach(Waiting::wake);
    return place;
  }

  @Override
  public synchronized LogBatch after(long place, int mostCharacters) {
    long oldest = events.isEmpty() ? last + 1 : events.firstKey();
    if (place + 1 < oldest || place > last) {
      return new LogBatch(List.of(), true, false);
    }
    List<LogEvent> batch = new ArrayList<>();
    int length = 0;
    for (LogEvent event : events.tailMap(place, false).values()) {
      length += event.data().length();
      if (!batch.isEmpty() && length > mostCharacters) {
        break;
      }
      batch.add(event);
    }
    return new LogBatch(batch, false, ended && place + batch.size() == last);
  }

  @Override
  public Subscription onMore(long place, Runnable wake) {
    Waiting newcomer = new Waiting(wake);
    synchronized (this) {
      if (place == last && !ended) {
        waiting.add(newcomer);
        return () -> forget(newcomer);
      }
    }
    newcomer.wake();
    return () -> {};
  }

  private synchronized void forget(Waiting reader) {
    waiting.remove(reader);
  }

  @Override
  public void end() {
    List<Waiting> woken;
    synchronized (this) {
      ended = true;
      woken = takeWaiting();
    }
    woken.forEach(Waiting::wake);
  }

  private List<Waiting> takeWaiting() {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** One wish to be called; a wish is itself, whatever it calls. */
  private static final class Waiting {
    private final Runnable call;

    Waiting(Runnable call) {
      this.call = call;
    }

    void wake() {
      call.run();
    }
  }
}
