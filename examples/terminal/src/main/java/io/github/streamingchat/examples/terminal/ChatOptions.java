package io.github.streamingchat.examples.terminal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param protocol what the endpoint speaks
 * @param url the endpoint, or null for the demo server
 * @param ws the WebSocket of a server with agents instead, or null
 * @param model the model to ask for, or null for the endpoint's own
 * @param ask whether to ask once and leave
 * @param question what to ask then, or null for what stdin gives or the built-in question
 * @param help whether to explain the options instead
 */
record ChatOptions(
    Protocol protocol,
    @Nullable String url,
    @Nullable String ws,
    @Nullable String model,
    boolean ask,
    @Nullable String question,
    boolean help) {
  static final String HELP = """
      A chat in the terminal, over any endpoint that speaks one of these protocols, or over
      the WebSocket of a server with agents:

        openai          OpenAI Chat Completions (the default)
        text-lines      JSON lines of a type and its data: text, metadata, complete
        token-events    server-sent events: token, metadata, done, error
        message-events  server-sent events: message, error, complete
        message-lines   the same as JSON lines

        --protocol NAME one of them
        --url URL       the endpoint, such as http://127.0.0.1:11434/v1;
                        without it a demo server with built-in answers is started
        --ws URL        the WebSocket instead, such as ws://127.0.0.1:8787/ws
        --model NAME    the model to ask for
        --ask [TEXT]    ask once, print the answer to stdout and leave
        --help          show this text

      Without a terminal it asks once as well. The question is TEXT, or else the text that is
      piped in, or else a built-in one.
      OPENAI_API_KEY in the environment is sent to the endpoint as its key.

      Exit status when it asks once: 0 for a whole answer, 1 for one that failed, 130 for one
      that was cancelled with Ctrl-C; 2 if the options were wrong.
      """;

  private static final ChatOptions NONE =
      new ChatOptions(Protocol.OPENAI, null, null, null, false, null, false);

  /**
   * Reads the command line. A value follows its option, or an equals sign.
   *
   * @throws UsageException if it makes no sense, saying why
   */
  static ChatOptions parse(String... args) throws UsageException {
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    ChatOptions options = NONE;
    while (!rest.isEmpty()) {
      String word = rest.remove();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      if (equals > 0) {
        rest.addFirst(word.substring(equals + 1));
      }
      options = options.with(equals > 0 ? word.substring(0, equals) : word, equals > 0, rest);
    }
    if (options.ws != null && (options.url != null || options.model != null)) {
      throw new UsageException("--ws goes without --url and --model: the server chooses the model");
    }
    return options;
  }

  private ChatOptions with(String option, boolean valueGiven, Deque<String> rest)
      throws UsageException {
    switch (option) {
      case "--url" -> {
        return new ChatOptions(
            protocol, value(option, valueGiven, rest), ws, model, ask, question, help);
      }
      case "--ws" -> {
        return new ChatOptions(
            protocol, url, value(option, valueGiven, rest), model, ask, question, help);
      }
      case "--protocol" -> {
        Protocol chosen = Protocol.named(value(option, valueGiven, rest));
        return new ChatOptions(chosen, url, ws, model, ask, question, help);
      }
      case "--model" -> {
        return new ChatOptions(
            protocol, url, ws, value(option, valueGiven, rest), ask, question, help);
      }
      case "--ask" -> {
        boolean text = valueGiven || (!rest.isEmpty() && !rest.element().startsWith("--"));
        return new ChatOptions(
            protocol, url, ws, model, true, text ? blankToNull(rest.remove()) : null, help);
      }
      case "--help", "-h" -> {
        return new ChatOptions(protocol, url, ws, model, ask, question, true);
      }
      default ->
        throw new UsageException(
            option.startsWith("-")
                ? "unknown option " + option
                : "what is \"%s\" for? A question is asked with --ask, in quotes"
                    .formatted(option));
    }
  }

  private static String value(String option, boolean given, Deque<String> rest)
      throws UsageException {
    String value = given || (!rest.isEmpty() && !rest.element().startsWith("--"))
        ? blankToNull(rest.remove())
        : null;
    if (value == null) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
