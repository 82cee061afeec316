package io.github.streamingchat.sse;

/** Pieces of an OpenAI Chat Completions stream, as they are on the wire. */
public final class Chunks {
  public static final String ROLE = data(
      "{'id':'c1','model':'m-1','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}");
  public static final String STOP = finish("stop");
  public static final String USAGE = data(
      "{'id':'c1','choices':[],'usage':{'prompt_tokens':9,'completion_tokens':2,'total_tokens':11}}");
  public static final String DONE = data("[DONE]");

  /** A whole answer: {@code Hello} in two pieces, as OpenAI sends it. */
  public static final String HELLO = ROLE + text("Hel") + text("lo") + STOP + USAGE + DONE;

  private Chunks() {}

  /** An event; single quotes stand for double ones. */
  public static String data(String json) {
    return "data: " + json.replace('\'', '"') + "\n\n";
  }

  public static String text(String piece) {
    return data("{'id':'c1','choices':[{'index':0,'delta':{'content':'" + piece + "'}}]}");
  }

  public static String finish(String reason) {
    return data("{'id':'c1','choices':[{'index':0,'delta':{},'finish_reason':'" + reason + "'}]}");
  }
}
