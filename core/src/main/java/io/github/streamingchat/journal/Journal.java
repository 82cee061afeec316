package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.ConversationSubscription;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.internal.delivery.SerialCalls;
import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.stream.Scheduler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A conversation whose changes are written down as they happen, and read back at the next start.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(Path.of("chat.jsonl"), "chat-1");
 *     Chat chat = Chat.builder(provider).conversation(journal.conversation()).build()) {
 *   chat.send("Why is the sky blue?").join();
 * }
 * }</pre>
 *
 * <p><b>Acknowledged</b> is a version of the conversation if the store has said, by returning from {@link
 * JournalStore#force()}, that all changes up to it will last: in a file that means they are on the disk,
 * as far as the disk keeps its word. Nothing that was acknowledged is lost when the program or the
 * machine ends at any moment after that. {@link #acknowledged()} gives the last such version, {@link
 * #whenForced()} waits for the present one.
 *
 * <p>Messages that join, end, are removed, or are edited after their end, are written and forced at once.
 * What happens to a message that grows, its text and whatever is set beside it, is written when {@link
 * Builder#pieceDelay} has passed or {@link Builder#pieceCharacters} have come, and forced with the
 * message's end; once written it outlives the program, but not the machine. A journal never repeats text that it has, so it is as long as what was said, and grows by what
 * happens; {@link #compact()} makes it as short as the conversation is.
 *
 * <p>What is read back is a state in which the conversation was, but that a message which was growing has
 * FAILED with the text that was written: see {@link Recovery}. A last line that is cut short is dropped. A
 * line that was changed after it was written makes {@link Builder#open()} throw a {@link
 * JournalDamagedException}.
 *
 * <p>The journal writes on threads of its own: neither an answer nor the conversation waits for it. If its
 * store fails, the hook is told once, the conversation goes on, and the journal tries again every now and
 * then, and whenever somebody asks by {@link #whenForced()} or {@link #close()}; when it succeeds, all that
 * it missed is written.
 *
 * <p>Thread-safe.
 */
public final class Journal implements AutoCloseable {
  /** A quarter of a second. */
  public static final Duration DEFAULT_PIECE_DELAY = Duration.ofMillis(250);

  /** 16 Ki UTF-16 units. */
  public static final int DEFAULT_PIECE_CHARACTERS = 16 << 10;

  /** Ten seconds. */
  public static final Duration DEFAULT_RETRY_DELAY = Duration.ofSeconds(10);

  /** Whether a journal's store or hook is called on this thread, which must not wait for another one. */
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private static final Logger LOG = System.getLogger("io.github.streamingchat.journal");

  private final JournalStore store;
  private final Conversation conversation;
  private final Recovery recovery;
  private final SerialCalls calls;
  private final Follower follower;
  private final ConversationSubscription subscription;
  private final AtomicReference<@Nullable CompletableFuture<Void>> closed = new AtomicReference<>();

  private Journal(Builder builder, Opening opening) {
    this.store = builder.store;
    this.recovery = opening.recovery();
    this.conversation = opening.conversation();
    this.calls =
        new SerialCalls(task -> execute(task, builder.executor), conversation.callbackErrors());
    Writer writer = new Writer(store, conversation.snapshot(), opening.lastLine());
    this.follower = new Follower(writer, builder.settings(), this::runInTurn);
    this.subscription = conversation.subscribe(follower, Delivery.coalesced().on(this::runInTurn));
  }

  /** What was said is written, and whoever closes the journal let go, also on an executor that is shut. */
  private static void execute(Runnable task, Executor executor) {
    try {
      executor.execute(task);
    } catch (RuntimeException | Error rejected) { // a pool without threads left throws an Error
      JournalThreads.shared().execute(task);
    }
  }

  private static void log(JournalException behind) {
    LOG.log(Level.WARNING, "a journal is behind; its conversation goes on", behind);
  }

  private void runInTurn(Runnable task) {
    calls.run(() -> {
      boolean insideAnother = INSIDE.get();
      INSIDE.set(true);
      try {
        task.run();
      } finally {
        INSIDE.set(insideAnother);
      }
    });
  }

  /**
   * Opens the journal of a conversation, or begins one, with every default.
   *
   * @param file the file; its directory must be there
   * @param conversationId the conversation's id; not blank
   * @return the journal, to be closed
   * @throws JournalDamagedException if lines of it are not as they were written
   * @throws JournalException if it cannot be opened for any other reason
   */
  public static Journal open(Path file, String conversationId) {
    return builder(JournalStore.file(file), conversationId).open();
  }

  /**
   * Starts a journal.
   *
   * @param store where the lines are kept; the journal closes it, also if it cannot be opened
   * @param conversationId the conversation's id; not blank
   * @return a new builder
   * @throws IllegalArgumentException if the conversation's id is blank; the store is closed then
   */
  public static Builder builder(JournalStore store, String conversationId) {
    try {
      return new Builder(store, conversationId);
    } catch (IllegalArgumentException blank) {
      close(store, blank);
      throw blank;
    }
  }

  private static void close(JournalStore store, Exception failed) {
    try {
      store.close();
    } catch (IOException | RuntimeException second) {
      failed.addSuppressed(second);
    }
  }

  /**
   * Reads what a file has, without locking or changing it, whether it is damaged or not.
   *
   * @param file the file
   * @return all that can be read
   * @throws JournalException if the file cannot be read
   */
  public static Recovery read(Path file) {
    Replay replay = new Replay(String.valueOf(file.getFileName()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      new FileLines(FileStore.MAX_LINE_BYTES, replay::take).read(channel, channel.size());
    } catch (IOException failed) {
      throw StoreErrors.of("read " + file, failed);
    }
    return replay.end();
  }

  /**
   * Gives the conversation that is written down.
   *
   * @return the conversation, with the messages that were read back
   */
  public Conversation conversation() {
    return conversation;
  }

  /**
   * Tells what was read back when the journal was opened.
   *
   * @return the messages, which of them were interrupted, and what was lost
   */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Gives the last version of the conversation that is acknowledged.
   *
   * @return the version; 0 if only what was read back is
   */
  public long acknowledged() {
    return follower.acknowledged();
  }

  /**
   * Has all that the conversation says by now written and forced.
   *
   * @return completes on the library's own small pool when this version is {@linkplain #acknowledged()
   *     acknowledged}; fails with a {@link JournalException} if the store does, or if the journal was
   *     closed
   */
  public CompletableFuture<Void> whenForced() {
    return onPool(follower.whenForced(conversation.snapshot().version()));
  }

  /** What the application hangs onto a future must not run where the journal is written. */
  private static CompletableFuture<Void> onPool(CompletableFuture<Void> future) {
    return future.thenApplyAsync(Function.identity(), SharedPool.callbacks());
  }

  /**
   * Tells why the journal is behind.
   *
   * @return the last error of the store, or empty if the last attempt to write succeeded
   */
  public Optional<JournalException> failure() {
    return Optional.ofNullable(follower.failure());
  }

  /**
   * Writes the journal anew, as short as the conversation is now, in the place of what is there.
   *
   * @return completes on the library's own small pool when that is done and forced; fails with a {@link
   *     JournalException} if the store does, which then has what it had, or if the journal was closed
   */
  public CompletableFuture<Void> compact() {
    return onPool(follower.restated());
  }

  /**
   * Writes and forces all that the conversation says by now, and closes the store. Waits until that is
   * done, but for a call from a hook of {@link Builder#onError}, this journal's or another's. What happens in the conversation from
   * then on is not written. Idempotent.
   *
   * @throws JournalException if the store fails; what was acknowledged before is kept
   */
  @Override
  public void close() {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> earlier = closed.compareAndExchange(null, begun);
    CompletableFuture<Void> done = earlier == null ? begun : earlier;
    if (earlier == null) {
      writeAndEnd(begun);
    }
    if (INSIDE.get()) {
      return;
    }
    try {
      done.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof JournalException own
          ? own
          : StoreErrors.of("close the journal", failed);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is told by the one that is given
  private void writeAndEnd(CompletableFuture<Void> done) {
    follower
        .whenForced(conversation.snapshot().version())
        .handle((forced, error) -> error)
        .thenCompose(this::end)
        .whenComplete((ended, error) -> {
          if (error == null) {
            done.complete(null);
          } else {
            done.completeExceptionally(error);
          }
        });
  }

  private CompletableFuture<Void> end(@Nullable Throwable error) {
    subscription.close();
    follower.close();
    try {
      store.close();
    } catch (IOException failed) {
      return CompletableFuture.failedFuture(
          error == null ? StoreErrors.of("close the journal", failed) : error);
    }
    return error == null
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(error);
  }

  /** Builds a {@link Journal}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final JournalStore store;
    private final String conversationId;
    private final Conversation.Builder conversation;
    private Duration pieceDelay = DEFAULT_PIECE_DELAY;
    private int pieceCharacters = DEFAULT_PIECE_CHARACTERS;
    private Duration retryDelay = DEFAULT_RETRY_DELAY;
    private Scheduler scheduler = Scheduler.system();
    private Executor executor = JournalThreads.shared();
    private Consumer<? super JournalException> onError = Journal::log;
    private boolean takesWhatIsReadable;
    private List<ChatMessage> first = List.of();

    private Builder(JournalStore store, String conversationId) {
      this.store = Objects.requireNonNull(store, "store");
      this.conversation = Conversation.builder(conversationId);
      this.conversationId = conversationId;
    }

    /**
     * Sets up the conversation: its limits, its clock, its ids.
     *
     * @param setup called at once; what it says of {@link Conversation.Builder#messages} does not count:
     *     see {@link #beginWith}
     * @return this builder
     */
    public Builder conversation(Consumer<Conversation.Builder> setup) {
      setup.accept(conversation);
      return this;
    }

    /**
     * Sets the messages that a journal without messages begins with, such as those of a transcript. They
     * are written and forced when it is opened.
     *
     * @param messages in their order, each of this conversation's id and of a status that is terminal;
     *     none by default
     * @return this builder
     */
    public Builder beginWith(List<ChatMessage> messages) {
      first = List.copyOf(messages);
      return this;
    }

    /**
     * Sets how long text that grows may wait to be written.
     *
     * @param delay {@link #DEFAULT_PIECE_DELAY} by default; zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder pieceDelay(Duration delay) {
      pieceDelay = requireNotNegative(delay, "pieceDelay");
      return this;
    }

    /**
     * Sets how much text that grows may wait to be written.
     *
     * @param characters {@link #DEFAULT_PIECE_CHARACTERS} by default; at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder pieceCharacters(int characters) {
      if (characters < 1) {
        throw new IllegalArgumentException("pieceCharacters is at least 1, not " + characters);
      }
      pieceCharacters = characters;
      return this;
    }

    /**
     * Sets how long to wait after an error of the store before trying again.
     *
     * @param delay {@link #DEFAULT_RETRY_DELAY} by default; zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder retryDelay(Duration delay) {
      retryDelay = requireNotNegative(delay, "retryDelay");
      return this;
    }

    private static Duration requireNotNegative(Duration delay, String name) {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("%s must not be negative: %s".formatted(name, delay));
      }
      return delay;
    }

    /**
     * Sets where the time comes from.
     *
     * @param scheduler the system's by default
     * @return this builder
     */
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets where the store is called, one call at a time.
     *
     * @param executor a few threads for all journals by default, as after this one has refused a task; one
     *     that runs its tasks at once ({@code Runnable::run}) has whoever changes the conversation, often a
     *     network thread, wait for the disk; {@link Journal#close} waits for it and must not be called on a
     *     thread of it that no other can stand in for
     * @return this builder
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets who is told when the store fails: once, until it has succeeded again.
     *
     * @param hook logs a warning on {@link System.Logger} by default; called on the journal's executor,
     *     where nothing is written until it returns: it must not wait for {@link Journal#whenForced} or {@link
     *     Journal#compact}
     * @return this builder
     */
    public Builder onError(Consumer<? super JournalException> hook) {
      this.onError = Objects.requireNonNull(hook, "hook");
      return this;
    }

    /**
     * Opens a damaged journal too: takes all that can be read, keeps the damaged lines aside (a file as a
     * copy with {@code .damaged-1}, or the next free number, behind its name) and writes the journal anew.
     *
     * @return this builder
     */
    public Builder takeWhatIsReadable() {
      takesWhatIsReadable = true;
      return this;
    }

    /**
     * Reads the journal back and goes on with it.
     *
     * @return the journal, to be closed
     * @throws JournalDamagedException if lines of it are not as they were written, and it was not said
     *     that this is {@linkplain #takeWhatIsReadable() good enough}
     * @throws JournalException if it cannot be opened for any other reason
     * @throws IllegalStateException if it has messages and is to {@linkplain #beginWith begin with}
     *     others; nothing was changed
     * @throws IllegalArgumentException if one of those is of another conversation, still grows, or has the
     *     id of another one; nothing was changed
     * @throws io.github.streamingchat.LimitExceededException if it holds more than the conversation's
     *     limits allow
     */
    public Journal open() {
      try {
        return new Journal(
            this, Opening.of(store, conversationId, conversation, takesWhatIsReadable, first));
      } catch (IOException | RuntimeException failed) {
        close(store, failed);
        throw failed instanceof RuntimeException own
            ? own
            : StoreErrors.of("open the journal", failed);
      }
    }

    private JournalSettings settings() {
      return new JournalSettings(pieceDelay, pieceCharacters, retryDelay, scheduler, onError);
    }
  }
}
