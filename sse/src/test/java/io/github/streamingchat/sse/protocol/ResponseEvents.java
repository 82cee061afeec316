package io.github.streamingchat.sse.protocol;

/** Events of the Responses API as they are on the wire; single quotes stand for double ones. */
final class ResponseEvents {
  static final OpenAiResponses ENDPOINT =
      OpenAiResponses.at("http://localhost/v1").model("m");
  static final String CREATED = event(
      "response.created",
      "'response':{'id':'resp_1','status':'in_progress','model':'gpt-x','output':[],'usage':null}");
  static final String COMPLETED =
      event("response.completed", "'response':{'id':'resp_1','status':'completed'}");

  private ResponseEvents() {}

  static Decoding decoded(String... stream) {
    return Decoding.of(ENDPOINT, String.join("", stream));
  }

  static Decoding strictly(String... stream) {
    return Decoding.of(ENDPOINT.strict(true), String.join("", stream));
  }

  static Decoding ofWholeBody(String json) {
    return Decoding.ofWholeBody(ENDPOINT, json.replace('\'', '"'));
  }

  static String event(String type, String members) {
    return "event: " + type + "\n" + data("'type':'" + type + "'," + members);
  }

  /** An event without its own line for the type. */
  static String data(String members) {
    return "data: {" + members.replace('\'', '"') + "}\n\n";
  }

  static String text(String piece) {
    return text("msg_1", 0, piece);
  }

  static String text(String item, int content, String piece) {
    return event(
        "response.output_text.delta",
        "'item_id':'%s','content_index':%d,'delta':'%s'".formatted(item, content, piece));
  }

  static String wholeText(String whole) {
    return event(
        "response.output_text.done", "'item_id':'msg_1','content_index':0,'text':'" + whole + "'");
  }

  static String numbered(int number, String piece) {
    return event(
        "response.output_text.delta",
        "'sequence_number':%d,'item_id':'msg_1','content_index':0,'delta':'%s'"
            .formatted(number, piece));
  }

  static String summary(String item, int index, String piece) {
    return event(
        "response.reasoning_summary_text.delta",
        "'item_id':'%s','summary_index':%d,'delta':'%s'".formatted(item, index, piece));
  }

  static String added(String item) {
    return event("response.output_item.added", "'item':{" + item + "}");
  }

  static String done(String item) {
    return event("response.output_item.done", "'item':{" + item + "}");
  }

  /** A piece, or a whole, of the arguments of a call. */
  static String arguments(String type, String item, String member, String value) {
    return event(type, "'item_id':'%s','%s':'%s'".formatted(item, member, value));
  }

  /** The terminal event of an incomplete answer. */
  static String incomplete(String reason) {
    return event(
        "response.incomplete",
        "'response':{'status':'incomplete','incomplete_details':{'reason':'" + reason + "'}}");
  }

  /** A stream that was written from the provider's rules. */
  static String recording(String name) {
    return Recordings.of("openai-responses/" + name + ".sse");
  }
}
