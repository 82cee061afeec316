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
 * @param provider what the endpoint speaks
 * @param url the endpoint, or null for the demo server
 * @param ws the WebSocket of a server with agents instead, or null
 * @param model the model to ask for, or null for the endpoint's own
 * @param tools whether the model is told of the built-in tools
 * @param ask whether to ask once and leave
 * @param question what to ask then, or null for what stdin gives or the built-in question
 * @param help whether to explain the options instead
 */
record ChatOptions(
    Provider provider,
    @Nullable String url,
    @Nullable String ws,
    @Nullable String model,
    boolean tools,
    boolean ask,
    @Nullable String question,
    boolean help) {
  static final String HELP = """
      A chat in the terminal, over any endpoint that speaks one of these formats, or over the
      WebSocket of a server with agents:

        openai            OpenAI Chat Completions, and what is compatible (the default)
        openai-responses  OpenAI Responses
        anthropic         Anthropic Messages
        gemini            Gemini
        ollama            Ollama's own chat
        ui-message        the UI message stream of the Vercel AI SDK
        ag-ui             AG-UI
        text-lines        JSON lines of a type and its data: text, metadata, complete
        token-events      server-sent events: token, metadata, done, error
        message-events    server-sent events: message, error, complete
        message-lines     the same as JSON lines

        --provider NAME one of them (--protocol is another name of this option)
        --url URL       the endpoint, such as http://127.0.0.1:11434/v1;
                        without it a demo server with built-in answers is started
        --ws URL        the WebSocket instead, such as ws://127.0.0.1:8787/ws
        --model NAME    the model to ask for
        --tools         tell the model of the built-in tool, a make-believe weather
        --ask [TEXT]    ask once, print the answer to stdout and leave
        --help          show this text

      Without a terminal it asks once as well. The question is TEXT, or else the text that is
      piped in, or else a built-in one. Reasoning, calls of tools and sources go to stderr then.

      A key in the environment is sent to the endpoint: OPENAI_API_KEY to one of OpenAI's or a
      plain format, ANTHROPIC_API_KEY, GEMINI_API_KEY. NO_COLOR leaves colours out.

      Exit status when it asks once: 0 for a whole answer, 1 for one that failed, 130 for one
      that was cancelled with Ctrl-C; 2 if the options were wrong.
      """;

  /**
   * Reads the command line. A value follows its option, or an equals sign.
   *
   * @throws UsageException if it makes no sense, saying why
   */
  static ChatOptions parse(String... args) throws UsageException {
    Words words = new Words(args);
    while (!words.rest.isEmpty()) {
      words.read();
    }
    return words.options();
  }

  /** What of the command line is still to be read, and what was read. */
  private static final class Words {
    private final Deque<String> rest;
    private String option = "";

    /** Whether a value stands behind an equals sign, whatever it begins with. */
    private boolean given;

    private Provider provider = Provider.OPENAI;
    private @Nullable String url;
    private @Nullable String ws;
    private @Nullable String model;
    private boolean tools;
    private boolean ask;
    private @Nullable String question;
    private boolean help;

    Words(String... args) {
      rest = new ArrayDeque<>(List.of(args));
    }

    void read() throws UsageException {
      option = rest.remove();
      int equals = option.startsWith("--") ? option.indexOf('=') : -1;
      given = equals > 0;
      if (given) {
        rest.addFirst(option.substring(equals + 1));
        option = option.substring(0, equals);
      }
      take();
    }

    private void take() throws UsageException {
      switch (option) {
        case "--provider", "--protocol" -> provider = Provider.named(value());
        case "--url" -> url = value();
        case "--ws" -> ws = value();
        case "--model" -> model = value();
        case "--tools" -> tools = flag();
        case "--ask" -> {
          ask = true;
          question = hasValue() ? blankToNull(rest.remove()) : null;
        }
        case "--help", "-h" -> help = flag();
        default ->
          throw new UsageException(
              option.startsWith("-")
                  ? "unknown option " + option
                  : "what is \"%s\" for? A question is asked with --ask, in quotes"
                      .formatted(option));
      }
    }

    private boolean hasValue() {
      return given || (!rest.isEmpty() && !rest.element().startsWith("--"));
    }

    private String value() throws UsageException {
      String value = hasValue() ? blankToNull(rest.remove()) : null;
      if (value == null) {
        throw new UsageException(option + " needs a value");
      }
      return value;
    }

    private boolean flag() throws UsageException {
      if (given) {
        throw new UsageException(
            "%s stands alone, without \"%s\"".formatted(option, rest.element()));
      }
      return true;
    }

    ChatOptions options() throws UsageException {
      if (ws != null && (url != null || model != null || tools)) {
        throw new UsageException(
            "--ws goes without --url, --model and --tools: the server chooses the model");
      }
      return new ChatOptions(provider, url, ws, model, tools, ask, question, help);
    }
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
