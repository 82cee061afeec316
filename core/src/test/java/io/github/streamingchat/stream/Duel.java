package io.github.streamingchat.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A few threads that start at the same moment, many times over, each time a little apart. They spin
 * at the line, since a thread that has to be woken comes too late to meet anyone.
 */
final class Duel {
  private static final int MOST_APART = 400;

  /** What the threads do, and what must hold when all are done. */
  record Round(Runnable check, Runnable... fighters) {}

  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Runnable[] fighters = {};
  private volatile boolean over;

  private Duel() {}

  /** Fights rounds that all have the same number of fighters. */
  static void fight(int rounds, Supplier<Round> newRound) {
    Duel duel = new Duel();
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 1; i <= rounds; i++) {
        Round round = newRound.get();
        duel.fighters = round.fighters();
        for (int number = threads.size() + 1; number < round.fighters().length; number++) {
          threads.add(duel.startThread(number));
        }
        duel.fight(i, round);
      }
    } finally {
      duel.over = true;
    }
  }

  private void fight(int number, Round round) {
    done.set(0);
    started.set(number);
    strike(0, number);
    spinUntil(() -> done.get() == round.fighters().length);
    if (failure.get() != null) {
      throw new AssertionError("round " + number, failure.get());
    }
    round.check().run();
  }

  private Thread startThread(int number) {
    int before = started.get();
    Thread thread = new Thread(() -> {
      for (int round = before + 1; !over; round++) {
        int next = round;
        spinUntil(() -> started.get() >= next || over);
        if (!over) {
          strike(number, round);
        }
      }
    });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void strike(int number, int round) {
    try {
      int apart = new Random(31L * round + number).nextInt(MOST_APART);
      for (int i = 0; i < apart; i++) {
        Thread.onSpinWait();
      }
      fighters[number].run();
    } catch (Throwable thrown) {
      failure.compareAndSet(null, thrown);
    } finally {
      done.incrementAndGet();
    }
  }

  private static void spinUntil(BooleanSupplier condition) {
    for (int spins = 0; !condition.getAsBoolean(); spins++) {
      if (spins < 1000) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // fewer cores than fighters
      }
    }
  }
}
