package io.github.streamingchat.stream;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message of an answer, as its attempts write it: which part is which for the peer, and what the
 * peer told about the message.
 *
 * <p>Confined to one thread at a time, as {@link AnswerContent} says. The writes give false when the
 * reservation has ended.
 */
final class WrittenMessage {
  static final int NO_PART = -1;

  /** A peer that names itself anew with each event is not remembered for ever. */
  private static final int MOST_ALIASES = 16;

  private record PartKey(PartKind kind, String key) {}

  private final Reservation reservation;
  private final Limits limits;
  private final Map<PartKey, Integer> parts = new HashMap<>();

  /** The metadata that came from the peer, by its name, as the message has it. */
  private final Map<String, @Nullable Object> told = new HashMap<>();

  /** Who speaks, as the peer told it. */
  private @Nullable Author toldAuthor;

  private @Nullable MessageId id;

  // The part of the last piece, which is nearly always the part of the next one.
  private @Nullable PartKind lastKind;
  private @Nullable String lastKey;
  private int lastPart = NO_PART;

  /** What a new text has: more than all that were replaced. */
  private int revision;

  private boolean toldOf;

  /** A message that is there ({@code id}), or that joins with its first event (null). */
  WrittenMessage(Reservation reservation, Limits limits, @Nullable MessageId id) {
    this.reservation = reservation;
    this.limits = limits;
    this.id = id;
  }

  /** Gives the part's position, or -1 if the reservation has ended. */
  int partOf(PartKind kind, String key) {
    if (kind == lastKind && key.equals(lastKey)) {
      return lastPart;
    }
    PartKey partKey = new PartKey(kind, key);
    Integer part = parts.get(partKey);
    if (part == null) {
      part = reservation.open(ownId(), kind.newPart(revision));
      if (part == NO_PART) {
        return NO_PART;
      }
      parts.put(partKey, part);
    }
    lastKind = kind;
    lastKey = key;
    lastPart = part;
    return part;
  }

  boolean append(int part, CharSequence piece) {
    return reservation.append(ownId(), part, piece);
  }

  /** Gives how many characters were new, or -1 if the reservation has ended. */
  int append(int part, long offset, CharSequence piece) {
    return reservation.append(ownId(), part, offset, piece);
  }

  int lengthOf(int part) {
    return ((Part.Growing) now().parts().get(part)).content().length();
  }

  boolean replace(int part, CharSequence whole) {
    return reservation.replace(ownId(), part, whole);
  }

  /** Whether the message has joined the conversation. */
  boolean isThere() {
    return id != null;
  }

  Stream<MessageId> id() {
    return Stream.ofNullable(id);
  }

  /** Whether this attempt has told something about the message. */
  boolean isToldOf() {
    return toldOf;
  }

  /** Puts a first piece in the place of all that the answer has said. */
  boolean startOver(PartKind kind, String key, CharSequence piece, Set<MessageId> staying) {
    parts.put(new PartKey(kind, key), 0);
    return reservation.startOver(ownId(), kind.newPart(revision), piece, staying);
  }

  /** The parts that are opened from now on are others than those that the message has. */
  void forgetParts() {
    parts.clear();
    lastPart = NO_PART;
    lastKind = null;
    if (id != null) {
      for (Part part : now().parts()) {
        if (part instanceof Part.Text text) {
          revision = Math.max(revision, text.revision() + 1);
        }
      }
    }
  }

  private MessageId ownId() {
    MessageId own = id;
    if (own == null) {
      requireRoomForCandidate();
      own = reservation.add(AnswerRun.PLACEHOLDER).orElse(reservation.primary());
      id = own;
    }
    return own;
  }

  private void requireRoomForCandidate() {
    int most = limits.maxCandidates();
    if (reservation.messages().size() >= most) {
      throw new LimitExceededException("maxCandidates", most, most + 1L);
    }
  }

  private ChatMessage now() {
    return reservation.message(ownId());
  }

  private boolean edit(Consumer<ChatMessage.Builder> edit) {
    toldOf = true;
    return reservation.edit(ownId(), edit);
  }

  boolean started(@Nullable String serverId, @Nullable String model) {
    boolean written = edit(message -> {
      if (serverId != null && now().aliases().size() < MOST_ALIASES) {
        message.alias(serverId);
      }
      if (model != null) {
        message.metadata("model", model);
      }
    });
    if (written && model != null) {
      told.put("model", model);
    }
    return written;
  }

  boolean author(Author author) {
    boolean written = edit(message -> message.author(author));
    if (written) {
      toldAuthor = author;
    }
    return written;
  }

  boolean metadata(Map<String, ? extends @Nullable Object> members) {
    if (!edit(message -> message.metadata(members))) {
      return false;
    }
    Map<String, @Nullable Object> metadata = now().metadata();
    members.keySet().forEach(name -> told.put(name, metadata.get(name)));
    return true;
  }

  boolean usage(Usage usage) {
    Usage before = now().usage().orElse(Usage.NONE);
    return edit(message -> message.usage(before.mergedWith(usage)));
  }

  boolean finish(FinishReason reason) {
    return edit(message -> message.finishReason(reason));
  }

  /**
   * Takes back what a failed attempt told about the message. What the application wrote stays, and so
   * do the peer's ids, by which the peer's own log can be searched.
   */
  void forgetWhatWasTold() {
    takeBackWhatWasTold();
    toldOf = false;
  }

  private void takeBackWhatWasTold() {
    if (id == null) {
      return;
    }
    ChatMessage before = now();
    if (told.isEmpty()
        && toldAuthor == null
        && before.finishReason().isEmpty()
        && before.usage().isEmpty()) {
      return;
    }
    edit(message -> {
      message.finishReason(null).usage(null);
      if (toldAuthor != null && toldAuthor.equals(now().author().orElse(null))) {
        message.author(null);
      }
      told.forEach((name, value) -> {
        if (Objects.equals(now().metadata().get(name), value)) {
          message.removeMetadata(name);
        }
      });
    });
    told.clear();
    toldAuthor = null;
  }
}
