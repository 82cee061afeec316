package io.github.streamingchat.examples.agents;

import io.github.streamingchat.examples.terminal.TerminalChat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the agents, the chat with them, or both. */
public final class AgentChat {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private AgentChat() {}

  /**
   * Runs until the person leaves the chat, or, for the server alone, until it is ended.
   *
   * @param args the options, which {@code --help} explains
   * @throws InterruptedException if this thread is interrupted while the server runs
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(AgentOptions.parse(args), System.getenv());
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println("--help lists the options");
      System.exit(WRONG_USAGE);
    } catch (IOException failed) {
      System.err.println("The agents could not be started: " + failed.getMessage());
      System.exit(FAILED);
    }
  }

  private static void run(AgentOptions options, Map<String, String> environment)
      throws IOException, InterruptedException {
    if (options.help()) {
      System.out.print(AgentOptions.HELP);
      return;
    }
    if (options.ws()) {
      TerminalChat.main(options.rest().toArray(String[]::new));
      return;
    }
    Mind mind = mind(options, environment.get("OPENAI_API_KEY"));
    Integer port = options.port();
    int usual = options.server() ? AgentServer.DEFAULT_PORT : 0;
    try (AgentServer server =
        AgentServer.start(port == null ? usual : port, mind, AgentServer.REMARKS)) {
      if (options.server()) {
        System.out.println("The agents listen at " + server.url() + "; Ctrl-C ends them.");
        server.join();
      } else {
        List<String> words = new ArrayList<>(options.rest());
        words.addAll(List.of("--ws", server.url().toString()));
        TerminalChat.main(words.toArray(String[]::new)); // which ends the process
      }
    }
  }

  /** Without a model to ask the answers are built in, as document 003 has it for development. */
  private static Mind mind(AgentOptions options, @Nullable String key) {
    String url = options.openAi();
    if (url != null && Mind.canAsk(url, key)) {
      return Mind.openAi(url, options.model(), key);
    }
    if (url != null) {
      System.err.println("There is no key in OPENAI_API_KEY: the agents only seem to think.");
    }
    return Mind.simulated();
  }
}
