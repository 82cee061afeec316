package io.github.streamingchat.benchmarks.input;

import java.nio.charset.StandardCharsets;

/** The event streams that are read: about a megabyte each, of answers as they come from servers. */
public enum EventStream {
  /** OpenAI's chunks of about 300 bytes, with a word in each. */
  OPENAI_CHUNKS(4_000),

  /** Tokens in events of 38 bytes, blank line included. */
  TOKENS(30_000),

  /** OpenAI's chunks on lines of 64 KiB, as a gateway sends them that joins what it got. */
  LONG_LINES(20),

  /** OpenAI's chunks with Chinese words and emoji. */
  CJK_AND_EMOJI(4_000);

  private static final String CHUNK = """
      data: {"id":"chatcmpl-Bq7Zt0a1b2c3d4e5f6g7h8i9j0k","object":"chat.completion.chunk","created":1767225600,"model":"gpt-5-mini-2026-01-01","service_tier":"default","system_fingerprint":"fp_0a1b2c3d4e","choices":[{"index":0,"delta":{"content":"%s"},"logprobs":null,"finish_reason":null}],"usage":null}

      """;
  private static final String TOKEN = """
      data: {"content":"%s"}

      """;
  private static final int LONG_LINE = 64 << 10;
  private static final String[] WORDS = {" light", " of", " the", " short", " waves", " is", "."};
  private static final String[] TOKENS_OF_16 = {
    " wavelengths are", " scattered more ", "than all others:"
  };
  private static final String[] CHINESE = {"天空是蓝色的", "因为短波的光", "散射得更多🌊", "。🌈"};

  private final int events;

  EventStream(int events) {
    this.events = events;
  }

  /**
   * Counts the events.
   *
   * @return how many there are
   */
  public int events() {
    return events;
  }

  /**
   * Makes the stream.
   *
   * @return all its bytes
   */
  public byte[] bytes() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < events; i++) {
      stream.append((this == TOKENS ? TOKEN : CHUNK).formatted(text(i)));
    }
    return stream.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String text(int number) {
    return switch (this) {
      case OPENAI_CHUNKS -> of(WORDS, number);
      case TOKENS -> of(TOKENS_OF_16, number);
      case LONG_LINES -> " light".repeat((LONG_LINE - CHUNK.length()) / " light".length());
      case CJK_AND_EMOJI -> of(CHINESE, number);
    };
  }

  private static String of(String[] words, int number) {
    return words[number % words.length];
  }
}
