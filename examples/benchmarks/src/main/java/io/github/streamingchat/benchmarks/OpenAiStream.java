package io.github.streamingchat.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer as OpenAI sends it: chunks of the same size, one piece of text in each. */
final class OpenAiStream {
  private static final String CHUNK = """
      data: {"id":"chatcmpl-Bq7Zt0a1b2c3d4e5f6g7h8i9j0k","object":"chat.completion.chunk","created":1767225600,"model":"gpt-5-mini-2026-01-01","service_tier":"default","system_fingerprint":"fp_0a1b2c3d4e","choices":[{"index":0,"delta":{"content":"%s"},"logprobs":null,"finish_reason":null}],"usage":null}

      """;
  private static final String[] WORDS = {" light", " of", " the", " short", " waves", " is", "."};

  private OpenAiStream() {}

  /**
   * Makes a whole stream.
   *
   * @param totalBytes how long it is at least
   * @param chunkBytes how long each chunk is at least, its blank line included; shorter than 400
   *     means that the text is one word
   */
  static byte[] of(int totalBytes, int chunkBytes) {
    StringBuilder stream = new StringBuilder(totalBytes + chunkBytes);
    for (int i = 0; stream.length() < totalBytes; i++) {
      stream.append(CHUNK.formatted(text(i, chunkBytes)));
    }
    return stream.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(int number, int chunkBytes) {
    String word = WORDS[number % WORDS.length];
    int room = chunkBytes - CHUNK.length();
    return room <= 100 ? word : word.repeat(room / word.length() + 1);
  }

  /** Cuts a stream as the network does: anywhere. */
  static List<ByteBuffer> cut(byte[] stream, int pieceBytes) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int from = 0; from < stream.length; from += pieceBytes) {
      pieces.add(ByteBuffer.wrap(stream, from, Math.min(pieceBytes, stream.length - from))
          .slice());
    }
    return pieces;
  }
}
