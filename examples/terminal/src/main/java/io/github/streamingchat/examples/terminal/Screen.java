package io.github.streamingchat.examples.terminal;

import java.util.List;
import org.jline.terminal.Terminal;

/**
 * Where answers are shown while they come, one after the other.
 *
 * <p>For one thread.
 */
interface Screen extends AnswerBlocks.Reader {
  /**
   * What stands below the answer while it comes.
   *
   * @param text where the answer stands, or a hint
   * @param typed the line that is being typed
   */
  record Status(String text, String typed) {}

  /**
   * A line of the program's own.
   *
   * @param text the line
   * @param tone what it is
   */
  record Note(String text, Tone tone) {}

  /** Picks what the terminal can do. */
  static Screen on(Terminal terminal, Palette palette) {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB)
        ? new PlainScreen(terminal)
        : new AnsiScreen(terminal, palette);
  }

  /** Prints a line of the program's own, while no answer comes. */
  void say(Note note);

  /** Begins another block of the answer, on a row of its own. */
  @Override
  void begin(Block block);

  /** Takes more of the block. */
  @Override
  void append(String text);

  /** Shows what has changed. */
  void paint(Status status);

  /** Takes the status away and puts the notes in its place; the next answer may begin. */
  void end(List<Note> notes);
}
