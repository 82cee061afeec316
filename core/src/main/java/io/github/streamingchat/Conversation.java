package io.github.streamingchat;

import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.SharedPool;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one chat, page or document, apart from every other. Messages are added once and
 * change by their id; their order is the order in which they were added. At most one answer that was
 * asked for streams into a conversation at a time, under a {@link Reservation}; others may wait for
 * their turn. Answers that nobody asked for, as a server pushes them, stream beside it: see {@link
 * #beginBeside}.
 *
 * <p>Reading takes no lock: {@link #snapshot()} is one field. Every method may be called by any
 * thread, from inside a callback as well, and none waits for a reader.
 *
 * <p>How it is kept: all state is in the {@link Ledger}, written under its own monitor only. Under it
 * runs nothing but the arithmetic of snapshots; ids, times and the application's functions are called
 * before it is taken, subscribers after it is left.
 *
 * <p>Thread-safe.
 */
public final class Conversation {
  private final String id;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final Limits limits;
  private final Consumer<? super Throwable> callbackErrors;
  private final Ledger ledger;

  private Conversation(Builder builder) {
    id = builder.id;
    clock = builder.clock;
    ids = builder.ids;
    limits = builder.limits;
    callbackErrors = builder.callbackErrors;
    ledger = new Ledger(id, limits, builder.earlier);
  }

  /**
   * Makes an empty conversation with a random id and every default.
   *
   * @return the conversation
   */
  public static Conversation create() {
    return builder(UUID.randomUUID().toString()).build();
  }

  /**
   * Starts a conversation.
   *
   * @param id the id of the chat, page or document; not blank
   * @return a new builder
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /**
   * Gives the conversation's id.
   *
   * @return the id given to the builder
   */
  public String id() {
    return id;
  }

  /**
   * Gives the bounds that hold here.
   *
   * @return the limits
   */
  public Limits limits() {
    return limits;
  }

  /**
   * Gives the conversation as it is now.
   *
   * @return a value that never changes
   */
  public Snapshot snapshot() {
    return ledger.snapshot();
  }

  /**
   * Finds a message as it is now.
   *
   * @param id the message's id
   * @return the message, or empty if it is not here
   */
  public Optional<ChatMessage> find(MessageId id) {
    return snapshot().find(id);
  }

  /**
   * Tells whether the conversation is reserved: whether a question that came now would meet its {@link
   * BusyPolicy}. Answers {@linkplain #beginBeside beside} do not count.
   *
   * @return true while a {@link Reservation} by {@code begin} or {@code beginInsteadOf} is held
   */
  public boolean isBusy() {
    return ledger.isReserved();
  }

  /**
   * Tells which answers wait for their turn; the same as {@link Snapshot#waiting()} of the present
   * snapshot.
   *
   * @return the answers in the order of their turns, unmodifiable
   */
  public List<WaitingAnswer> waiting() {
    return snapshot().waiting();
  }

  /**
   * Adds a message at the end.
   *
   * @param draft what it says
   * @return the id it has from now on
   * @throws LimitExceededException if the conversation or the message would grow too large; nothing
   *     is added
   */
  public MessageId add(MessageDraft draft) {
    ChatMessage message = made(draft);
    ledger.add(message);
    return message.id();
  }

  /**
   * Changes a message by a function of its old value. The function runs without a lock and may run
   * again if the message changed meanwhile; it must not have other effects. While a running answer
   * writes the message, the result may differ in author and metadata only.
   *
   * @param id the message's id
   * @param change gives the new value, made by the old one's {@link ChatMessage#toBuilder()}
   * @return the message as it is after the change
   * @throws UnknownMessageException if the message is not here
   * @throws StreamingMessageException if a running answer writes it and more was changed
   * @throws IllegalArgumentException if the function gave another message's value
   * @throws LimitExceededException if the message would grow too large
   */
  public ChatMessage update(MessageId id, UnaryOperator<ChatMessage> change) {
    Objects.requireNonNull(change, "change");
    while (true) {
      Snapshot seen = snapshot();
      ChatMessage before = seen.get(seen.slotOfKnown(id));
      ChatMessage after = Objects.requireNonNull(change.apply(before), "the update gave null");
      if (after.equals(before)) {
        return before;
      }
      ChatMessage committed = ledger.edit(seen, before, after);
      if (committed != null) {
        return committed;
      }
    }
  }

  /**
   * Changes named fields of a message; otherwise as {@link #update}.
   *
   * @param id the message's id
   * @param edit sets the fields to change
   * @return the message as it is after the change
   * @throws UnknownMessageException if the message is not here
   * @throws StreamingMessageException if a running answer writes it and more than author and
   *     metadata was changed
   * @throws LimitExceededException if the message would grow too large
   */
  public ChatMessage edit(MessageId id, Consumer<ChatMessage.Builder> edit) {
    Objects.requireNonNull(edit, "edit");
    return update(id, message -> {
      ChatMessage.Builder builder = message.toBuilder();
      edit.accept(builder);
      return builder.build();
    });
  }

  /**
   * Appends to the text of a message that the application itself writes: to its last part if that is
   * a text, else to a new one. The cost is that of the piece.
   *
   * @param id the message's id
   * @param piece what to append; an empty piece changes nothing
   * @throws UnknownMessageException if the message is not here
   * @throws StreamingMessageException if a running answer writes it
   * @throws LimitExceededException if the message would grow too large; nothing is appended
   */
  public void append(MessageId id, CharSequence piece) {
    Objects.requireNonNull(piece, "piece");
    ledger.append(id, ChatText.frozen(piece));
  }

  /**
   * Removes a message, at a cost that grows with the conversation. If an answer writes it, or a waiting
   * one was asked by it, the answer is cancelled; its text stays in its outcome.
   *
   * @param id the message's id
   * @return the message as it was last
   * @throws UnknownMessageException if the message is not here
   */
  public ChatMessage remove(MessageId id) {
    return ledger.remove(id);
  }

  /**
   * Removes every message. A running answer is cancelled, and so are those beside it and those that
   * wait; the text stays in the outcome.
   */
  public void clear() {
    ledger.clear();
  }

  /**
   * Begins an answer in one step: reserves the conversation, adds the user's message if there is one,
   * adds the placeholder that the answer will grow in, and hands out the right to write it. Nobody
   * ever sees one of these without the others.
   *
   * @param userTurn the user's message, or null if the answer needs none
   * @param placeholder the message to grow, of status PENDING or STREAMING
   * @param onRevoked called once, without a lock, on the thread that cleared the conversation or
   *     removed one of the answer's messages, or interrupted it
   * @return the right to write the answer; it must be settled on every path
   * @throws ConversationBusyException if another answer is running; nothing is added
   * @throws LimitExceededException if the conversation or a message would grow too large; nothing is
   *     added
   * @throws IllegalArgumentException if the placeholder's status is a terminal one
   */
  public Reservation begin(
      @Nullable MessageDraft userTurn, MessageDraft placeholder, Runnable onRevoked) {
    Objects.requireNonNull(onRevoked, "onRevoked");
    ReservationOwner owner = new ReservationOwner() {
      @Override
      public void onTurn(Reservation reservation) {}

      @Override
      public void onRevoked(Reservation reservation, Revocation why) {
        onRevoked.run();
      }
    };
    return begin(userTurn, placeholder, BusyPolicy.REJECT, owner);
  }

  /**
   * Begins an answer as {@link #begin(MessageDraft, MessageDraft, Runnable)} does, or, if another one
   * is running, as the policy says. One that waits has its id and its reservation at once, and the
   * user's message is in the conversation; the placeholder joins, behind everything that came
   * meanwhile, when {@link ReservationOwner#onTurn} is told, with the creation time that it has had
   * from now on.
   *
   * @param userTurn the user's message, or null if the answer needs none
   * @param placeholder the message to grow, of status PENDING or STREAMING
   * @param whenBusy what to do while another answer runs
   * @param owner told when the answer's turn has come, and when it was revoked
   * @return the right to write the answer; it must be settled on every path
   * @throws ConversationBusyException if another answer is running and the policy refuses, or its queue
   *     is full; nothing is added
   * @throws LimitExceededException if the conversation, with those that wait, or a message would grow
   *     too large; nothing is added
   * @throws IllegalArgumentException if the placeholder's status is a terminal one
   */
  public Reservation begin(
      @Nullable MessageDraft userTurn,
      MessageDraft placeholder,
      BusyPolicy whenBusy,
      ReservationOwner owner) {
    return begin(userTurn, placeholder, null, whenBusy, owner);
  }

  /**
   * Begins an answer in the place of an earlier one: removes that one and every message after it, for
   * good, and begins anew, all in one step. Answers {@linkplain #beginBeside beside} that write one of
   * these messages are cancelled by it, as by {@link #remove}. While another answer runs, {@link BusyPolicy#INTERRUPT}
   * ends it first, in the same step; every other policy refuses, for what stands after the answer at a
   * later turn is not known.
   *
   * @param answer the first message to go, of role {@link Role#ASSISTANT}
   * @param placeholder the message to grow, of status PENDING or STREAMING
   * @param whenBusy what to do while another answer runs
   * @param owner told when the answer's turn has come, and when it was revoked
   * @return the right to write the answer; it must be settled on every path
   * @throws UnknownMessageException if the message is not here
   * @throws IllegalArgumentException if the message is no answer, or stands behind nothing that it could
   *     answer, or the placeholder's status is a terminal one
   * @throws ConversationBusyException if another answer is running and is not interrupted; nothing is
   *     removed
   * @throws LimitExceededException if the placeholder is too large; nothing is removed
   */
  public Reservation beginInsteadOf(
      MessageId answer, MessageDraft placeholder, BusyPolicy whenBusy, ReservationOwner owner) {
    Objects.requireNonNull(answer, "answer");
    return begin(null, placeholder, answer, whenBusy, owner);
  }

  /**
   * Begins an answer that nobody asked for, beside the running one and any number of its kind: adds
   * the placeholder that it will grow in, at the end, and hands out the right to write it, in one step.
   * The conversation is not reserved by it and need not be free for it: it neither waits nor lets
   * others wait, and {@link BusyPolicy#INTERRUPT} leaves it alone. In all else it is an answer as any:
   * only its reservation writes its messages, edits of the application are held to annotations while it
   * grows, and {@link #clear} or the removal of one of its messages ends it.
   *
   * @param placeholder the message to grow, of status PENDING or STREAMING
   * @param owner told of the turn, which has come when this returns, and when the right was revoked
   * @return the right to write the answer; it must be settled on every path
   * @throws LimitExceededException if the conversation, with those that wait, or the message would grow
   *     too large; nothing is added
   * @throws IllegalArgumentException if the placeholder's status is a terminal one
   */
  public Reservation beginBeside(MessageDraft placeholder, ReservationOwner owner) {
    Objects.requireNonNull(owner, "owner");
    requirePlaceholder(placeholder);
    Reservation reservation = new Reservation(this, ledger, null, made(placeholder), owner);
    ledger.beginBeside(reservation);
    return reservation;
  }

  private Reservation begin(
      @Nullable MessageDraft userTurn,
      MessageDraft placeholder,
      @Nullable MessageId replaces,
      BusyPolicy whenBusy,
      ReservationOwner owner) {
    Objects.requireNonNull(whenBusy, "whenBusy");
    Objects.requireNonNull(owner, "owner");
    requirePlaceholder(placeholder);
    ChatMessage user = userTurn == null ? null : made(userTurn);
    ChatMessage answer = made(placeholder);
    Reservation reservation =
        new Reservation(this, ledger, user == null ? null : user.id(), answer, owner);
    ledger.begin(reservation, new Beginning(user, answer, replaces, whenBusy));
    return reservation;
  }

  /**
   * Subscribes to every change from now on, with {@link Delivery#coalesced()} on the library's own
   * small pool.
   *
   * @param listener what to tell
   * @return the subscription
   */
  public ConversationSubscription subscribe(ChangeListener listener) {
    return subscribe(listener, Delivery.coalesced());
  }

  /**
   * Subscribes to every change from now on, with {@link Delivery#coalesced()}.
   *
   * @param listener what to tell
   * @param executor where to tell it; with a direct executor ({@code Runnable::run}) the listener
   *     runs on the thread that made the change, often a network thread, and must not block
   * @return the subscription
   */
  public ConversationSubscription subscribe(ChangeListener listener, Executor executor) {
    return subscribe(listener, Delivery.coalesced().on(executor));
  }

  /**
   * Subscribes to every change from now on.
   *
   * @param listener what to tell
   * @param delivery where to tell it, and how if it is slow
   * @return the subscription
   */
  public ConversationSubscription subscribe(ChangeListener listener, Delivery delivery) {
    return subscribeTo(null, listener, delivery);
  }

  /**
   * Subscribes to the changes of one message from now on, with {@link Delivery#coalesced()} on the
   * library's own small pool.
   *
   * @param id the message; it need not be here yet
   * @param listener what to tell
   * @return the subscription
   */
  public ConversationSubscription subscribe(MessageId id, ChangeListener listener) {
    return subscribe(id, listener, Delivery.coalesced());
  }

  /**
   * Subscribes to the changes of one message from now on, with {@link Delivery#coalesced()}.
   *
   * @param id the message; it need not be here yet
   * @param listener what to tell
   * @param executor where to tell it, as in {@link #subscribe(ChangeListener, Executor)}
   * @return the subscription
   */
  public ConversationSubscription subscribe(
      MessageId id, ChangeListener listener, Executor executor) {
    return subscribe(id, listener, Delivery.coalesced().on(executor));
  }

  /**
   * Subscribes to the changes of one message from now on.
   *
   * @param id the message; it need not be here yet
   * @param listener what to tell
   * @param delivery where to tell it, and how if it is slow
   * @return the subscription
   */
  public ConversationSubscription subscribe(
      MessageId id, ChangeListener listener, Delivery delivery) {
    return subscribeTo(Objects.requireNonNull(id, "id"), listener, delivery);
  }

  private ConversationSubscription subscribeTo(
      @Nullable MessageId only, ChangeListener listener, Delivery delivery) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(delivery, "delivery");
    return ledger.subscribe(() -> delivery instanceof Delivery.Every every
        ? new EverySubscriber(ledger, only, listener, every, callbackErrors)
        : new CoalescingSubscriber(ledger, only, listener, delivery.executor(), callbackErrors));
  }

  /**
   * Shows the conversation as it is now, and again whenever it has changed, on the library's own small
   * pool; otherwise as {@link #watch(Consumer, Executor)}.
   *
   * @param consumer takes the snapshot
   * @return the subscription
   */
  public Subscription watch(Consumer<? super Snapshot> consumer) {
    return watch(consumer, SharedPool.callbacks());
  }

  /**
   * Shows the conversation as it is now, and again whenever it has changed. What is between two
   * snapshots is skipped, but never the newest: a slow consumer holds nothing but its place, and
   * catches up in one call. Calls come one at a time; what the consumer throws is reported and ends
   * nothing.
   *
   * @param consumer takes the snapshot
   * @param executor where to show it, as in {@link #subscribe(ChangeListener, Executor)}
   * @return the subscription
   */
  public Subscription watch(Consumer<? super Snapshot> consumer, Executor executor) {
    Objects.requireNonNull(consumer, "consumer");
    Objects.requireNonNull(executor, "executor");
    Subscriber watcher =
        ledger.subscribe(() -> new WatchingSubscriber(ledger, consumer, executor, callbackErrors));
    watcher.signal();
    return watcher;
  }

  /**
   * Describes the conversation without its messages.
   *
   * @return id, version and size
   */
  @Override
  public String toString() {
    Snapshot now = snapshot();
    return "Conversation[id=%s, version=%d, messages=%d]".formatted(id, now.version(), now.size());
  }

  /**
   * Gives the hook for what callbacks throw.
   *
   * @return the hook given to the builder
   */
  public Consumer<? super Throwable> callbackErrors() {
    return callbackErrors;
  }

  static String requireId(String id) {
    if (Objects.requireNonNull(id, "a conversation's id").isBlank()) {
      throw new IllegalArgumentException("a conversation's id must not be blank");
    }
    return id;
  }

  static void requirePlaceholder(MessageDraft draft) {
    if (draft.status().isTerminal()) {
      throw new IllegalArgumentException(
          "a placeholder is PENDING or STREAMING, but this one is " + draft.status());
    }
  }

  ChatMessage made(MessageDraft draft) {
    MessageId newId = Objects.requireNonNull(ids.next(), "the id generator gave null");
    return new ChatMessage(newId, id, clock.instant(), draft, 0);
  }

  /** Builds a {@link Conversation}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final String id;
    private InstantSource clock = InstantSource.system();
    private IdGenerator ids = IdGenerator.sortable();
    private Limits limits = Limits.DEFAULTS;
    private Consumer<? super Throwable> callbackErrors = CallbackErrors.logging();
    private List<ChatMessage> earlier = List.of();

    private Builder(String id) {
      this.id = requireId(id);
    }

    /**
     * Sets where the creation times come from.
     *
     * @param clock the system's clock by default
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets where the ids come from.
     *
     * @param ids {@link IdGenerator#sortable()} by default
     * @return this builder
     */
    public Builder ids(IdGenerator ids) {
      this.ids = Objects.requireNonNull(ids, "ids");
      return this;
    }

    /**
     * Sets the bounds.
     *
     * @param limits {@link Limits#DEFAULTS} by default
     * @return this builder
     */
    public Builder limits(Limits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /**
     * Sets who is told what a subscriber or its executor threw. It is called on the thread of the
     * callback.
     *
     * @param hook logs a warning on {@link System.Logger} by default
     * @return this builder
     */
    public Builder onCallbackError(Consumer<? super Throwable> hook) {
      this.callbackErrors = Objects.requireNonNull(hook, "hook");
      return this;
    }

    /**
     * Sets the messages that it begins with, as they were kept elsewhere.
     *
     * @param messages none by default; in their order, each of this conversation's id and of a status
     *     that is {@linkplain MessageStatus#isTerminal() terminal}, for nothing writes it any more
     * @return this builder
     */
    public Builder messages(List<ChatMessage> messages) {
      this.earlier = List.copyOf(messages);
      return this;
    }

    /**
     * Builds the conversation.
     *
     * @return a conversation of version 0 with the messages that it begins with
     * @throws IllegalArgumentException if one of them is of another conversation, still grows, or has the
     *     id of another one
     * @throws LimitExceededException if there are more of them, or one is larger, than the limits allow
     */
    public Conversation build() {
      return new Conversation(this);
    }
  }
}
