package io.github.streamingchat.stream;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.UnknownMessageException;
import io.github.streamingchat.internal.delivery.SharedPool;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation joined with a transport: ask, and get the handle of the answer. What happens to a
 * question while another answer runs in the conversation is the {@link BusyPolicy}'s business. Answers
 * that nobody asked for are {@linkplain #receive received} beside it.
 *
 * <pre>{@code
 * try (Chat chat = Chat.over(provider)) {
 *   Answer answer = chat.send("Why is the sky blue?").onText(System.out::print);
 *   Outcome outcome = answer.join(Duration.ofMinutes(2));
 *   outcome.error().ifPresent(error -> System.err.println(error.message()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Chat implements AutoCloseable {
  private final ChatTransport transport;
  private final boolean ownsTransport;
  private final Conversation conversation;
  private final BusyPolicy busy;
  private final AnswerSettings settings;

  private final Object lock = new Object();

  /**
   * The answers that may still run, in the order in which they were asked for; guarded by the lock.
   * More than one: others wait, and an answer may be asked for before the one before it is remembered,
   * from inside its end or on another thread.
   */
  private final List<Answer> running = new ArrayList<>();

  /** The answers that keep the transport though the chat forgot them; guarded by the lock. */
  private final Set<Answer> detached = new HashSet<>();

  /** Guarded by the lock. */
  private boolean closed;

  private Chat(Builder builder) {
    transport = builder.transport.get();
    ownsTransport = builder.ownsTransport;
    conversation = builder.conversation == null ? Conversation.create() : builder.conversation;
    busy = builder.busy;
    settings = new AnswerSettings(
        builder.timeouts,
        builder.scheduler,
        builder.executor,
        builder.retry,
        builder.onCancel,
        List.copyOf(builder.observers));
  }

  /**
   * Makes a chat with a new conversation, every default, and a transport of its own, which is closed
   * with it.
   *
   * @param provider makes the transport
   * @return the chat
   */
  public static Chat over(TransportProvider provider) {
    return builder(provider).build();
  }

  /**
   * Starts a chat with a transport of its own, which is closed with it.
   *
   * @param provider makes the transport
   * @return a new builder
   */
  public static Builder builder(TransportProvider provider) {
    return new Builder(provider::newTransport, true);
  }

  /**
   * Starts a chat over a transport that it shares with others and never closes.
   *
   * @param transport the shared transport
   * @return a new builder
   */
  public static Builder builder(ChatTransport transport) {
    Objects.requireNonNull(transport, "transport");
    return new Builder(() -> transport, false);
  }

  /**
   * Gives the conversation.
   *
   * @return the conversation that the answers grow in
   */
  public Conversation conversation() {
    return conversation;
  }

  /**
   * Asks. The user's message and the answer's placeholder are in the conversation when this returns;
   * the network is touched only after that, on the chat's executor.
   *
   * <p>With {@link BusyPolicy#queue(int)}, while another answer runs, the answer waits for its turn
   * instead: the user's message is in the conversation, and the handle, whose {@link Answer#primary()}
   * is known, stays {@link StreamState#QUEUED}. At its turn the placeholder joins, behind everything
   * that came meanwhile, and the request is made: of all messages but the questions that still wait,
   * each answer behind its own question, and this question last. The total timeout counts from there.
   * Cancelled before, the answer leaves the queue at once and its placeholder never joins.
   *
   * @param question the user's words
   * @return the answer's handle
   * @throws ConversationBusyException if another answer is running in this conversation and the policy
   *     refuses, or its queue is full; nothing was added
   * @throws LimitExceededException if the message or the conversation would grow too large; nothing
   *     was added
   * @throws ChatException if this chat is closed
   */
  public Answer send(String question) {
    return send(MessageDraft.user(question));
  }

  /**
   * Asks with a message of any parts; otherwise as {@link #send(String)}.
   *
   * @param turn the user's message, of a terminal status
   * @return the answer's handle
   * @throws ConversationBusyException if another answer is running in this conversation and the policy
   *     refuses, or its queue is full; nothing was added
   * @throws IllegalArgumentException if the message is still to grow
   * @throws LimitExceededException if the message or the conversation would grow too large; nothing
   *     was added
   * @throws ChatException if this chat is closed
   */
  public Answer send(MessageDraft turn) {
    if (!turn.status().isTerminal()) {
      throw new IllegalArgumentException(
          "a message that is sent is whole, but this one is still " + turn.status());
    }
    return begun(run -> run.begin(turn, busy));
  }

  /**
   * Has the conversation answered as it stands, without a new question: after a tool's result, for
   * instance, after messages that the application added itself, or behind an answer in which the peer
   * paused (finish reason INTERRUPTED or OTHER). Otherwise as {@link #send(String)};
   * an answer that has to wait for its turn takes the conversation as it is then.
   *
   * @return the answer's handle
   * @throws ConversationBusyException if another answer is running in this conversation and the policy
   *     refuses, or its queue is full; nothing was added
   * @throws LimitExceededException if the conversation would grow too large; nothing was added
   * @throws ChatException if this chat is closed, or there is nothing to answer: the conversation is
   *     empty, or ends with instructions, or with an answer that is no paused one and behind which no
   *     tool's result stands
   */
  public Answer answer() {
    return begun(run -> {
      // One that is refused or waits is not judged by what stands there now.
      if (busy.equals(BusyPolicy.INTERRUPT) || !conversation.isBusy()) {
        Unanswered.require(conversation.snapshot());
      }
      run.begin(null, busy);
    });
  }

  /**
   * Gives an answer anew. <strong>The earlier answer and every message after it are removed, for
   * good</strong>, in the same step in which the new one begins: whoever wants them back must have
   * kept a {@link Conversation#snapshot() snapshot}. The messages before it stay and are what the new
   * answer follows.
   *
   * <p>While another answer runs nothing is removed, unless the policy is {@link
   * BusyPolicy#INTERRUPT}: an answer is never given anew from a queue.
   *
   * @param id the first message of the earlier answer
   * @return the new answer's handle
   * @throws UnknownMessageException if the message is not in the conversation
   * @throws IllegalArgumentException if the message is not of role ASSISTANT, or stands behind nothing
   *     that it could answer
   * @throws ConversationBusyException if another answer is running in this conversation and the policy
   *     does not interrupt it; nothing was removed
   * @throws ChatException if this chat is closed
   */
  public Answer regenerate(MessageId id) {
    Objects.requireNonNull(id, "id");
    return begun(run -> run.beginInsteadOf(id, busy));
  }

  /**
   * Takes an answer that nobody asked for: one that a server pushes, for instance over a socket that
   * stays open. It grows in a message of its own at the end of the conversation, beside the answer that
   * runs, if one does, and any number of its kind: it is never refused because the conversation is busy
   * and never waits, and no {@link BusyPolicy} ends it. No question is added for it. Otherwise it is an
   * answer as any, with this chat's clocks, observers and cancel hook and the conversation's limits:
   * {@link Conversation#clear()} and the removal of its message cancel it, and so does {@link #close()}
   * unless it was {@linkplain Answer#detach() detached}.
   *
   * <p>Its one attempt is opened on the calling thread before this returns, and is never repeated: the
   * transport may push from inside its {@code open} and from there on, on the same thread or, one call at
   * a time, on any other. The request's messages are those that stand in the conversation before it,
   * without what other answers are still writing. What this answer says is part of the requests of
   * later ones as soon as it has ended, in whatever way, and not before. A conversation that ends with
   * it has nothing to {@link #answer()}, as with any answer.
   *
   * @param incoming what brings the answer; its {@code open} is called once. It is not closed by this
   *     chat
   * @return the answer's handle, whose state is {@link StreamState#CONNECTING} or a later one
   * @throws LimitExceededException if the conversation would grow too large; nothing was added and
   *     nothing opened
   * @throws ChatException if this chat is closed
   */
  public Answer receive(ChatTransport incoming) {
    Objects.requireNonNull(incoming, "incoming");
    return begun(
        new AnswerRun(incoming, conversation, settings.withoutRetries(), this::detach),
        AnswerRun::beginBeside);
  }

  private Answer begun(Consumer<AnswerRun> begin) {
    return begun(new AnswerRun(transport, conversation, settings, this::detach), begin);
  }

  private Answer begun(AnswerRun run, Consumer<AnswerRun> begin) {
    Answer answer = run.handle();
    requireOpen();
    begin.accept(run);
    run.observers().tell(observer -> {}); // one that waits has its observers from now on
    if (!remember(answer)) {
      answer.cancel();
    }
    return answer;
  }

  private void requireOpen() {
    synchronized (lock) {
      if (closed) {
        throw new ChatException("this chat is closed; make a new one to ask again");
      }
    }
  }

  private boolean remember(Answer answer) {
    synchronized (lock) {
      running.removeIf(known -> known.state().isTerminal());
      running.add(answer);
      return !closed;
    }
  }

  private void detach(Answer answer) {
    synchronized (lock) {
      if (closed || !running.remove(answer)) {
        return;
      }
      detached.add(answer);
    }
    answer.outcome().whenComplete((outcome, never) -> ended(answer));
  }

  private void ended(Answer detachedAnswer) {
    boolean wasLast;
    synchronized (lock) {
      wasLast = detached.remove(detachedAnswer) && closed && detached.isEmpty();
    }
    if (wasLast) {
      closeTransport();
    }
  }

  /**
   * Cancels what this chat asked for or received and is still running or waiting, unless it was {@linkplain
   * Answer#detach() detached}, and closes the transport if it is this chat's own and no detached answer
   * runs on it. Idempotent.
   */
  @Override
  public void close() {
    List<Answer> left;
    boolean isLast;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      left = new ArrayList<>(running);
      isLast = detached.isEmpty();
    }
    Collections.reverse(left); // those that wait first, so that none gets a turn by this
    left.forEach(Answer::cancel);
    if (isLast) {
      closeTransport();
    }
  }

  private void closeTransport() {
    if (ownsTransport) {
      transport.close();
    }
  }

  /** Builds a {@link Chat}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final Supplier<ChatTransport> transport;
    private final boolean ownsTransport;
    private @Nullable Conversation conversation;
    private Timeouts timeouts = Timeouts.DEFAULTS;
    private Scheduler scheduler = Scheduler.system();
    private Executor executor = SharedPool.attempts();
    private BusyPolicy busy = BusyPolicy.REJECT;
    private CancelCall.Settings onCancel = CancelCall.Settings.NONE;
    private RetryPolicy retry = RetryPolicy.DEFAULTS;
    private final List<Function<? super Answer, ? extends AnswerObserver>> observers =
        new ArrayList<>();

    private Builder(Supplier<ChatTransport> transport, boolean ownsTransport) {
      this.transport = transport;
      this.ownsTransport = ownsTransport;
    }

    /**
     * Sets where the messages are.
     *
     * @param conversation a new empty one by default
     * @return this builder
     */
    public Builder conversation(Conversation conversation) {
      this.conversation = Objects.requireNonNull(conversation, "conversation");
      return this;
    }

    /**
     * Sets the clocks of each answer.
     *
     * @param timeouts {@link Timeouts#DEFAULTS} by default
     * @return this builder
     */
    public Builder timeouts(Timeouts timeouts) {
      this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
      return this;
    }

    /**
     * Sets when a failed attempt is followed by another one.
     *
     * @param retry {@link RetryPolicy#DEFAULTS} by default
     * @return this builder
     */
    public Builder retry(RetryPolicy retry) {
      this.retry = Objects.requireNonNull(retry, "retry");
      return this;
    }

    /**
     * Sets where time comes from.
     *
     * @param scheduler {@link Scheduler#system()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets where attempts start and outcomes are completed. What the application supplies for a
     * request runs there and may block.
     *
     * @param executor the library's own small daemon pool by default
     * @return this builder
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets what happens to a question while another answer runs in the conversation. Several chats may
     * share one conversation, and with it its queue; each decides for its own questions.
     *
     * @param policy {@link BusyPolicy#REJECT} by default
     * @return this builder
     */
    public Builder busy(BusyPolicy policy) {
      this.busy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets how a peer is told of answers that are cancelled, cleared or interrupted, within {@link
     * CancelHook#DEFAULT_LIMIT}.
     *
     * @param hook none by default
     * @return this builder
     */
    public Builder onCancel(CancelHook hook) {
      return onCancel(hook, CancelHook.DEFAULT_LIMIT);
    }

    /**
     * Sets how a peer is told of answers that are cancelled, cleared or interrupted.
     *
     * @param hook none by default
     * @param limit how long it is waited for, positive
     * @return this builder
     * @throws IllegalArgumentException if the limit is not positive
     */
    public Builder onCancel(CancelHook hook, Duration limit) {
      Objects.requireNonNull(hook, "hook");
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException(
            "the limit of a cancel hook must be positive, but is " + limit);
      }
      this.onCancel = new CancelCall.Settings(hook, limit);
      return this;
    }

    /**
     * Adds an observer of each answer, for logs, metrics and traces; more than one may be added.
     *
     * <pre>{@code
     * Chat.builder(provider).observer(LoggingObserver::of)
     * }</pre>
     *
     * @param maker makes the observer of one answer, which has its message and has not begun to
     *     connect; called once an answer, on the thread of the observer's first call. If it throws,
     *     that is reported and the answer goes on without
     * @return this builder
     */
    public Builder observer(Function<? super Answer, ? extends AnswerObserver> maker) {
      observers.add(Objects.requireNonNull(maker, "maker"));
      return this;
    }

    /**
     * Builds the chat.
     *
     * @return the chat
     */
    public Chat build() {
      return new Chat(this);
    }
  }
}
