package io.github.streamingchat.stream;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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

  private @Nullable MessageId id;

  // The part of the last piece, which is nearly always the part of the next one.
  private @Nullable PartKind lastKind;
  private @Nullable String lastKey;
  private int lastPart = NO_PART;

  /** How often the whole content was replaced. */
  private int revision;

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
      part = reservation.open(ownId(), kind.newPart(ChatText.EMPTY, revision));
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

  /** Drops all content, and begins a part with its first piece, in one step. */
  boolean startOver(PartKind kind, String key, CharSequence piece) {
    // Half a character at the end waits for its other half, which it does only when it is appended.
    int whole = piece.length();
    if (Character.isHighSurrogate(piece.charAt(whole - 1))) {
      whole--;
    }
    ChatText begun = ChatText.of(piece.subSequence(0, whole));
    forgetParts();
    return edit(message -> message.parts(List.of(kind.newPart(begun, revision))))
        && partIs(kind, key, 0)
        && append(0, piece.subSequence(whole, piece.length()));
  }

  /** Drops all content; true also if there is none. */
  boolean startOver() {
    forgetParts();
    return id == null || edit(message -> message.parts(List.of()));
  }

  private void forgetParts() {
    parts.clear();
    lastPart = NO_PART;
    lastKind = null;
    revision++;
  }

  private boolean partIs(PartKind kind, String key, int part) {
    parts.put(new PartKey(kind, key), part);
    return true;
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
    if (id == null) {
      return;
    }
    ChatMessage before = now();
    if (told.isEmpty() && before.finishReason().isEmpty() && before.usage().isEmpty()) {
      return;
    }
    edit(message -> {
      message.finishReason(null).usage(null);
      told.forEach((name, value) -> {
        if (Objects.equals(now().metadata().get(name), value)) {
          message.removeMetadata(name);
        }
      });
    });
    told.clear();
  }
}
