package io.github.streamingchat.examples.readme;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a program prints to its standard streams. */
record Printed(String out, String err) {
  static Printed by(Runnable program) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
      program.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return new Printed(
        toOut.toString(StandardCharsets.UTF_8), toErr.toString(StandardCharsets.UTF_8));
  }
}
