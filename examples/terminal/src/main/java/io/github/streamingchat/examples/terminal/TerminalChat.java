package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.examples.terminal.demo.DemoServer;
import io.github.streamingchat.sse.protocol.HttpEndpoint;
import io.github.streamingchat.sse.protocol.ModelEndpoint;
import io.github.streamingchat.stream.Chat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A chat in the terminal, with any endpoint that speaks one of the wire formats. */
public final class TerminalChat {
  static final String BUILT_IN_QUESTION = "Why is the sky blue?";

  private static final int WRONG_USAGE = 2;

  /** How long a pipe on stdin may take to say something. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  TerminalChat(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the chat, and ends the process with the status that {@code --help} explains.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    Charset charset = SystemTerminal.outputCharset();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
    System.exit(new TerminalChat(System.getenv(), System.in, out, err).run(args));
  }

  /** Runs the chat and gives the exit status. */
  int run(String... args) {
    try {
      return run(ChatOptions.parse(args));
    } catch (UsageException wrong) {
      err.println(wrong.getMessage());
      err.println("--help lists the options");
      return WRONG_USAGE;
    } catch (IOException | RuntimeException failed) {
      err.println("The chat failed: " + failed);
      return OneQuestion.FAILED;
    }
  }

  private int run(ChatOptions options) throws IOException, UsageException {
    if (options.help()) {
      out.print(ChatOptions.HELP);
      out.flush();
      return OneQuestion.COMPLETED;
    }
    if (options.ws() != null) {
      return chat(options, options.ws());
    }
    if (options.url() != null) {
      HttpEndpoint<?> endpoint = endpoint(options, options.url());
      return chat(options, endpoint.apiKey(options.provider().key(environment)));
    }
    try (DemoServer demo = DemoServer.start()) {
      String url = demo.url().resolve("/").resolve(options.provider().path()).toString();
      return chat(options, withAnyModel(options, endpoint(options, url)));
    }
  }

  /** The demo server takes any model, but some formats cannot do without one. */
  private static HttpEndpoint<?> withAnyModel(ChatOptions options, HttpEndpoint<?> demo) {
    return options.model() == null && demo instanceof ModelEndpoint<?> endpoint
        ? endpoint.model("demo")
        : demo;
  }

  private static HttpEndpoint<?> endpoint(ChatOptions options, String url) throws UsageException {
    HttpEndpoint<?> endpoint;
    try {
      endpoint = options.provider().at(url, options.model());
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--url: " + invalid.getMessage());
    }
    if (!options.tools()) {
      return endpoint;
    }
    Object tools = options
        .provider()
        .tools()
        .orElseThrow(() -> new UsageException("--tools: %s has no way to tell of tools"
            .formatted(options.provider().word())));
    return endpoint.option("tools", tools);
  }

  private int chat(ChatOptions options, String ws) throws IOException, UsageException {
    try (SocketRooms rooms = SocketRooms.at(ws, System::nanoTime)) {
      if (isTalk(options)) {
        try (Terminal terminal = SystemTerminal.open()) {
          session(rooms, terminal).run(ws);
        }
        return OneQuestion.COMPLETED;
      }
      return ask(options, rooms.current().chat());
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--ws: " + invalid.getMessage());
    }
  }

  private static boolean isTalk(ChatOptions options) {
    return !options.ask() && SystemTerminal.isInput() && SystemTerminal.isOutput();
  }

  private int chat(ChatOptions options, HttpEndpoint<?> endpoint) throws IOException {
    try (Chat chat = Chat.over(endpoint)) {
      if (isTalk(options)) {
        try (Terminal terminal = SystemTerminal.open()) {
          session(Rooms.of(chat), terminal).run(options.url());
        }
        return OneQuestion.COMPLETED;
      }
      return ask(options, chat);
    }
  }

  private ChatSession session(Rooms rooms, Terminal terminal) {
    return new ChatSession(rooms, terminal, Palette.of(environment), System::nanoTime);
  }

  private int ask(ChatOptions options, Chat chat) {
    UnaryOperator<String> shown =
        SystemTerminal.isOutput() ? SafeText::of : UnaryOperator.identity();
    return new OneQuestion(chat, out, err, shown).ask(question(options));
  }

  private String question(ChatOptions options) {
    @Nullable String question = options.question();
    if (question == null && !SystemTerminal.isInput()) {
      question = new PipedQuestion(in).read(PATIENCE).orElse(null);
    }
    if (question != null) {
      return question;
    }
    err.println("asking: " + BUILT_IN_QUESTION);
    return BUILT_IN_QUESTION;
  }
}
