package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.transport.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text messages of one socket, however they are cut, and says what they mean: which stream
 * started, went on or ended, and what came beside the streams. It does no I/O, has no clock and no
 * thread, so it serves whatever WebSocket there is.
 *
 * <p>A start, an end and a complete message count once for each id, also when the connection was lost
 * and made again meanwhile. So does a chunk whose frame says where it belongs ({@code offset}, an
 * extension that {@link StreamEncoder} writes), by whoever puts it there; of one that does not say,
 * nobody can tell whether it was sent twice or the same words were said twice, and it counts. A chunk
 * without a start starts its stream, an end without a start is an empty message, and frames without an
 * id belong to the one stream without an id of their conversation.
 *
 * <p>Whatever arrives, nothing is thrown for it: what cannot be used is passed over and reported as a
 * {@link Problem}. Nor does it cost more than its bound: a text message longer than {@link
 * Limits#maxEventBytes()}, taken in UTF-16 units, is thrown away while it comes, and ends the stream
 * that it belongs to, as its text would have a hole; if that cannot be known, every open stream in which
 * a hole would not be noticed. {@link Limits#maxSeenIds()} ids of streams that have ended are
 * remembered, those used last; open streams are not among them and are never forgotten.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ThreePhaseDecoder {
  /** How many streams may be open at once: 1000. */
  public static final int MAX_OPEN_STREAMS = 1000;

  /** A frame with a longer id of a message, stream or conversation is refused: 1024 UTF-16 units. */
  public static final int MAX_ID_CHARS = MemberReader.LONGEST_ID;

  private final ThreePhaseHandler handler;
  private final Limits limits;
  private final Assembly assembly;
  private final FrameReader reader;
  private final Streams streams;
  private final FrameProblems ofThisFrame = new FrameProblems();

  /**
   * Makes a decoder that has read nothing.
   *
   * @param handler told what is read
   * @param limits the bounds
   */
  public ThreePhaseDecoder(ThreePhaseHandler handler, Limits limits) {
    this.handler = handler;
    this.limits = limits;
    this.assembly = new Assembly(limits.maxEventBytes());
    this.reader = new FrameReader(ofThisFrame);
    this.streams = new Streams(limits.maxSeenIds());
  }

  /**
   * Reads a part of a text message.
   *
   * @param part the part, not kept
   * @param last whether it is the last one of its message
   */
  public void text(CharSequence part, boolean last) {
    assembly.add(part);
    if (last) {
      try {
        if (assembly.isTooLong()) {
          tooLong();
        } else {
          frame();
        }
      } finally {
        assembly.reset();
      }
    }
  }

  /**
   * Refuses a part of a binary message: the protocol has none.
   *
   * @param bytes how long the part is
   * @param last whether it is the last one of its message
   */
  public void binary(int bytes, boolean last) {
    if (last) {
      problem(
          "binary_frame",
          "a binary message was passed over, whose last part has " + bytes
              + " bytes; the protocol has text only");
    }
  }

  /**
   * The connection is gone: a message that was only partly there is dropped, and streams that were open
   * are so no longer. Nothing is told to their handlers. What they still say counts as late, unless
   * {@link #resume} has them go on.
   */
  public void connectionLost() {
    assembly.reset();
    streams.endAll();
  }

  /**
   * Nobody listens to a stream any more: what it still says is passed over without a word.
   *
   * @param streamId the stream's id
   */
  public void release(String streamId) {
    streams.release(streamId);
  }

  /**
   * Has a stream that was torn go on. A peer that starts it once more, and does not say where its text
   * belongs, is taken to begin the text again.
   *
   * @param streamId the stream's id
   * @param rest where the rest of it goes
   */
  public void resume(String streamId, StreamHandler rest) {
    streams.open(streamId, new OpenStream(rest, true));
  }

  private void frame() {
    char[] chars = assembly.chars();
    int length = assembly.length();
    if (!reader.scan(chars, length)) {
      refused(reader.refusal());
      return;
    }
    switch (reader.type()) {
      case FrameReader.STREAM -> stream();
      case FrameReader.MESSAGE -> message((Frame.Message) reader.frame(chars, length));
      default -> other(reader.frame(chars, length));
    }
  }

  /** The stream that the frame belonged to, if that could still be read, is told too. */
  private void refused(@Nullable Problem refusal) {
    if (refusal == null) {
      return;
    }
    OpenStream stream = reader.id() == null ? null : streams.get(reader.id());
    if (stream != null) {
      stream.handler.problem(refusal);
    } else {
      handler.problem(refusal);
    }
  }

  private void tellHandler() {
    ofThisFrame.tell(handler::problem);
  }

  private void tell(StreamHandler stream) {
    ofThisFrame.tell(stream::problem);
  }

  private void problem(String code, String what) {
    handler.problem(new Problem(code, what));
  }

  private Envelope envelope() {
    return reader.envelope(assembly.chars(), assembly.length());
  }

  /** Agents are told by starts only: servers put a default one into the frames that follow. */
  private Envelope start() {
    Envelope first = envelope();
    return reader.isStart() ? first : first.withAgent(null);
  }

  // Streams.

  private Object key() {
    return Streams.key(reader.id(), reader.sessionId());
  }

  private void stream() {
    Object key = key();
    OpenStream known = streams.get(key);
    if (known == null) {
      OpenStream stream = open(key);
      if (stream == null) {
        tellHandler();
        return;
      }
      arrived(stream);
      if (!reader.isStart()) {
        startless(stream);
      }
      steps(key, stream, true);
    } else if (isElsewhere(known)) {
      tellHandler();
    } else {
      arrived(known);
      boolean repeats = reader.isStart() && !known.startsAnew();
      if (repeats) {
        known.handler.problem(
            new Problem("duplicate_start", "a second start of an open stream was passed over"));
      }
      steps(key, known, !repeats || reader.offset() >= 0);
    }
  }

  private void arrived(OpenStream stream) {
    stream.handler.frame(assembly.length());
    tell(stream.handler);
  }

  /** What a frame says beyond the start, unless the handler has released the stream meanwhile. */
  private void steps(Object key, OpenStream stream, boolean withChunk) {
    if (!streams.isOpen(key, stream)) {
      return;
    }
    if (reader.isError()) {
      failed(key, stream);
      return;
    }
    if (withChunk) {
      chunk(stream);
    }
    if (reader.isEnd() && streams.isOpen(key, stream)) {
      streams.end(key);
      Envelope last = envelope();
      tell(stream.handler);
      stream.handler.ended(last);
    }
  }

  private void failed(Object key, OpenStream stream) {
    if (reader.isEnd()) {
      streams.end(key);
    } else {
      streams.fail(key);
    }
    String words = reader.chunk();
    Envelope last = envelope();
    tell(stream.handler);
    stream.handler.failed(new Frame.Failure(last, words == null ? "" : words, null, Map.of()));
  }

  /** No text may come into another conversation, even if a peer uses an id in two. */
  private boolean isElsewhere(OpenStream stream) {
    if (stream.isIn(reader.sessionId())) {
      return false;
    }
    problem(
        "session_mismatch",
        "a frame was passed over: the stream %s is open in another conversation"
            .formatted(shown(key())));
    return true;
  }

  /** Opens a stream; null if its frame is late, or there is no room for it. */
  private @Nullable OpenStream open(Object key) {
    if (reader.isStart()) {
      streams.expectAnother(key);
    }
    if (streams.isReleased(key)) {
      return null;
    }
    if (streams.hasEnded(key)) {
      late(key);
      return null;
    }
    if (streams.isFull()) {
      refuse(key);
      return null;
    }
    OpenStream stream = new OpenStream(handler.started(start()), false);
    boolean unused = stream.isIn(reader.sessionId());
    streams.open(key, stream);
    return stream;
  }

  private void late(Object key) {
    if (reader.isEnd() && streams.endFailed(key)) {
      return;
    }
    String what = reader.isStart() ? "start" : reader.isEnd() ? "end" : "chunk";
    problem(
        what.equals("chunk") ? "late_chunk" : "duplicate_" + what,
        "a stream's %s was passed over: the stream %s has ended".formatted(what, shown(key)));
  }

  /** Its later frames are refused too: there may be room then, and the text would have a hole. */
  private void refuse(Object key) {
    streams.end(key);
    problem(
        "too_many_streams",
        "a stream was passed over: %d are open, and that is the limit".formatted(MAX_OPEN_STREAMS));
  }

  private static String shown(Object key) {
    return key instanceof String id ? "\"" + PeerWords.shown(id) + "\"" : "without an id";
  }

  private void startless(OpenStream stream) {
    String what = reader.chunk() == null ? "end" : "chunk";
    stream.handler.problem(new Problem(what + "_without_start", "a stream began with its " + what));
  }

  /** An end may say where it stands, so that a hole before it shows. */
  private void chunk(OpenStream stream) {
    String chunk = reader.chunk();
    if (chunk != null && !chunk.isEmpty()) {
      stream.chunk(chunk, reader.offset());
    } else if (reader.isEnd() && reader.offset() > 0) {
      stream.chunk("", reader.offset());
    }
  }

  // Complete messages, and the rest.

  private void message(Frame.Message message) {
    String id = message.envelope().id();
    OpenStream stream = id == null ? null : streams.get(id);
    if (stream != null && id != null) {
      if (!isElsewhere(stream)) {
        whole(id, stream, message);
      }
      tellHandler();
      return;
    }
    tellHandler();
    if (id != null && streams.isReleased(id)) {
      return;
    }
    if (id != null && streams.hasEnded(id)) {
      problem(
          "duplicate_message",
          "a complete message was passed over: %s came before".formatted(shown(id)));
      return;
    }
    if (id != null) {
      streams.end(id);
    }
    handler.message(message);
  }

  private void whole(String id, OpenStream stream, Frame.Message message) {
    arrived(stream);
    if (!streams.isOpen(id, stream)) { // released meanwhile
      return;
    }
    streams.end(id);
    if (reader.content() != null) { // without it, it says only that it has ended
      stream.handler.whole(message.content());
    }
    stream.handler.ended(message.envelope());
  }

  /** An error fails the stream that it names, or the one without an id if it names none. */
  private void other(Frame frame) {
    if (frame instanceof Frame.Failure failure) {
      Object key = key();
      OpenStream stream = streams.get(key);
      if (stream != null && !isElsewhere(stream)) {
        arrived(stream);
        if (streams.isOpen(key, stream)) {
          streams.end(key);
          stream.handler.failed(failure);
        }
      }
    }
    tellHandler();
    handler.other(frame);
  }

  /** The message was dropped; its beginning may tell whose it was. */
  private void tooLong() {
    LimitExceededException limit =
        new LimitExceededException("maxEventBytes", limits.maxEventBytes(), assembly.total());
    boolean unused = reader.scan(assembly.chars(), assembly.lengthWithoutLastNumber());
    ofThisFrame.clear();
    problem("frame_too_large", "a frame was passed over: " + limit.getMessage());
    String id = reader.id();
    boolean isStream = reader.type().equals(FrameReader.STREAM);
    if (id != null) {
      OpenStream stream = streams.get(id);
      if (stream == null && isStream && !streams.hasEnded(id) && !streams.isFull()) {
        stream = new OpenStream(handler.started(reader.beginning()), false);
      }
      if (stream != null && stream.isIn(reader.sessionId())) {
        streams.end(id);
        stream.handler.tooLarge(limit);
      }
    } else if (isStream || reader.type().isEmpty()) {
      streams.endThoseThatHideHoles().forEach(stream -> stream.handler.tooLarge(limit));
    }
    ofThisFrame.clear();
  }
}
