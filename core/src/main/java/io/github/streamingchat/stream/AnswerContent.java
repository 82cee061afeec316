package io.github.streamingchat.stream;

import io.github.streamingchat.Limits;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

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
  private final Map<String, WrittenMessage> messages = new LinkedHashMap<>();

  AnswerContent(
      Reservation reservation, Limits limits, boolean resumes, Consumer<Problem> problems) {
    this.reservation = reservation;
    this.limits = limits;
    this.resumes = resumes;
    this.resumePoint = new ResumePoint(limits.maxSeenIds(), problems);
    messages.put("", new WrittenMessage(reservation, limits, reservation.primary()));
  }

  void nextAttempt(Retries.Start start) {
    resumePoint.nextAttempt(start == Retries.Start.RESUMED);
    if (start != Retries.Start.RESUMED) {
      messages.values().forEach(WrittenMessage::forgetWhatWasTold);
    }
  }

  WrittenMessage message(String key) {
    return messages.computeIfAbsent(key, unknown -> new WrittenMessage(reservation, limits, null));
  }

  /** False if an earlier attempt has delivered this event. */
  boolean event(String eventId) {
    return !resumes || resumePoint.event(eventId);
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
