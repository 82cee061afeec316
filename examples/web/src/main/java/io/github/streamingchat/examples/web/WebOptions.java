package io.github.streamingchat.examples.web;

import io.github.streamingchat.examples.terminal.Provider;
import io.github.streamingchat.examples.terminal.UsageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host where to listen
 * @param port where to listen; if it is taken and was not asked for, the next free one
 * @param anyPort whether the next free port will do
 * @param streaming whether answers come piece by piece unless a page says otherwise
 * @param provider the wire format of the endpoint
 * @param url the endpoint, or null for the built-in mind
 * @param model the model to ask for, or null for the endpoint's own
 * @param help whether to explain the options instead
 */
record WebOptions(
    String host,
    int port,
    boolean anyPort,
    boolean streaming,
    Provider provider,
    @Nullable String url,
    @Nullable String model,
    boolean help) {
  static final int DEFAULT_PORT = 8080;

  static final String HELP = """
      A chat page, and the server that owns its answers.

        --port N          where to listen; 8080, or the next port that is free
        --host NAME       on which address; 127.0.0.1. There is no password: whoever can reach it can ask
        --no-streaming    answers come as a whole, unless the page says otherwise
        --url URL         the endpoint to ask; without it the answers are built in
        --provider NAME   what it speaks, one of %s; openai unless said otherwise
        --model NAME      the model to ask for
        --help            show this text

      The key is read from OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY.
      """.formatted(Provider.names());

  /**
   * Reads the command line. A value follows its option, or an equals sign.
   *
   * @throws UsageException if it makes no sense, saying why
   */
  static WebOptions parse(String... args) throws UsageException {
    Deque<String> words = new ArrayDeque<>(List.of(args));
    String host = "127.0.0.1";
    Integer port = null;
    boolean streaming = true;
    Provider provider = Provider.OPENAI;
    String url = null;
    String model = null;
    boolean help = false;
    while (!words.isEmpty()) {
      String word = words.remove();
      int equals = word.indexOf('=');
      String option = equals > 0 ? word.substring(0, equals) : word;
      if (equals > 0) {
        words.addFirst(word.substring(equals + 1));
      }
      switch (option) {
        case "--port" -> port = port(value(option, words));
        case "--host" -> host = value(option, words);
        case "--no-streaming" -> streaming = false;
        case "--provider" -> provider = Provider.named(value(option, words));
        case "--url" -> url = value(option, words);
        case "--model" -> model = value(option, words);
        case "--help", "-h" -> help = true;
        default -> throw new UsageException("there is no option " + option);
      }
    }
    if (url == null && model != null) {
      throw new UsageException("--model needs --url URL");
    }
    int chosen = port == null ? DEFAULT_PORT : port;
    return new WebOptions(host, chosen, port == null, streaming, provider, url, model, help);
  }

  private static String value(String option, Deque<String> words) throws UsageException {
    String value = words.poll();
    if (value == null || value.isBlank() || value.startsWith("--")) {
      throw new UsageException(option + " needs a value");
    }
    return value.strip();
  }

  private static int port(String text) throws UsageException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException none) {
      // told below, as a number that is too large
    }
    throw new UsageException("--port is a number from 0 to 65535, not " + text);
  }
}
