package io.github.streamingchat.benchmarks.load;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server in a process of its own, which ends with this object, or with this process at the latest. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern CLOSED = Pattern.compile("(\\d+)=(\\d+)");

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream commands;
  private final int port;

  ServerProcess() throws IOException {
    process = new ProcessBuilder(JavaProcess.command(StreamServer.class, "-Xmx256m"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    answers = process.inputReader(StandardCharsets.US_ASCII);
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    port = Integer.parseInt(answer());
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new EOFException("the server has ended");
    }
    return line;
  }

  private String ask(String command) throws IOException {
    commands.println(command);
    return answer();
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  int open() throws IOException {
    return Integer.parseInt(ask("open"));
  }

  /** Has events sent, so many a second to all streams together; returns when all are. */
  long pace(int rate, Duration time) throws IOException {
    return Long.parseLong(ask("pace " + rate + " " + time.toMillis()));
  }

  /** When which stream was closed. */
  Map<Integer, Long> closed() throws IOException {
    return CLOSED
        .matcher(ask("closed"))
        .results()
        .collect(Collectors.toMap(
            one -> Integer.valueOf(one.group(1)), one -> Long.valueOf(one.group(2))));
  }

  @Override
  public void close() {
    commands.close();
    process.destroy();
  }
}
