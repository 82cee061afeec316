package io.github.streamingchat.journal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Role;
import io.github.streamingchat.internal.stored.StoredFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a journal one by one and makes of them what the conversation was. The records of
 * one step count when the last of them is there, so that what comes of it is what somebody could have
 * seen.
 *
 * <p>It never gives up: a line that is not what was written is noted, and those after it are applied as
 * far as they go. Whether that is good enough is for its caller to say.
 *
 * <p>Not thread-safe.
 */
final class Replay {
  /** No line has this position. */
  static final long NOWHERE = -1;

  private final String idIfUnknown;
  private final Map<MessageId, ReplayedMessage> messages = new LinkedHashMap<>();
  private final List<Loss> losses = new ArrayList<>();
  private final List<Read> step = new ArrayList<>();
  private @Nullable String conversation;
  private int format = RecordLine.FORMAT;
  private long lost;
  private long lines;
  private long nextNumber = 1;

  /** Whether lines were lost just before, so that a leap in the numbers is no news. */
  private boolean mayLeap;

  private long cutAt = NOWHERE;

  private record Read(long line, JournalLine from, RecordLine said) {}

  /** Messages whose beginning is damaged are taken to be of this conversation if nothing else is known. */
  Replay(String idIfUnknown) {
    this.idIfUnknown = idIfUnknown;
  }

  void take(JournalLine line) {
    lines++;
    RecordLine said;
    try {
      if (line.flaw() != null) {
        throw new StoredFormatException(line.flaw());
      }
      said = RecordLine.of(line.text());
      requireInOrder(said.number());
    } catch (StoredFormatException unreadable) {
      takeUnreadable(line, unreadable.what());
      return;
    }
    if (said.number() > nextNumber && !mayLeap) {
      applyStep();
      lose(
          Loss.Kind.DAMAGED,
          lines,
          line,
          "lines %d to %d are missing before it; it counts itself"
              .formatted(nextNumber, said.number() - 1));
    }
    mayLeap = false;
    nextNumber = said.number() + 1;
    step.add(new Read(lines, line, said));
    if (!said.more()) {
      applyStep();
    }
  }

  private void requireInOrder(long number) {
    if (number < nextNumber) {
      throw new StoredFormatException(
          "its number is %d, but %d is due".formatted(number, nextNumber));
    }
  }

  private void takeUnreadable(JournalLine line, String why) {
    if (!line.ended()) {
      cutAt = line.position();
      lose(Loss.Kind.TORN, lines, line, "cut short: " + why);
      return;
    }
    applyStep();
    lose(Loss.Kind.DAMAGED, lines, line, why);
    mayLeap = true;
  }

  private void lose(Loss.Kind kind, long number, JournalLine line, String why) {
    lost++;
    if (losses.size() < Recovery.MOST_LOSSES) {
      losses.add(new Loss(kind, number, line.position(), why, line.text()));
    }
  }

  private void applyStep() {
    for (Read read : step) {
      try {
        apply(read.said().record());
      } catch (StoredFormatException unfit) {
        lose(Loss.Kind.DAMAGED, read.line(), read.from(), unfit.what());
      }
    }
    step.clear();
  }

  private void apply(JournalRecord record) {
    if (record instanceof JournalRecord.Opened opened) {
      open(opened);
    } else if (record instanceof JournalRecord.Added added) {
      add(added.message());
    } else if (record instanceof JournalRecord.Changed changed) {
      change(changed.withoutParts());
    } else if (record instanceof JournalRecord.PartPut put) {
      change(put.id(), message -> message.put(put.part(), put.whole()));
    } else if (record instanceof JournalRecord.PartChanged changed) {
      change(changed.id(), message -> message.changeBeside(changed.part(), changed.withoutText()));
    } else if (record instanceof JournalRecord.Appended text) {
      change(text.id(), message -> message.append(text.part(), text.at(), text.text()));
    } else if (record instanceof JournalRecord.PartsCut cut) {
      change(cut.id(), message -> message.cut(cut.left()));
    } else if (record instanceof JournalRecord.Removed removed) {
      remove(removed.id());
    } else {
      messages.clear();
    }
  }

