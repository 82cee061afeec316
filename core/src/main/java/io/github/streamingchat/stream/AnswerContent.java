package io.github.streamingchat.stream;

import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of one answer write, one after the other: its messages, and the place where a
 * further attempt may go on.
 *
 * <p>Confined to the latest attempt: the next one begins when the thread of the one before has left
 * its last write. {@link #isResumable} may be asked by any thread.
 */
final class AnswerContent {
  private final Reservation reservation;
  private final Limits limits;
  private final boolean resumes;
  private final ResumePoint resumePoint;
  private final boolean replaces;
  private final Map<String, WrittenMessage> messages = new LinkedHashMap<>(2);

  /** Whether what is there is void once something new comes. */
  private boolean isVoid;

  AnswerContent(
      Reservation reservation, Limits limits, Retries retries, Consumer<Problem> problems) {
    this.reservation = reservation;
    this.limits = limits;
    this.resumes = retries.resumes();
    this.replaces = retries.replaces();
    this.resumePoint = new ResumePoint(limits.maxSeenIds(), problems);
    messages.put("", new WrittenMessage(reservation, limits, reservation.primary()));
  }

  void nextAttempt(Retries.Start start) {
    resumePoint.nextAttempt(start == Retries.Start.RESUMED);
    isVoid = start == Retries.Start.REPLACING;
    if (start != Retries.Start.RESUMED) {
      messages.values().forEach(WrittenMessage::forgetWhatWasTold);
    }
  }

  WrittenMessage message(String key) {
    return messages.computeIfAbsent(key, unknown -> new WrittenMessage(reservation, limits, null));
  }

  /** Whether text that has arrived may be replaced by another. */
  boolean replaces() {
    return replaces;
  }

  /** Whether the next piece takes the place of all that an earlier attempt brought. */
  boolean isVoid() {
    return isVoid;
  }

  /** The first piece of a replacing attempt: all else that an earlier one brought goes before it. */
  boolean startOver(WrittenMessage first, PartKind kind, String part, CharSequence piece) {
    if (first.isThere()) {
      isVoid = false;
      return first.startOver(kind, part, piece, forgetWhatWasSaid(first));
    }
    if (!startOver(forgetWhatWasSaid(first))) {
      return false;
    }
    int position = first.partOf(kind, part);
    return position != WrittenMessage.NO_PART && first.append(position, piece);
  }

  /** The same for a part that comes as a whole: what an earlier attempt brought goes before it. */
  boolean startOver(WrittenMessage first) {
    return startOver(forgetWhatWasSaid(first));
  }

  private boolean startOver(Set<MessageId> staying) {
    isVoid = false;
    return reservation.startOver(reservation.primary(), null, "", staying);
  }

  /** Gives the further messages that stay: this attempt has told something of them already. */
  private Set<MessageId> forgetWhatWasSaid(@Nullable WrittenMessage first) {
    messages.entrySet().removeIf(entry -> {
      boolean stays = entry.getKey().isEmpty() || entry.getValue().isToldOf();
      return !stays && !entry.getValue().equals(first);
    });
    messages.values().forEach(WrittenMessage::forgetParts);
    return messages.values().stream().flatMap(WrittenMessage::id).collect(Collectors.toSet());
  }

  /** A replacing attempt is complete: if it brought nothing, nothing is what stays. */
  void completed() {
    if (isVoid) {
      startOver(forgetWhatWasSaid(null));
    }
  }

  /** False if an earlier attempt has delivered this event. */
  boolean event(String eventId) {
    return !resumes || resumePoint.event(eventId);
  }

  /** The transport has said all that there is of the event that it told last. */
  void eventArrived() {
    resumePoint.eventArrived();
  }

  void lastEventId(String eventId) {
    resumePoint.lastEventId(eventId);
  }

  void arrived(boolean hasOffset) {
    resumePoint.content(hasOffset);
  }

  boolean isResumable() {
    return resumePoint.isKnown();
  }

  String lastEventId() {
    return resumePoint.lastEventId();
  }
}
