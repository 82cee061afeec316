package io.github.streamingchat.testkit;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.stored.Seconds;
import io.github.streamingchat.transport.StreamEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scripted peer does in one attempt: events, with pauses between them. A script that stops
 * without an end leaves the attempt open, as a peer that went silent does.
 *
 * <p>Immutable and thread-safe.
 *
 * @param steps what happens, in order
 */
public record Script(List<Step> steps) {
  /**
   * One event of a script.
   *
   * @param pause how long the peer waits before it
   * @param event what it then does
   */
  public record Step(Duration pause, StreamEvent event) {}

  /**
   * Copies the steps.
   *
   * @param steps what happens
   */
  public Script {
    steps = List.copyOf(steps);
  }

  /**
   * Changes how fast the peer is.
   *
   * @param factor what each pause is multiplied by: 0 for no pauses, 0.5 for twice as fast
   * @return a script with the same events
   * @throws IllegalArgumentException if the factor is negative or not a finite number
   */
  public Script paced(double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "a pause can be multiplied by zero or more, but not by " + factor);
    }
    BigDecimal exact = BigDecimal.valueOf(factor);
    return new Script(steps.stream()
        .map(step ->
            new Step(Seconds.duration(Seconds.of(step.pause()).multiply(exact)), step.event()))
        .toList());
  }

  /**
   * Starts a script.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes the script of an answer that connects, gives its pieces and completes with an end mark.
   *
   * @param pieces the text pieces
   * @return the script
   */
  public static Script answering(String... pieces) {
    Builder builder = builder().connected();
    for (String piece : pieces) {
      builder.text(piece);
    }
    return builder.finish(FinishReason.STOP).completed().build();
  }

  /** Builds a {@link Script}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final List<Step> steps = new ArrayList<>();
    private Duration pause = Duration.ZERO;

    private Builder() {}

    /**
     * Waits before the next event, in addition to waits already asked for.
     *
     * @param duration how long
     * @return this builder
     */
    public Builder pause(Duration duration) {
      pause = pause.plus(duration);
      return this;
    }

    /**
     * Adds any event.
     *
     * @param event the event
     * @return this builder
     */
    public Builder event(StreamEvent event) {
      steps.add(new Step(pause, event));
      pause = Duration.ZERO;
      return this;
    }

    /**
     * Accepts the request.
     *
     * @return this builder
     */
    public Builder connected() {
      return event(new StreamEvent.Connected());
    }

    /**
     * Tells who speaks in the primary message.
     *
     * @param author who it is
     * @return this builder
     */
    public Builder author(Author author) {
      return event(new StreamEvent.Authored(StreamEvent.PRIMARY, author));
    }

    /**
     * Sends a piece of the primary message's text.
     *
     * @param piece the new text
     * @return this builder
     */
    public Builder text(String piece) {
      return event(StreamEvent.text(piece));
    }

    /**
     * Sends a piece of the primary message's text in an event with an id.
     *
     * @param id the event's id
     * @param piece the new text
     * @return this builder
     */
    public Builder text(String id, String piece) {
      return event(new StreamEvent.Identified(id, List.of(StreamEvent.text(piece))));
    }

    /**
     * Sends a piece of the primary message's text that says where it belongs.
     *
     * @param offset where it begins in the part, in UTF-16 units
     * @param piece the text from there on
     * @return this builder
     */
    public Builder textAt(long offset, String piece) {
      return event(new StreamEvent.TextAt(StreamEvent.PRIMARY, "0", offset, piece));
    }

    /**
     * Tells the whole of the primary message's text.
     *
     * @param whole the whole text
     * @return this builder
     */
    public Builder replaceText(String whole) {
      return event(new StreamEvent.TextReplaced(StreamEvent.PRIMARY, "0", whole));
    }

    /**
     * Tells how long to wait before the next attempt.
     *
     * @param base zero or more
     * @return this builder
     */
    public Builder reconnectionTime(Duration base) {
      return event(new StreamEvent.ReconnectionTime(base));
    }

    /**
     * Sends a heartbeat.
     *
     * @return this builder
     */
    public Builder heartbeat() {
      return event(new StreamEvent.Heartbeat());
    }

    /**
     * Tells why the model stopped.
     *
     * @param reason the reason
     * @return this builder
     */
    public Builder finish(FinishReason reason) {
      return event(new StreamEvent.Finished(StreamEvent.PRIMARY, reason));
    }

    /**
     * Sends the end mark.
     *
     * @return this builder
     */
    public Builder completed() {
      return event(new StreamEvent.Completed(true));
    }

    /**
     * Closes the connection without an end mark.
     *
     * @return this builder
     */
    public Builder truncated() {
      return event(new StreamEvent.Truncated(null));
    }

    /**
     * Fails the attempt.
     *
     * @param error why
     * @return this builder
     */
    public Builder failed(ChatError error) {
      return event(new StreamEvent.Failed(error));
    }

    /**
     * Builds the script.
     *
     * @return the script as told so far
     */
    public Script build() {
      return new Script(steps);
    }
  }
}
