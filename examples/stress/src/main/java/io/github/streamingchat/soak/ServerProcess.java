package io.github.streamingchat.soak;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An {@link UnreliableServer} in a JVM of its own, which ends with this one. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final String port;

  /** What the server has seen so far. */
  record Counts(int requests, int open) {}

  ServerProcess() throws IOException {
    process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            UnreliableServer.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    output = process.inputReader(StandardCharsets.UTF_8);
    input = process.outputWriter(StandardCharsets.UTF_8);
    port = line();
  }

  private String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return line;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  Counts counts() throws IOException {
    input.newLine();
    input.flush();
    String[] counts = line().split(" ", 2);
    return new Counts(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
  }

  @Override
  public void close() throws IOException {
    input.close();
    process.destroy();
  }
}
