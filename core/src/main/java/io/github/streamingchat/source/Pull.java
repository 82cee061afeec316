package io.github.streamingchat.source;

import io.github.streamingchat.internal.delivery.CallbackErrors;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one iterator to its end, on one thread, until somebody stops it.
 *
 * <p>The problem: the thread may be blocked in code of the application when it is stopped, and
 * whoever stops it must not block. So {@link #stop} interrupts it, for code that heeds that, and has
 * the resource closed on another thread, for code that only wakes up when what it reads is closed. A
 * thread that is not in there sees that it was stopped before it pulls again, and closes by itself.
 * Whoever comes first closes; nobody else does.
 *
 * <p>All fields that change are guarded by this object's monitor, so that no interrupt hits a thread
 * that has left; code of the application never runs under it.
 */
final class Pull<T> {
  private final Callable<PulledSource.Opened<T>> factory;
  private final ItemWriter<? super T> writer;
  private final AnswerEmitter out;
  private @Nullable AutoCloseable resource;
  private @Nullable Thread inside;
  private boolean stopped;

  Pull(Callable<PulledSource.Opened<T>> factory, ItemWriter<? super T> writer, AnswerEmitter out) {
    this.factory = factory;
    this.writer = writer;
    this.out = out;
  }

  /** Reads and writes until the end or until it is stopped; closes what was opened. */
  void run() throws Exception {
    try {
      readAll();
    } catch (Throwable thrown) {
      closeAfter(thrown);
      throw thrown;
    }
    close();
  }

  private void readAll() throws Exception {
    Iterator<? extends T> items = open();
    T item = items == null ? null : next(items);
    while (items != null && item != null) {
      writer.write(out, item);
      item = next(items);
    }
  }

  /** Returns null if it was stopped. */
  private @Nullable Iterator<? extends T> open() throws Exception {
    if (!enter()) {
      return null;
    }
    try {
      PulledSource.Opened<T> opened = factory.call();
      synchronized (this) {
        resource = opened.resource();
      }
      return SourceErrors.given(opened.items().get());
    } finally {
      leave();
    }
  }

  /** Returns null at the end, and if it was stopped. */
  private @Nullable T next(Iterator<? extends T> items) {
    if (!enter()) {
      return null;
    }
    try {
      if (!items.hasNext()) {
        return null;
      }
      T item = items.next();
      if (item == null) {
        throw SourceErrors.nullItem();
      }
      return item;
    } finally {
      leave();
    }
  }

  private synchronized boolean enter() {
    if (stopped || !out.isOpen()) {
      return false;
    }
    inside = Thread.currentThread();
    return true;
  }

  private synchronized void leave() {
    inside = null;
    if (stopped) {
      Thread.interrupted(); // the interrupt was meant for the code that this thread has left
    }
  }

  /** Makes the reading end soon. Never blocks. */
  void stop() {
    if (interruptReader()) {
      try {
        SourceThreads.pool().execute(this::closeForReader);
      } catch (RejectedExecutionException noThread) {
        // then the reader closes when it comes back
      }
    }
  }

  /** Returns whether another thread is in there and what it reads can be closed. */
  private synchronized boolean interruptReader() {
    stopped = true;
    Thread reader = inside;
    if (reader == null || reader.equals(Thread.currentThread())) {
      return false;
    }
    reader.interrupt();
    return resource != null;
  }

  private void closeForReader() {
    try {
      close();
    } catch (Throwable thrown) {
      CallbackErrors.logging().accept(thrown);
    }
  }

  private void closeAfter(Throwable thrown) {
    try {
      close();
    } catch (Throwable second) {
      if (!second.equals(thrown)) {
        thrown.addSuppressed(second);
      }
    }
  }

  private void close() throws Exception {
    AutoCloseable own;
    synchronized (this) {
      own = resource;
      resource = null;
    }
    if (own != null) {
      own.close();
    }
  }
}
