package io.github.streamingchat.testkit;

import io.github.streamingchat.transport.ChatTransport;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What every transport owes an answer, as checks that any test framework can run: one end on every
 * path, nothing after it, one call at a time, and a cancel that may come at any moment, from any
 * thread, from inside a call, and twice. With JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *   return TransportContract.checks(MySubject::new).stream()
 *       .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>A check that fails throws an AssertionError that tells what the transport did. Each check has a
 * subject of its own and closes the transports that it makes. Thread-safe.
 */
public final class TransportContract {
  /** How many seconds a check waits for a transport that should do something. */
  public static final long PATIENCE_SECONDS = 10;

  /** The transport under contract, and the time it lives in. */
  @FunctionalInterface
  public interface Subject {
    /**
     * Makes a transport whose peer follows a script in each attempt. Scripts of the contract have no
     * pauses, and pieces of the primary message's text only; they complete, fail, or go silent.
     *
     * @param script what the peer does
     * @return a new transport
     */
    ChatTransport transport(Script script);

    /**
     * Lets time pass, if it does not pass by itself: with a {@link VirtualTime} this calls {@link
     * VirtualTime#run()}. Called again and again while a check waits, by one thread at a time.
     */
    default void pass() {}
  }

  /** One thing that a transport owes. */
  @FunctionalInterface
  interface Promise {
    void verify(Subject subject) throws Exception;
  }

  /** One check. Thread-safe. */
  public static final class Check {
    private final String name;
    private final Promise promise;
    private final Supplier<? extends Subject> subjects;

    Check(String name, Promise promise, Supplier<? extends Subject> subjects) {
      this.name = name;
      this.promise = promise;
      this.subjects = subjects;
    }

    /**
     * Says what is checked.
     *
     * @return a sentence
     */
    public String name() {
      return name;
    }

    /**
     * Checks it.
     *
     * @throws AssertionError if the transport does not keep it
     * @throws Exception whatever the transport throws
     */
    public void run() throws Exception {
      promise.verify(subjects.get());
    }

    /**
     * Says what is checked.
     *
     * @return the name
     */
    @Override
    public String toString() {
      return name;
    }
  }

  private TransportContract() {}

  /**
   * Gives the checks.
   *
   * @param subjects makes a subject for each check
   * @return the checks; they depend on nothing but the subject
   */
  public static List<Check> checks(Supplier<? extends Subject> subjects) {
    Objects.requireNonNull(subjects, "subjects");
    return TransportPromises.ALL.entrySet().stream()
        .map(promise -> new Check(promise.getKey(), promise.getValue(), subjects))
        .toList();
  }
}
