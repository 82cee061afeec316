package io.github.streamingchat;

import java.lang.reflect.Method;

/**
 * How much the current thread has allocated, by {@code com.sun.management.ThreadMXBean}, which is
 * reached by reflection because the module under test does not read that module.
 */
public final class AllocatedBytes {
  private static final Object BEAN;
  private static final Method READ;

  static {
    try {
      BEAN = Class.forName("java.lang.management.ManagementFactory")
          .getMethod("getThreadMXBean")
          .invoke(null);
      READ = Class.forName("com.sun.management.ThreadMXBean")
          .getMethod("getThreadAllocatedBytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private AllocatedBytes() {}

  /** Gives what a task allocates on this thread. */
  public static long by(Runnable task) {
    long before = ofThisThread();
    task.run();
    return ofThisThread() - before;
  }

  private static long ofThisThread() {
    try {
      return (long) READ.invoke(BEAN, Thread.currentThread().getId());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JVM does not tell", e);
    }
  }
}
