package io.github.streamingchat.sse.protocol;

import java.util.List;
import java.util.stream.Stream;

/**
 * One format's way of saying things, for the tests that hold for every format. Each method gives whole
 * frames, ended by LF as the framing wants it, or nothing where the format has no word for it.
 */
interface WireSample {
  static Stream<WireSample> all() {
    return Stream.of(
        new AgUiSample(),
        new AnthropicSample(),
        new GeminiSample(),
        new OllamaSample(),
        new OpenAiResponsesSample(),
        new OpenAiSample(),
        new UiMessagesSample());
  }

  /** The format's name in the names of tests; a record gives it by itself. */
  @Override
  String toString();

  HttpEndpoint<?> endpoint();

  /** What comes before the first piece. */
  String begin();

  /** A piece of the one text, which is the inside of a JSON string. */
  String text(String json);

  /** A piece of the one reasoning, which is the inside of a JSON string and comes before all text. */
  String reasoning(String json);

  /** The tool call of that number, counted from 0, with its arguments as JSON text in pieces. */
  String toolCall(int number, String callId, String name, List<String> argumentPieces);

  /** What the answer cost, if that has a frame of its own. */
  String usage(int input, int output);

  /** Why the answer ended, if that has a frame of its own: naturally, or because of a tool call. */
  String finish();

  /** The end mark. */
  String end();

  /** A failure in the middle of the stream. */
  String error(String words);

  /** An event of a kind that nobody knows. */
  String unknown();

  /** A frame that holds this instead of what the format says. */
  String frame(String data);
}
