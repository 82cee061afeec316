package io.github.streamingchat.stream;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.MessageSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one message into the conversation, as far as the attempt lets it.
 *
 * <p>Confined to the transport's thread, as {@link MessageSink} demands.
 */
final class MessageWriter implements MessageSink {
  private static final int NO_PART = -1;

  /** A peer that names itself anew with each event is not remembered for ever. */
  private static final int MOST_ALIASES = 16;

  private enum Kind {
    TEXT,
    REASONING,
    REFUSAL;

    Part newPart() {
      return switch (this) {
        case TEXT -> new Part.Text(ChatText.EMPTY);
        case REASONING -> new Part.Reasoning(ChatText.EMPTY, null, null);
        case REFUSAL -> new Part.Refusal(ChatText.EMPTY);
      };
    }
  }

  private record PartKey(Kind kind, String key) {}

  private final AttemptSink attempt;
  private final Reservation reservation;
  private final Map<PartKey, Integer> parts = new HashMap<>();
  private @Nullable MessageId id;

  // The part of the last piece, which is nearly always the part of the next one.
  private @Nullable Kind lastKind;
  private @Nullable String lastKey;
  private int lastPart = NO_PART;

  /** A writer of a message that is there ({@code id}), or that joins with its first event (null). */
  MessageWriter(AttemptSink attempt, Reservation reservation, @Nullable MessageId id) {
    this.attempt = attempt;
    this.reservation = reservation;
    this.id = id;
  }

  @Override
  public void text(String part, CharSequence piece) {
    append(Kind.TEXT, part, piece);
  }

  @Override
  public void text(String part, long offset, CharSequence piece) {
    if (piece.length() == 0) {
      return;
    }
    attempt.content(() -> {
      int position = partOf(Kind.TEXT, part);
      return position != NO_PART && append(position, offset, piece);
    });
  }

  private boolean append(int part, long offset, CharSequence piece) {
    int known = reservation.message(ownId()).parts().get(part).length();
    if (offset > known) {
      attempt.offsetGap(offset, known);
      return true;
    }
    int overlap = (int) Math.min(known - offset, piece.length());
    CharSequence fresh = piece.subSequence(overlap, piece.length());
    return fresh.length() == 0 || append(part, fresh);
  }

  @Override
  public void replaceText(String part, CharSequence whole) {
    attempt.content(() -> {
      int position = partOf(Kind.TEXT, part);
      return position != NO_PART
          && reservation.edit(ownId(), message -> {
            List<Part> parts = new ArrayList<>(reservation.message(ownId()).parts());
            parts.set(position, Part.text(whole));
            message.parts(parts);
          });
    });
  }

  @Override
  public void reasoning(String part, CharSequence piece) {
    append(Kind.REASONING, part, piece);
  }

  @Override
  public void refusal(String part, CharSequence piece) {
    append(Kind.REFUSAL, part, piece);
  }

  private void append(Kind kind, String key, CharSequence piece) {
    if (piece.length() == 0) {
      return;
    }
    attempt.content(() -> {
      int part = partOf(kind, key);
      return part != NO_PART && append(part, piece);
    });
  }

  /** Counts first: a subscriber that is told may end the answer, and with it the count. */
  private boolean append(int part, CharSequence piece) {
    boolean appended = false;
    attempt.piece(piece.length());
    try {
      appended = reservation.append(ownId(), part, piece);
    } finally {
      if (!appended) {
        attempt.noPiece(piece.length());
      }
    }
    return appended;
  }

  private int partOf(Kind kind, String key) {
    if (kind == lastKind && key.equals(lastKey)) {
      return lastPart;
    }
    PartKey partKey = new PartKey(kind, key);
    Integer part = parts.get(partKey);
    if (part == null) {
      part = reservation.open(ownId(), kind.newPart());
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
    int most = attempt.limits().maxCandidates();
    if (reservation.messages().size() >= most) {
      throw new LimitExceededException("maxCandidates", most, most + 1L);
    }
  }

  @Override
  public void started(@Nullable String serverId, @Nullable String model) {
    if (serverId == null && model == null) {
      return;
    }
    attempt.annotation(() -> reservation.edit(ownId(), message -> {
      if (serverId != null && hasRoomForAlias()) {
        message.alias(serverId);
      }
      if (model != null) {
        message.metadata("model", model);
      }
    }));
  }

  private boolean hasRoomForAlias() {
    return reservation.message(ownId()).aliases().size() < MOST_ALIASES;
  }

  @Override
  public void metadata(Map<String, ? extends @Nullable Object> members) {
    attempt.annotation(() -> reservation.edit(ownId(), message -> message.metadata(members)));
  }

  @Override
  public void usage(Usage usage) {
    attempt.annotation(() -> {
      Usage before = reservation.message(ownId()).usage().orElse(Usage.NONE);
      return reservation.edit(ownId(), message -> message.usage(before.mergedWith(usage)));
    });
  }

  @Override
  public void finish(FinishReason reason) {
    attempt.finishSeen();
    attempt.annotation(() -> reservation.edit(ownId(), message -> message.finishReason(reason)));
  }
}
