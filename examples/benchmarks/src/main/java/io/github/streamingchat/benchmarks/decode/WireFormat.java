package io.github.streamingchat.benchmarks.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.protocol.AgUi;
import io.github.streamingchat.sse.protocol.Anthropic;
import io.github.streamingchat.sse.protocol.Gemini;
import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.Ollama;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.sse.protocol.OpenAiResponses;
import io.github.streamingchat.sse.protocol.UiMessages;

/** The answers that are decoded, as each wire format tells them; a {@code @} stands for what it says. */
public enum WireFormat {
  /** OpenAI Chat Completions. */
  OPENAI("", """
      data: {"id":"c1","object":"chat.completion.chunk","created":1767225600,"model":"m","choices":[{"index":0,"delta":{"content":"@"},"finish_reason":null}]}

      """, """
      data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]}}]}

      """, """
      data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"@"}}]}}]}

      """, """
      data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """),

  /** OpenAI Responses. */
  OPENAI_RESPONSES("""
      event: response.created
      data: {"type":"response.created","response":{"id":"resp_1","status":"in_progress","model":"m","output":[]}}

      """, """
      event: response.output_text.delta
      data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"@"}

      """, """
      event: response.output_item.added
      data: {"type":"response.output_item.added","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":""}}

      """, """
      event: response.function_call_arguments.delta
      data: {"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":0,"delta":"@"}

      """, """
      event: response.completed
      data: {"type":"response.completed","response":{"id":"resp_1","status":"completed"}}

      """),

  /** Anthropic Messages. */
  ANTHROPIC("""
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","role":"assistant","model":"m","content":[]}}

      """, """
      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"@"}}

      """, """
      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}

      """, """
      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"@"}}

      """, """
      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null}}

      event: message_stop
      data: {"type":"message_stop"}

      """),

  /** Gemini, with the arguments of a call at paths, as Vertex AI sends them. */
  GEMINI("", """
      data: {"candidates":[{"content":{"role":"model","parts":[{"text":"@"}]},"index":0}],"modelVersion":"m","responseId":"r1"}

      """, """
      data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","willContinue":true}}]},"index":0}]}

      """, """
      data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.a","stringValue":"@"}],"willContinue":true}}]},"index":0}]}

      """, """
      data: {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}]}

      """),

  /** Ollama, whose calls come whole. */
  OLLAMA("", """
      {"model":"m","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"@"},"done":false}
      """, "", """
      {"model":"m","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"name":"f","arguments":{"a":"@"}}}]},"done":false}
      """, """
      {"model":"m","created_at":"2026-11-20T10:00:01Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}
      """),

  /** The UI message stream of Vercel's AI SDK. */
  UI_MESSAGES("""
      data: {"type":"start","messageId":"m1"}

      data: {"type":"text-start","id":"t1"}

      """, """
      data: {"type":"text-delta","id":"t1","delta":"@"}

      """, """
      data: {"type":"tool-input-start","toolCallId":"c1","toolName":"f"}

      """, """
      data: {"type":"tool-input-delta","toolCallId":"c1","inputTextDelta":"@"}

      """, """
      data: {"type":"finish","finishReason":"stop"}

      data: [DONE]

      """),

  /** AG-UI, in its chunks, which need no end. */
  AG_UI("""
      data: {"type":"RUN_STARTED","threadId":"th1","runId":"run1"}

      """, """
      data: {"type":"TEXT_MESSAGE_CHUNK","messageId":"m1","delta":"@"}

      """, """
      data: {"type":"TOOL_CALL_CHUNK","toolCallId":"c1","toolCallName":"f","parentMessageId":"m1"}

      """, """
      data: {"type":"TOOL_CALL_CHUNK","toolCallId":"c1","delta":"@"}

      """, """
      data: {"type":"RUN_FINISHED","threadId":"th1","runId":"run1"}

      """);

  private static final int MEGABYTE = 1 << 20;
  private static final int PIECE = 10;

  private final String begin;
  private final String text;
  private final String callBegin;
  private final String arguments;
  private final String end;

  WireFormat(String begin, String text, String callBegin, String arguments, String end) {
    this.begin = begin;
    this.text = text;
    this.callBegin = callBegin;
    this.arguments = arguments;
    this.end = end;
  }

  /** What an answer consists of. */
  public enum Shape {
    /** A hundred thousand deltas of one character. */
    CHARACTERS,
    /** One delta of a megabyte. */
    MEGABYTE,
    /** The arguments of a tool call of a megabyte, in pieces of ten bytes. */
    ARGUMENTS
  }

  HttpEndpoint<?> endpoint() {
    return switch (this) {
      case OPENAI -> OpenAi.at("http://localhost/v1");
      case OPENAI_RESPONSES -> OpenAiResponses.at("http://localhost/v1");
      case ANTHROPIC -> Anthropic.at("http://localhost/v1");
      case GEMINI -> Gemini.at("http://localhost");
      case OLLAMA -> Ollama.at("http://localhost");
      case UI_MESSAGES -> UiMessages.at("http://localhost");
      case AG_UI -> AgUi.at("http://localhost");
    };
  }

  boolean isLines() {
    return endpoint().protocol().framing() == Framing.JSON_LINES;
  }

  /** Whether the frames of the shape are pieces; a call that is told whole is one frame. */
  private boolean isWhole(Shape shape) {
    return shape == Shape.MEGABYTE || (shape == Shape.ARGUMENTS && this == OLLAMA);
  }

  /** How many pieces an answer of the shape is told in. */
  int pieces(Shape shape) {
    return isWhole(shape) ? 1 : count(shape);
  }

  private static int count(Shape shape) {
    return shape == Shape.CHARACTERS ? 100_000 : MEGABYTE / PIECE;
  }

  byte[] answer(Shape shape) {
    boolean isText = shape != Shape.ARGUMENTS;
    String frame = isText ? text : arguments;
    String content = shape == Shape.CHARACTERS ? "a" : "0123456789";
    int count = count(shape);
    StringBuilder answer = new StringBuilder(begin).append(isText ? textBegin() : callBegin);
    if (isWhole(shape)) {
      answer.append(frame.replace("@", content.repeat(count)));
    } else {
      answer.append(frame.replace("@", content).repeat(count));
    }
    return answer.append(end).toString().getBytes(UTF_8);
  }

  private String textBegin() {
    return this == ANTHROPIC ? """
          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          """ : "";
  }

  /** The member that holds what the shape is about, in each frame of it. */
  String member(Shape shape) {
    boolean isText = shape != Shape.ARGUMENTS;
    return switch (this) {
      case OPENAI -> isText ? "content" : "arguments";
      case OPENAI_RESPONSES, AG_UI -> "delta";
      case ANTHROPIC -> isText ? "text" : "partial_json";
      case GEMINI -> isText ? "text" : "stringValue";
      case OLLAMA -> isText ? "content" : "a";
      case UI_MESSAGES -> isText ? "delta" : "inputTextDelta";
    };
  }
}
