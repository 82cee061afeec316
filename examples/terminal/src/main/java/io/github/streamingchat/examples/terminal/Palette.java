package io.github.streamingchat.examples.terminal;

import java.util.Map;
import org.jline.utils.AttributedStyle;

/**
 * How each tone looks. Without colours, bold and faint remain.
 *
 * <p>Immutable and thread-safe.
 *
 * @param colours whether there are colours
 */
public record Palette(boolean colours) {
  /**
   * Leaves colours out where NO_COLOR is set, and is not empty (no-color.org).
   *
   * @param environment of the process
   * @return how things look there
   */
  public static Palette of(Map<String, String> environment) {
    return new Palette(environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /**
   * Gives the look of a tone.
   *
   * @param tone the tone
   * @return its style
   */
  public AttributedStyle style(Tone tone) {
    AttributedStyle coloured = switch (tone) {
      case PLAIN -> AttributedStyle.DEFAULT;
      case QUIET -> AttributedStyle.DEFAULT.faint();
      case NEWS -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
      case FAULT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
      case PROMPT -> AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
      case CALL -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    };
    return colours ? coloured : coloured.foregroundDefault();
  }
}
