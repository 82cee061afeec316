package io.github.streamingchat;

import io.github.streamingchat.internal.delivery.CallbackErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right to write an answer into a {@link Conversation}, from its turn, which in a free
 * conversation comes at {@link Conversation#begin}, and at {@link Conversation#beginBeside} always,
 * until it is settled or revoked. {@code Chat} holds
 * one for each running answer; an application that streams by means of its own may hold one just the
 * same.
 *
 * <p>A reservation ends once: by {@link #settle}, or by the application clearing the conversation or
 * removing one of the answer's messages, or by another answer that interrupts it. Before its turn and
 * after its end every write is refused by its return value and changes nothing, whatever thread it
 * comes from: the conversation may belong to another answer then.
 *
 * <p>Thread-safe. {@code messages} changes, and {@code kept} is set, under the ledger's monitor; both
 * are volatile for readers without it.
 */
public final class Reservation {
  private final Conversation conversation;
  private final Ledger ledger;
  private final @Nullable MessageId userTurn;
  private final ChatMessage placeholder;
  private final ReservationOwner owner;
  private volatile List<MessageId> messages;
  private volatile List<ChatMessage> kept = List.of();

  /** Guarded by the ledger's monitor. */
  private boolean settled;

  Reservation(
      Conversation conversation,
      Ledger ledger,
      @Nullable MessageId userTurn,
      ChatMessage placeholder,
      ReservationOwner owner) {
    this.conversation = conversation;
    this.ledger = ledger;
    this.userTurn = userTurn;
    this.placeholder = placeholder;
    this.messages = List.of(placeholder.id());
    this.owner = owner;
  }

  /**
   * Gives the id of the user's message that was added with the answer.
   *
   * @return the id, or empty if there was none
   */
  public Optional<MessageId> userTurn() {
    return Optional.ofNullable(userTurn);
  }

  /**
   * Gives the id of the answer's first message, which is the same from the beginning; the message
   * joins the conversation at the answer's turn.
   *
   * @return the placeholder's id
   */
  public MessageId primary() {
    return messages.get(0);
  }

  /**
   * Gives the ids of all messages of the answer.
   *
   * @return the ids in the order in which they were added, the primary one first
   */
  public List<MessageId> messages() {
    return messages;
  }

  /**
   * Gives one of the answer's messages as it is now, or as it was when the reservation was settled or
   * revoked; what the application does with it after that does not show here. Before the answer's turn
   * it is the placeholder.
   *
   * @param id the id of one of {@link #messages()}
   * @return the message
   * @throws UnknownMessageException if there is no such message
   */
  public ChatMessage message(MessageId id) {
    // The conversation first: what the application changed there after the end, it did after kept
    // was set, so that the second look finds the message as the answer left it.
    Snapshot now = conversation.snapshot();
    for (ChatMessage last : kept) {
      if (last.id().equals(id)) {
        return last;
      }
    }
    Optional<ChatMessage> here = now.find(id);
    if (here.isPresent()) {
      return here.get();
    }
    if (id.equals(placeholder.id())) {
      return placeholder;
    }
    throw new UnknownMessageException(id, now);
  }

  /**
   * Gives all of the answer's messages as they are now, at one moment, or as they were when the
   * reservation was settled or revoked. Before the answer's turn there is the placeholder.
   *
   * @return the messages, the primary one first, unmodifiable
   */
  public List<ChatMessage> current() {
    Snapshot now = conversation.snapshot(); // first, as in message
    List<MessageId> ids = messages;
    List<ChatMessage> last = kept;
    if (!last.isEmpty()) {
      return last;
    }
    if (ids.size() == 1) {
      return List.of(message(ids.get(0)));
    }
    List<ChatMessage> current = new ArrayList<>();
    for (MessageId id : ids) {
      now.find(id).ifPresent(current::add);
    }
    return Collections.unmodifiableList(current);
  }

  /**
   * Gives the messages that the answer is to follow, as a peer must read them: those that stand before
   * it, without the questions that still wait for their turn and without what other answers are still
   * writing, and with its own question last. What an answer {@linkplain Conversation#beginBeside
   * beside} this one says is there once that one has ended, in whatever way, if it stands before.
   *
   * @return the messages as they are now, in that order; all of them if the answer is not in the
   *     conversation
   */
  public List<ChatMessage> before() {
    return ledger.before(primary());
  }

  /**
   * Adds another message to the answer.
   *
   * @param placeholder the message to grow, of status PENDING or STREAMING
   * @return its id, or empty if this reservation has ended
   * @throws LimitExceededException if the conversation or the message would grow too large
   * @throws IllegalArgumentException if the placeholder's status is a terminal one
   */
  public Optional<MessageId> add(MessageDraft placeholder) {
    Conversation.requirePlaceholder(placeholder);
    ChatMessage message = conversation.made(placeholder);
    return ledger.addOwned(this, message) ? Optional.of(message.id()) : Optional.empty();
  }

  /**
   * Adds a part at the end of a message. The first one turns a PENDING message to STREAMING.
   *
   * @param id one of {@link #messages()}
   * @param part the part; to be appended to, it must be a {@link Part.Growing}
   * @return the part's position for {@link #append}, or -1 if this reservation has ended
   * @throws LimitExceededException if the message would grow too large; nothing is added
   * @throws IllegalArgumentException if the message is none of this answer's
   */
  public int open(MessageId id, Part part) {
    return ledger.openOwned(this, id, Objects.requireNonNull(part, "part"));
  }

  /**
   * Appends to the text of a part, at the cost of the piece. A lone surrogate at the end of the piece
   * shows when its other half has come.
   *
   * @param id one of {@link #messages()}
   * @param part the position of a {@link Part.Growing}, as {@link #open} gave it
   * @param piece what to append
   * @return false if this reservation has ended; nothing was appended then
   * @throws LimitExceededException if the message would grow too large; nothing is appended
   * @throws IllegalArgumentException if the message is none of this answer's, or the part is not one
   *     that grows
   */
  public boolean append(MessageId id, int part, CharSequence piece) {
    return ledger.appendOwned(this, id, part, ChatText.frozen(piece));
  }

  /**
   * Writes text at its place in a part. What is there already is passed over if it is the same, so
   * that a sender may repeat what it has sent; what follows is appended. A character that was kept as
   * U+FFFD because its other half was missing is the same as that half.
   *
   * @param id one of {@link #messages()}
   * @param part the position of a {@link Part.Growing}, as {@link #open} gave it
   * @param offset where the piece begins in the part, in UTF-16 units, at least 0
   * @param piece the text from there on
   * @return how many UTF-16 units were new, or -1 if this reservation has ended; nothing was appended
   *     then
   * @throws MisplacedTextException if the piece begins behind the end of the part, or differs from
   *     what is there; nothing is appended
   * @throws LimitExceededException if the message would grow too large; nothing is appended
   * @throws IllegalArgumentException if the offset is negative, the message is none of this answer's,
   *     or the part is not one that grows
   */
  public int append(MessageId id, int part, long offset, CharSequence piece) {
    if (offset < 0) {
      throw new IllegalArgumentException("no text has a place " + offset);
    }
    return ledger.appendOwnedAt(this, id, part, offset, ChatText.frozen(piece));
  }

  /**
   * Puts another text in the place of a part's text, in one step, with the part's {@link
   * Part.Growing#revision()} one higher.
   *
   * @param id one of {@link #messages()}
   * @param part the position of a {@link Part.Text}, as {@link #open} gave it
   * @param whole the part's whole text from now on; a lone surrogate at its end shows when its other
   *     half has come
   * @return false if this reservation has ended; nothing was changed then
   * @throws LimitExceededException if the message would grow too large; nothing is changed
   * @throws IllegalArgumentException if the message is none of this answer's, or the part is not a
   *     text
   */
  public boolean replace(MessageId id, int part, CharSequence whole) {
    return ledger.replaceOwned(this, id, part, ChatText.frozen(whole));
  }

  /**
   * Begins the answer anew, in one step: a part with its first piece takes the place of all that one
   * message said; what the answer's other messages said goes, and so do those of them that are not to
   * stay. The primary message always stays.
   *
   * @param id one of {@link #messages()}, the one that says something from now on
   * @param first the part to open, at position 0 and without text; a {@link Part.Text} needs a
   *     revision that none of the message's texts had. Null if the answer says nothing yet
   * @param piece the text to begin with, as in {@link #append}; empty if there is no part
   * @param staying which others stay, without their parts
   * @return false if this reservation has ended; nothing was changed then
   * @throws LimitExceededException if the message would grow too large; nothing is changed
   * @throws IllegalArgumentException if the message is none of this answer's, the part has text, or
   *     there is a piece without a part
   */
  public boolean startOver(
      MessageId id, Part.@Nullable Growing first, CharSequence piece, Set<MessageId> staying) {
    if (first != null && first.length() > 0) {
      throw new IllegalArgumentException("the part to begin with has text already: " + first);
    }
    if (first == null && piece.length() > 0) {
      throw new IllegalArgumentException("there is text, but no part for it");
    }
    return ledger.startOverOwned(this, id, first, ChatText.frozen(piece), Set.copyOf(staying));
  }

  /**
   * Changes named fields of a message. The edit runs without a lock and may run again if the
   * application annotated the message meanwhile.
   *
   * @param id one of {@link #messages()}
   * @param edit sets the fields to change
   * @return false if this reservation has ended; nothing was changed then
   * @throws LimitExceededException if the message would grow too large; nothing is changed
   * @throws IllegalArgumentException if the message is none of this answer's
   */
  public boolean edit(MessageId id, Consumer<ChatMessage.Builder> edit) {
    requireOwned(id);
    while (isOpen()) {
      Snapshot seen = conversation.snapshot();
      ChatMessage before = seen.find(id).orElse(null);
      if (before == null) {
        return false;
      }
      ChatMessage.Builder builder = before.toBuilder();
      edit.accept(builder);
      if (ledger.editOwned(this, seen, before, builder.build())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether writes still count.
   *
   * @return false before the answer's turn, and once settled or revoked
   */
  public boolean isOpen() {
    return ledger.mayWrite(this);
  }

  /**
   * Ends the answer: gives all its messages their last status and gives the conversation free, or to
   * the next in line, in one step. One that was beside gives its messages only: the conversation is
   * not its own. Only the first call counts, also when the conversation was cleared
   * before: then the status is that of the kept messages, which are no longer there. An answer that
   * was interrupted was settled by that. One that waited leaves the line, and its placeholder never
   * joins the conversation.
   *
   * @param status COMPLETED, CANCELLED or FAILED
   * @param error why it failed, or null
   * @return the answer's messages as they stay, or empty if it was settled before
   * @throws IllegalArgumentException if the status is not a terminal one, or there is an error and the
   *     status is not FAILED
   */
  public Optional<List<ChatMessage>> settle(MessageStatus status, @Nullable ChatError error) {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("an answer ends with a terminal status, not " + status);
    }
    if (error != null && status != MessageStatus.FAILED) {
      throw new IllegalArgumentException(
          "only a failed answer has an error, but this one is " + status);
    }
    return Optional.ofNullable(ledger.settle(this, status, error));
  }

  void requireOwned(MessageId id) {
    if (!owns(id)) {
      throw new IllegalArgumentException("message %s is none of this answer's".formatted(id));
    }
  }

  // Under the ledger's monitor.

  boolean owns(MessageId id) {
    return messages.contains(id);
  }

  ChatMessage placeholder() {
    return placeholder;
  }

  void took(MessageId id) {
    List<MessageId> more = new ArrayList<>(messages);
    more.add(id);
    messages = List.copyOf(more);
  }

  void gaveUp(MessageId id) {
    messages = messages.stream().filter(one -> !one.equals(id)).toList();
  }

  /** Whether this is the first to end the answer. */
  boolean settleNow() {
    boolean isFirst = !settled;
    settled = true;
    return isFirst;
  }

  List<ChatMessage> kept() {
    return kept;
  }

  void keep(List<ChatMessage> last) {
    kept = List.copyOf(last);
  }

  // After the monitor was left.

  void tellRevoked(Revocation why) {
    try {
      owner.onRevoked(this, why);
    } catch (Throwable thrown) { // also what other languages throw undeclared
      CallbackErrors.report(conversation.callbackErrors(), thrown);
    }
  }

  /** Returns null, or why the owner cannot answer. */
  @Nullable
  ChatError tellTurn() {
    try {
      owner.onTurn(this);
      return null;
    } catch (Throwable thrown) { // also what other languages throw undeclared
      CallbackErrors.report(conversation.callbackErrors(), thrown);
      return ChatError.builder(
              ChatError.Kind.APPLICATION, "The application's own code could not begin the answer.")
          .cause(thrown)
          .build();
    }
  }
}
