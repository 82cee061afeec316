package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.internal.delivery.CallbackErrors;
import io.github.streamingchat.internal.delivery.SerialCalls;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one streamed message as frames: a start, chunks, and an end, in this order whatever threads
 * they come from. It makes strings, and sends them wherever it is told to:
 *
 * <pre>{@code
 * StreamEncoder stream = StreamEncoder.stream(id).session(sessionId).replyTo(turnId).to(socket::send);
 * stream.chunk("Hello, ");
 * stream.chunk("world");
 * stream.end();
 * }</pre>
 *
 * <p>Each chunk says where it belongs in the text ({@code offset}), and the end says where it stands,
 * so that a reader finds what was sent twice and what is missing. Half of a surrogate pair at the end of
 * a piece is held back until the other half comes. A stream that ends without a chunk is started before,
 * so that there is never an end alone.
 *
 * <p>Thread-safe: a lock decides which piece came before the end and puts it into one line of calls, in
 * which the rest of the state is confined.
 */
public final class StreamEncoder {
  private static final String SENDER = "ai";
  private static final Consumer<? super Throwable> REPORT = CallbackErrors.logging();

  private final Envelope envelope;
  private final InstantSource clock;
  private final Consumer<? super String> send;
  private final SerialCalls line = new SerialCalls(REPORT);

  /** Guarded by {@link #line}: whether one of the ends was called, of which the first counts. */
  private boolean ended;

  private boolean started;
  private long offset;

  /** Half of a pair that waits for the other; 0 if none does. */
  private char held;

  private StreamEncoder(Builder builder, Consumer<? super String> send) {
    this.envelope = builder.envelope.withSender(SENDER);
    this.clock = builder.clock;
    this.offset = builder.offset;
    this.started = builder.resumes;
    this.send = send;
  }

  /**
   * Describes a stream.
   *
   * @param id its id, unique on every socket that it is sent to
   * @return a new builder
   * @throws IllegalArgumentException if it is blank, or longer than {@link
   *     ThreePhaseDecoder#MAX_ID_CHARS}
   */
  public static Builder stream(String id) {
    return new Builder(id);
  }

  /**
   * Gives the stream's id.
   *
   * @return the id
   */
  public String id() {
    return Objects.requireNonNull(envelope.id());
  }

  /**
   * Sends more text. The first piece starts the stream.
   *
   * @param piece the new text only; an empty one does nothing
   * @return false if the stream has ended, and nothing is sent
   */
  public boolean chunk(CharSequence piece) {
    String text = piece.toString();
    return queued(text.isEmpty() ? () -> {} : () -> write(text), false);
  }

  private boolean queued(Runnable call, boolean last) {
    synchronized (line) {
      if (ended) {
        return false;
      }
      ended = last;
      line.queue(call);
    }
    line.make();
    return true;
  }

  private void write(String piece) {
    String text = held == 0 ? piece : held + piece;
    int length = text.length();
    held = Character.isHighSurrogate(text.charAt(length - 1)) ? text.charAt(length - 1) : 0;
    String whole = held == 0 ? text : text.substring(0, length - 1);
    start();
    if (!whole.isEmpty()) {
      send(step(whole, false, false));
      offset += whole.length();
    }
  }

  private void start() {
    if (!started) {
      started = true;
      send(new Frame.Stream(now(), true, null, -1, false, false));
    }
  }

  private Frame.Stream step(@Nullable String chunk, boolean end, boolean error) {
    return new Frame.Stream(now(), false, chunk, error ? -1 : offset, end, error);
  }

  private Envelope now() {
    return envelope.withTimestamp(clock.instant());
  }

  /** What is lost here leaves a hole that the next frame's place shows. */
  private void send(Frame frame) {
    try {
      send.accept(frame.json());
    } catch (Throwable thrown) { // also what other languages throw undeclared
      CallbackErrors.report(REPORT, thrown);
    }
  }

  /**
   * Ends the stream, which is whole. Half a character that still waits is sent as U+FFFD.
   *
   * @return false if it has ended before, and nothing is sent
   */
  public boolean end() {
    return queued(
        () -> {
          flush();
          send(step(null, true, false));
        },
        true);
  }

  /**
   * Ends the stream before its time, as the reader wanted it: the end says {@code cancelled} in its
   * metadata.
   *
   * @return false if it has ended before, and nothing is sent
   */
  public boolean cancelled() {
    return queued(
        () -> {
          flush();
          Frame.Stream last = step(null, true, false);
          send(new Frame.Stream(
              last.envelope().withMetadata(Map.of("cancelled", true)),
              false,
              null,
              last.offset(),
              true,
              false));
        },
        true);
  }

  /**
   * Ends the stream with an error: its words in a chunk that is marked as one, and then the end.
   *
   * @param words what went wrong, for a person to read
   * @return false if it has ended before, and nothing is sent
   */
  public boolean fail(String words) {
    return queued(
        () -> {
          flush();
          send(step(words, false, true));
          send(step(null, true, false));
        },
        true);
  }

  private void flush() {
    start();
    if (held != 0) {
      held = 0;
      send(step("\uFFFD", false, false));
      offset++;
    }
  }

  /** Builds a {@link StreamEncoder}. Not safe for use by several threads at once. */
  public static final class Builder {
    private Envelope envelope;
    private InstantSource clock = InstantSource.system();
    private long offset;
    private boolean resumes;

    private Builder(String id) {
      if (id.isBlank()) {
        throw new IllegalArgumentException("a stream needs an id that is not blank");
      }
      if (id.length() > ThreePhaseDecoder.MAX_ID_CHARS) {
        throw new IllegalArgumentException("an id has at most %d characters, but this one has %d"
            .formatted(ThreePhaseDecoder.MAX_ID_CHARS, id.length()));
      }
      envelope = Envelope.of(id, null);
    }

    /**
     * Sets the conversation.
     *
     * @param sessionId its id; null, as by default, for none
     * @return this builder
     */
    public Builder session(@Nullable String sessionId) {
      envelope = envelope.withSessionId(sessionId);
      return this;
    }

    /**
     * Sets what the message answers.
     *
     * @param messageId the id of the user's turn; null, as by default, for none
     * @return this builder
     */
    public Builder replyTo(@Nullable String messageId) {
      envelope = envelope.withReplyTo(messageId);
      return this;
    }

    /**
     * Sets which agent speaks.
     *
     * @param agent its id, name and type; none by default
     * @return this builder
     */
    public Builder agent(Author agent) {
      envelope = envelope.withAgent(agent);
      return this;
    }

    /**
     * Sets where the frames' times come from.
     *
     * @param newClock the system's clock by default
     * @return this builder
     */
    public Builder clock(InstantSource newClock) {
      clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /**
     * Goes on with a stream that was torn, without starting it again.
     *
     * @param newOffset where the next chunk begins in the message's text, in UTF-16 units, at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder resumedAt(long newOffset) {
      if (newOffset < 0) {
        throw new IllegalArgumentException("no text has a place " + newOffset);
      }
      offset = newOffset;
      resumes = true;
      return this;
    }

    /**
     * Builds the encoder.
     *
     * @param send takes each frame, one at a time and in order, on the thread of one of the calls that
     *     made it; must not block for long. What it throws is logged, and loses that frame
     * @return the encoder, which has sent nothing yet
     */
    public StreamEncoder to(Consumer<? super String> send) {
      return new StreamEncoder(this, Objects.requireNonNull(send, "send"));
    }
  }
}
