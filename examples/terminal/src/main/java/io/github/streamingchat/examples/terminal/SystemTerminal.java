package io.github.streamingchat.examples.terminal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.terminal.spi.SystemStream;

/**
 * The terminal this process runs in, if it does.
 *
 * <p>Thread-safe.
 */
public final class SystemTerminal {
  private SystemTerminal() {}

  /**
   * Tells whether keys can be read.
   *
   * @return true if stdin is a terminal
   */
  public static boolean isInput() {
    return isTerminal(SystemStream.Input);
  }

  /**
   * Tells whether a person reads along.
   *
   * @return true if stdout is a terminal
   */
  public static boolean isOutput() {
    return isTerminal(SystemStream.Output);
  }

  private static boolean isTerminal(SystemStream stream) {
    return TerminalBuilder.builder()
        .getProviders(null, new IllegalStateException("no terminal provider"))
        .stream()
        .anyMatch(provider -> provider.isSystemStream(stream));
  }

  /**
   * Opens it.
   *
   * @return the terminal, to be closed
   * @throws IOException if it cannot be opened
   */
  public static Terminal open() throws IOException {
    TerminalBuilder builder = TerminalBuilder.builder()
        .name("streaming-chat")
        .system(true)
        .systemOutput(SystemOutput.SysOut);
    if (isAsciiLocale()) {
      builder
          .encoding(StandardCharsets.UTF_8)
          .stdinEncoding(StandardCharsets.UTF_8)
          .stdoutEncoding(StandardCharsets.UTF_8);
    }
    return builder.build();
  }

  /**
   * Gives the encoding for plain output.
   *
   * @return the system's where a person reads it, else UTF-8
   */
  public static Charset outputCharset() {
    return isOutput() && !isAsciiLocale() ? nativeCharset() : StandardCharsets.UTF_8;
  }

  /** A container often has the POSIX locale, in a terminal that shows UTF-8 all the same. */
  private static boolean isAsciiLocale() {
    return nativeCharset().equals(StandardCharsets.US_ASCII);
  }

  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
  }
}
