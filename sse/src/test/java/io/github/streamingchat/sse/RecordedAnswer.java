package io.github.streamingchat.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.MessageEvents;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.sse.protocol.TextLines;
import io.github.streamingchat.sse.protocol.TokenEvents;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One short answer as each wire format has it, and how much of it each byte brings. */
enum RecordedAnswer {
  OPENAI(
      url -> OpenAi.at(url).model("m"),
      List.of(
          silent(Chunks.ROLE),
          said("H\u00e9", Chunks.text("H\u00e9")),
          said("l\u20ac", Chunks.text("l\u20ac")),
          said("o\uD83D\uDE00", Chunks.text("o\uD83D\uDE00")),
          silent(Chunks.STOP),
          silent(Chunks.USAGE),
          silent(Chunks.DONE)),
      4,
      Chunks.data("{'error':{'message':'it broke'}}")),

  TEXT_LINES(
      TextLines::at,
      List.of(
          said("H\u00e9", line("{'type':'text','data':'H\u00e9'}")),
          said("l\u20ac", line("{'type':'text','data':'l\u20ac'}")),
          silent(line("{'type':'metadata','data':{'rows':2}}")),
          said("o\uD83D\uDE00", line("{'type':'text','data':'o\uD83D\uDE00'}")),
          silent(line("{'type':'complete'}"))),
      4,
      line("{'type':'error','data':'it broke'}")),

  TOKEN_EVENTS(
      TokenEvents::at,
      List.of(
          said("H\u00e9", event("token", "{'content':'H\u00e9'}")),
          said("l\u20ac", event("token", "{'content':'l\u20ac'}")),
          silent(event("metadata", "{'metadata':{'rows':2}}")),
          said("o\uD83D\uDE00", event("token", "{'content':'o\uD83D\uDE00'}")),
          silent(event("done", "{}"))),
      4,
      event("error", "{'error':'it broke'}")),

  MESSAGE_EVENTS(
      MessageEvents::at,
      List.of(
          said("H\u00e9", event("message", "{'content':'H\u00e9','metadata':{'token_count':1}}")),
          said("l\u20ac", event("message", "{'content':'l\u20ac'}")),
          said("o\uD83D\uDE00", event("message", "{'content':'o\uD83D\uDE00'}")),
          silent(event("complete", "{}"))),
      3,
      event("error", "{'error':{'type':'llm','message':'it broke'}}")),

  MESSAGE_LINES(
      url -> MessageEvents.at(url).framing(Framing.JSON_LINES),
      List.of(
          said("H\u00e9", line("{'event':'message','data':{'content':'H\u00e9'}}")),
          said("l\u20ac", line("{'event':'message','data':{'content':'l\u20ac'}}")),
          said("o\uD83D\uDE00", line("{'event':'message','data':{'content':'o\uD83D\uDE00'}}")),
          silent(line("{'event':'complete','data':{}}"))),
      3,
      line("{'event':'error','data':{'type':'llm','message':'it broke'}}"));

  /** An event or a line, and the text that it adds. */
  private record Frame(String text, String wire) {}

  private final Function<String, HttpEndpoint<?>> endpoint;
  private final List<Frame> frames;
  private final int finish;
  private final String error;

  RecordedAnswer(
      Function<String, HttpEndpoint<?>> endpoint, List<Frame> frames, int finish, String error) {
    this.endpoint = endpoint;
    this.frames = frames;
    this.finish = finish;
    this.error = error;
  }

  private static Frame said(String text, String wire) {
    return new Frame(text, wire);
  }

  private static Frame silent(String wire) {
    return new Frame("", wire);
  }

  private static String line(String json) {
    return json.replace('\'', '"') + "\n";
  }

  private static String event(String type, String json) {
    return "event: " + type + "\ndata: " + json.replace('\'', '"') + "\n\n";
  }

  HttpEndpoint<?> at(String url) {
    return endpoint.apply(url);
  }

  boolean isLines() {
    return this == TEXT_LINES || this == MESSAGE_LINES;
  }

  String contentType() {
    return isLines() ? "application/x-ndjson" : "text/event-stream";
  }

  /** What ends a frame that is cut, so that another can follow. */
  String separator() {
    return isLines() ? "\n" : "\n\n";
  }

  /** How the format tells of an error in the middle of an answer. */
  String error() {
    return error;
  }

  /** The whole answer; an event stream's events have the ids 1, 2, 3 and so on if asked for. */
  byte[] bytes(boolean identified) {
    return bytesAfter(0, identified);
  }

  /** The answer without its first frames. */
  byte[] bytesAfter(int skipped, boolean identified) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    wire(identified).stream().skip(skipped).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  private List<byte[]> wire(boolean identified) {
    List<byte[]> wire = new ArrayList<>();
    for (Frame frame : frames) {
      String id = identified && !isLines() ? "id: " + (wire.size() + 1) + "\n" : "";
      wire.add((id + frame.wire()).getBytes(UTF_8));
    }
    return wire;
  }

  /** The text of the frames that lie within this many bytes. */
  String text(int bytes, boolean identified) {
    return text(0, whole(bytes, identified));
  }

  String text() {
    return text(0, frames.size());
  }

  String text(int fromFrame, int toFrame) {
    StringBuilder text = new StringBuilder();
    frames.subList(Math.min(fromFrame, frames.size()), toFrame).forEach(f -> text.append(f.text()));
    return text.toString();
  }

  int frames() {
    return frames.size();
  }

  /** How many frames lie within this many bytes. */
  int whole(int bytes, boolean identified) {
    int whole = 0;
    int end = 0;
    for (byte[] frame : wire(identified)) {
      end += frame.length;
      if (end > bytes) {
        break;
      }
      whole++;
    }
    return whole;
  }

  /** Whether an answer may end behind this many frames. */
  boolean isFinished(int wholeFrames) {
    return wholeFrames > finish;
  }
}
