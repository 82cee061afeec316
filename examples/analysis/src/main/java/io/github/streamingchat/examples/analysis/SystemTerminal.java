package io.github.streamingchat.examples.analysis;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.terminal.spi.SystemStream;

/** The terminal this process runs in, if it does. */
final class SystemTerminal {
  private SystemTerminal() {}

  static boolean isInput() {
    return isTerminal(SystemStream.Input);
  }

  static boolean isOutput() {
    return isTerminal(SystemStream.Output);
  }

  private static boolean isTerminal(SystemStream stream) {
    return TerminalBuilder.builder()
        .getProviders(null, new IllegalStateException("no terminal provider"))
        .stream()
        .anyMatch(provider -> provider.isSystemStream(stream));
  }

  static Terminal open() throws IOException {
    return TerminalBuilder.builder()
        .name("streaming-chat")
        .system(true)
        .systemOutput(SystemOutput.SysOut)
        .encoding(charset())
        .stdinEncoding(charset())
        .stdoutEncoding(charset())
        .build();
  }

  /** A container often has the POSIX locale, in a terminal that shows UTF-8 all the same. */
  static Charset charset() {
    Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return charset.equals(StandardCharsets.US_ASCII) || !isOutput()
        ? StandardCharsets.UTF_8
        : charset;
  }
}