  private void open(JournalRecord.Opened opened) {
    format = Math.max(format, opened.format());
    requireOwn(opened.conversation());
    interruptAll();
  }

  private void requireOwn(String id) {
    if (conversation != null && !conversation.equals(id)) {
      throw new StoredFormatException(
          "it is of conversation %s, but those before are of %s".formatted(id, conversation));
    }
    conversation = id;
  }

  private void add(ChatMessage message) {
    requireOwn(message.conversationId());
    boolean isThere = messages.containsKey(message.id());
    messages.remove(message.id());
    messages.put(message.id(), new ReplayedMessage(message));
    if (isThere) {
      throw new StoredFormatException(
          "it adds message %s, which is there already".formatted(message.id()));
    }
  }

  private void change(ChatMessage withoutParts) {
    requireOwn(withoutParts.conversationId());
    ReplayedMessage message = messages.get(withoutParts.id());
    if (message == null) {
      messages.put(withoutParts.id(), ReplayedMessage.ofUnknown(withoutParts));
      throw new StoredFormatException(
          "it changes message %s, which is not there".formatted(withoutParts.id()));
    }
    message.change(withoutParts);
  }

  /** A message that is not there is made up, for the sake of the text that is. */
  private void change(MessageId id, Consumer<ReplayedMessage> change) {
    ReplayedMessage message = messages.get(id);
    if (message != null) {
      change.accept(message);
      return;
    }
    String of = conversation == null ? idIfUnknown : conversation;
    ReplayedMessage madeUp = ReplayedMessage.ofUnknown(
        ChatMessage.builder(id, of, Role.ASSISTANT, Instant.EPOCH).build());
    messages.put(id, madeUp);
    change.accept(madeUp);
    throw new StoredFormatException("it changes message %s, which is not there".formatted(id));
  }

  private void remove(MessageId id) {
    if (messages.remove(id) == null) {
      throw new StoredFormatException("it removes message %s, which is not there".formatted(id));
    }
  }

  private List<MessageId> interruptAll() {
    List<MessageId> interrupted = new ArrayList<>();
    messages.forEach((id, message) -> {
      if (message.isGrowing()) {
        message.interrupt();
        interrupted.add(id);
      }
    });
    return interrupted;
  }

  /** Ends the reading. A step that is not whole never counted. */
  Recovery end() {
    dropUnfinishedStep();
    List<MessageId> interrupted = interruptAll();
    List<ChatMessage> all = new ArrayList<>();
    List<MessageId> incomplete = new ArrayList<>();
    messages.forEach((id, message) -> {
      all.add(message.message());
      if (message.isIncomplete()) {
        incomplete.add(id);
      }
    });
    return new Recovery(conversation, all, interrupted, incomplete, losses, lost, lines);
  }

  private void dropUnfinishedStep() {
    if (step.isEmpty()) {
      return;
    }
    Read first = step.get(0);
    boolean isLastLineTorn = cutAt != NOWHERE;
    Loss last = isLastLineTorn && !losses.isEmpty() ? losses.remove(losses.size() - 1) : null;
    for (Read read : step) {
      lose(Loss.Kind.TORN, read.line(), read.from(), "the other lines of its change are not there");
    }
    if (last != null && losses.size() < Recovery.MOST_LOSSES) {
      losses.add(last);
    }
    cutAt = first.from().position();
    nextNumber = first.said().number();
    step.clear();
  }

  /** The latest format of those that wrote it. */
  int format() {
    return format;
  }

  /** Where what was cut short begins, or {@link #NOWHERE}. */
  long cutAt() {
    return cutAt;
  }

  /** The number of the next line. */
  long nextNumber() {
    return nextNumber;
  }
}
