package io.github.streamingchat.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.examples.terminal.demo.DemoServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The mode without a terminal, from the command line to the exit status, over real HTTP. */
@Timeout(60)
class TerminalChatTest {
  private static final String KEY = "sk-secret";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private DemoServer server;

  @BeforeEach
  void start() throws IOException {
    server = DemoServer.start(Duration.ZERO);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String stdin, String... args) {
    return new TerminalChat(
            Map.of("OPENAI_API_KEY", KEY),
            new ByteArrayInputStream(stdin.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(args);
  }

  private String url() {
    return server.url().toString();
  }

  @Test
  void aWholeAnswerIsAllThatStdoutHolds() {
    int status = run("", "--url", url(), "--ask", "Why is the sky blue?");

    assertThat(status).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("The sky is blue")
        .endsWith("the sky is 青空.\n")
        .contains("🌇");
    assertThat(err.toString(UTF_8).lines()).first().isEqualTo("connecting…");
    assertThat(err.toString(UTF_8)).contains("first token ").endsWith(" in all\n");
  }

  @Test
  void withoutAUrlTheDemoServerAnswers() {
    assertThat(run("", "--ask=cut")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).startsWith("The most important thing");
  }

  @ParameterizedTest
  @EnumSource
  void theDemoServerSpeaksEveryFormat(Provider provider) {
    String[] options = {
      "--provider", provider.word(), "--model=demo", "--url", url(provider), "--ask"
    };

    assertThat(ask(options, "Why is the sky blue?")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("The sky is blue").endsWith("the sky is 青空.\n");

    out.reset();
    assertThat(ask(options, "error")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).endsWith("runs out of\n");
    assertThat(err.toString(UTF_8)).contains("reported an error: The demo model ran out of words");

    out.reset();
    err.reset();
    assertThat(ask(options, "cut")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).startsWith("The most important thing");
    assertThat(err.toString(UTF_8)).contains("ended before the answer was complete");

    assertThat(ask(options, "slow")).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*(LINES|EVENTS)")
  void theToolsAnswerGoesBackAndStdoutHoldsWhatIsSaid(Provider provider) {
    String[] options = {
      "--provider", provider.word(), "--model=demo", "--url", url(provider), "--ask"
    };

    assertThat(ask(options, "Think: how is the weather?")).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("Let me look that up.\nThe tool says: “" + Tools.WEATHER);
    assertThat(err.toString(UTF_8))
        .contains(
            "The question is “Think: how is the weather?”.",
            "\n→ weather {\"city\":\"Oslo\"}\n",
            "\n← " + Tools.WEATHER + "\n",
            " read · ",
            " · calls a tool\n");
  }

  @Test
  void aFormatWithoutToolsIsNotToldOfThem() {
    assertThat(run("", "--provider=text-lines", "--tools", "--ask=x")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("text-lines has no way to tell of tools");
  }

  private int ask(String[] options, String question) {
    String[] args = Arrays.copyOf(options, options.length + 1);
    args[options.length] = question;
    return run("", args);
  }

  private String url(Provider provider) {
    return server.url().resolve("/").resolve(provider.path()).toString();
  }

  @Test
  void anAddressOfAnotherFormatIsSaidToBeOne() {
    assertThat(run("", "--provider=token-events", "--url", url(Provider.MESSAGE_EVENTS), "--ask=x"))
        .isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("HTTP 405");
    err.reset();
    assertThat(run("", "--provider=text-lines", "--url", url(Provider.TOKEN_EVENTS), "--ask=x"))
        .isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("text/event-stream instead of JSON lines");
  }

  @Test
  void stdinIsTheQuestionAndElseTheBuiltInOne() {
    assertThat(run("What do you say to 你好?\n", "--url", url())).isZero();
    assertThat(out.toString(UTF_8)).startsWith("You asked: “What do you say to 你好?”");

    out.reset();
    assertThat(run("", "--url", url())).isZero();
    assertThat(out.toString(UTF_8)).startsWith("The sky is blue");
    assertThat(err.toString(UTF_8)).contains("asking: " + TerminalChat.BUILT_IN_QUESTION);
  }

  @Test
  void askWithoutTextTakesItFromStdinToo() {
    assertThat(run("What do you say to 你好?\n", "--url", url(), "--ask")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("You asked: “What do you say to 你好?”");

    out.reset();
    assertThat(run("", "--url", url(), "--ask")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("The sky is blue");
  }

  @Test
  void theTextOfAskWinsOverStdin() {
    assertThat(run("from the pipe", "--url", url(), "--ask", "你好")).isZero();
    assertThat(out.toString(UTF_8)).contains("你好").doesNotContain("pipe");
  }

  @Test
  void anErrorInsideTheAnswerKeepsTheTextAndFails() {
    assertThat(run("", "--url", url(), "--ask", "error")).isEqualTo(1);

    assertThat(out.toString(UTF_8)).endsWith("runs out of\n");
    assertThat(err.toString(UTF_8)).contains("ran out of words");
  }

  @Test
  void aServerThatIsNotThereIsSaidToBe() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }

    assertThat(run("", "--url", "http://127.0.0.1:" + port + "/v1", "--ask", "Hi"))
        .isEqualTo(1);

    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).contains("connection refused");
  }

  @Test
  void wrongOptionsAreTheUsersAndNotTheAnswers() {
    assertThat(run("", "--nope")).isEqualTo(2);
    assertThat(run("", "--url", "nonsense", "--ask", "Hi")).isEqualTo(2);

    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8))
        .contains("unknown option --nope", "--help lists the options", "\"nonsense\"");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("", "--help")).isZero();

    assertThat(out.toString(UTF_8))
        .contains("--url", "--model", "--ask", "--help", "OPENAI_API_KEY");
  }

  @Test
  void theKeyIsNeverPrinted() {
    run("", "--url", url(), "--ask", "error");
    run("", "--url", url() + "/nowhere", "--ask", "Hi");

    assertThat(out.toString(UTF_8) + err.toString(UTF_8)).doesNotContain(KEY);
  }

  @Test
  void anAddressThatIsNoWebSocketIsWrongUsage() {
    assertThat(run("", "--ws", "http://h/ws", "--ask", "Hi")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("--ws: \"http://h/ws\" is not the URL of a WebSocket");
  }
}
