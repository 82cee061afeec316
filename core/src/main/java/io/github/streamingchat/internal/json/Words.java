package io.github.streamingchat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Short texts that come again and again, such as the type of an event and the name of a model, so that
 * each is one String however often it comes.
 *
 * <p>Thread-safe without a lock: a place holds some text or other, and a reader that finds another one
 * makes its own. That a String may be handed on by a race is said by JLS 17.5.
 */
public final class Words {
  private static final int LONGEST = 64;
  private static final int PLACES = 1 << 8;

  private static final @Nullable String[] KNOWN = new @Nullable String[PLACES];

  private Words() {}

  /**
   * Gives the text that a parser stands at.
   *
   * @param json at a string or a number
   * @return the text
   */
  public static String at(JsonParser json) {
    int length = json.getStringLength();
    if (length > LONGEST) {
      return json.getString();
    }
    char[] chars = json.getStringCharacters();
    int offset = json.getStringOffset();
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + chars[i];
    }
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    String known = KNOWN[place];
    if (known != null && is(known, chars, offset, length)) {
      return known;
    }
    String made = new String(chars, offset, length);
    KNOWN[place] = made;
    return made;
  }

  private static boolean is(String known, char[] chars, int offset, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
