package io.github.streamingchat.examples.agents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of the server; the rest is the chat's.
 *
 * <p>Immutable and thread-safe.
 *
 * @param server whether to run the server alone
 * @param port where it listens, or null for its usual port alone and any port beside a chat
 * @param openAi the endpoint to ask, or null for built-in answers
 * @param model the model to ask for, or null for the endpoint's own
 * @param ws whether the chat goes to a server that runs elsewhere
 * @param help whether to explain the options instead
 * @param rest what the chat is to read
 */
record AgentOptions(
    boolean server,
    @Nullable Integer port,
    @Nullable String openAi,
    @Nullable String model,
    boolean ws,
    boolean help,
    List<String> rest) {
  static final String HELP = """
      Agents behind a WebSocket, and the chat in the terminal with them.

        (nothing)       start both
        --server        start the server alone; end it with Ctrl-C, or kill it
        --port N        where the server listens; 8787 for the server alone
        --ws URL        start the chat alone, such as with ws://127.0.0.1:8787/ws
        --openai URL    the server asks this endpoint, which speaks OpenAI Chat Completions, with
                        OPENAI_API_KEY as its key; without it the answers are built in, and so they
                        are if it is OpenAI's own and there is no key
        --model NAME    the model to ask for
        --ask [TEXT]    ask once, print the answer to stdout and leave
        --help          show this text
      """;

  /**
   * Reads the command line. A value follows its option, or an equals sign.
   *
   * @throws IllegalArgumentException if it makes no sense, saying why
   */
  static AgentOptions parse(String... args) {
    Deque<String> words = new ArrayDeque<>(List.of(args));
    List<String> rest = new ArrayList<>();
    boolean server = false;
    boolean ws = false;
    boolean help = false;
    Integer port = null;
    String openAi = null;
    String model = null;
    while (!words.isEmpty()) {
      String word = words.remove();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals > 0 ? word.substring(0, equals) : word;
      String given = equals > 0 ? word.substring(equals + 1) : null;
      switch (option) {
        case "--server" -> server = true;
        case "--port" -> port = port(value(option, given, words));
        case "--openai" -> openAi = value(option, given, words);
        case "--model" -> model = value(option, given, words);
        case "--help", "-h" -> help = true;
        default -> {
          ws |= option.equals("--ws");
          rest.add(word);
        }
      }
    }
    if (server && !rest.isEmpty()) {
      throw new IllegalArgumentException("--server stands without " + rest.get(0));
    }
    if (ws && (port != null || openAi != null || model != null)) {
      throw new IllegalArgumentException("--ws starts no server: give it what that is to do");
    }
    if (model != null && openAi == null) {
      throw new IllegalArgumentException("--model needs --openai URL");
    }
    return new AgentOptions(server, port, openAi, model, ws, help, List.copyOf(rest));
  }

  private static String value(String option, @Nullable String given, Deque<String> words) {
    String value = given == null ? words.poll() : given;
    if (value == null || value.isBlank() || (given == null && value.startsWith("--"))) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return value.strip();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException none) {
      // told below, as a number that is too large
    }
    throw new IllegalArgumentException("--port is a number from 0 to 65535, not " + text);
  }
}
