package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import java.util.List;

/** Pieces of a Gemini stream, as they are on the wire; single quotes stand for double ones. */
final class GeminiEvents {
  static final Gemini ENDPOINT = Gemini.at("http://localhost").model("gemini-x");

  private GeminiEvents() {}

  static Decoding decoded(String... events) {
    return Decoding.of(ENDPOINT, String.join("", events));
  }

  static Decoding strictly(String... events) {
    return Decoding.of(ENDPOINT.strict(true), String.join("", events));
  }

  /** The parts of a message that these events and a finish reason make. */
  static List<Part> partsOf(String... events) {
    return decoded(String.join("", events) + STOP).message().parts();
  }

  static String data(String json) {
    return "data: " + json.replace('\'', '"') + "\n\n";
  }

  static String candidate(String members) {
    return data("{'candidates':[{" + members + "}]}");
  }

  static String part(String members) {
    return candidate("'content':{'role':'model','parts':[{" + members + "}]},'index':0");
  }

  static String text(String text) {
    return part("'text':'" + text + "'");
  }

  static String thought(String text) {
    return part("'text':'" + text + "','thought':true");
  }

  static String call(String members) {
    return part("'functionCall':{" + members + "}");
  }

  static String finish(String reason) {
    return candidate("'finishReason':'" + reason + "','index':0");
  }

  static final String STOP = finish("STOP");

  static Part.Seal seal(String signature) {
    return new Part.Seal("gemini", signature, null);
  }

  /** A stream that was written from the provider's rules. */
  static String recording(String name) {
    return Recordings.of("gemini/" + name);
  }
}
