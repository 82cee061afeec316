package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.transport.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A decoder, and all that it told, in words: one line a call. */
final class Reading implements ThreePhaseHandler {
  final List<String> calls = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  final List<Frame> others = new ArrayList<>();
  final List<Frame.Message> messages = new ArrayList<>();
  final List<Envelope> starts = new ArrayList<>();
  final List<Stream> streams = new ArrayList<>();
  final Map<String, Stream> byId = new LinkedHashMap<>();
  final ThreePhaseDecoder decoder;

  Reading() {
    this(Limits.DEFAULTS);
  }

  Reading(Limits limits) {
    decoder = new ThreePhaseDecoder(this, limits);
  }

  Reading read(String... frames) {
    for (String frame : frames) {
      decoder.text(frame, true);
    }
    return this;
  }

  List<String> codes() {
    return problems.stream().map(Problem::code).toList();
  }

  Stream stream(String id) {
    Stream stream = byId.get(id);
    if (stream == null) {
      throw new AssertionError("no stream " + id + " among " + calls);
    }
    return stream;
  }

  Stream only() {
    if (streams.size() != 1) {
      throw new AssertionError("not one stream: " + calls);
    }
    return streams.get(0);
  }

  /** A handler that was not started by a frame. */
  Stream rest(String id) {
    Stream stream = new Stream(id);
    byId.put(id, stream);
    return stream;
  }

  @Override
  public StreamHandler started(Envelope start) {
    calls.add("start " + start.id());
    starts.add(start);
    Stream stream = new Stream(start.id());
    streams.add(stream);
    byId.put(String.valueOf(start.id()), stream);
    return stream;
  }

  @Override
  public void message(Frame.Message message) {
    calls.add("message " + message.envelope().id() + " " + message.content());
    messages.add(message);
  }

  @Override
  public void other(Frame frame) {
    calls.add("other " + frame);
    others.add(frame);
  }

  @Override
  public void problem(Problem problem) {
    calls.add("problem " + problem.code());
    problems.add(problem);
  }

  /** What one stream said. Its text is put together as a sink does it. */
  final class Stream implements StreamHandler {
    final String id;
    final StringBuilder text = new StringBuilder();
    final List<String> ownCalls = new ArrayList<>();
    final List<Long> offsets = new ArrayList<>();
    int frames;
    int ends;
    Envelope end;
    Frame.Failure failure;
    LimitExceededException limit;
    boolean hasGap;

    Stream(String id) {
      this.id = id;
    }

    private void told(String call) {
      if (ends > 0) {
        throw new AssertionError("after the end of " + id + ": " + call);
      }
      ownCalls.add(call);
      calls.add(id + " " + call);
    }

    @Override
    public void frame(int chars) {
      told("frame");
      frames++;
    }

    @Override
    public void chunk(String piece, long offset) {
      told("chunk " + piece + "@" + offset);
      offsets.add(offset);
      if (offset > text.length()) {
        hasGap = true;
      } else if (offset < 0) {
        text.append(piece);
      } else if (offset + piece.length() > text.length()) {
        text.append(piece, (int) (text.length() - offset), piece.length());
      }
    }

    @Override
    public void whole(String whole) {
      told("whole " + whole);
      text.replace(0, text.length(), whole);
    }

    @Override
    public void problem(Problem problem) {
      told("problem " + problem.code());
      problems.add(problem);
    }

    @Override
    public void ended(Envelope last) {
      told("end");
      end = last;
      ends++;
    }

    @Override
    public void failed(Frame.Failure reason) {
      told("failed " + reason.message());
      failure = reason;
      ends++;
    }

    @Override
    public void tooLarge(LimitExceededException reason) {
      told("too large");
      limit = reason;
      ends++;
    }
  }
}
