package io.github.streamingchat.sse;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second reading of WHATWG HTML 9.2, to judge the parser by: the whole text at once, step by step
 * as the standard spells it, with no thought of speed and no line in common with the parser.
 */
final class LetterOfTheStandard {
  /** What a parser should have called, and the last event id that it should hold at the end. */
  record Reading(List<Object> calls, String lastEventId) {
    /** The calls before the end of the stream. */
    List<Object> beforeEnd() {
      return calls.stream().filter(c -> !(c instanceof Recorder.Incomplete)).toList();
    }
  }

  private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\r|\n)");

  private final List<Object> calls = new ArrayList<>();
  private String data = "";
  private String type = "";
  private String idBuffer;
  private String lastEventId;
  private boolean somethingWaits;

  private LetterOfTheStandard(String seed) {
    idBuffer = seed;
    lastEventId = seed;
  }

  static Reading read(byte[] stream, String seed) {
    return new LetterOfTheStandard(seed).readAll(stream);
  }

  private Reading readAll(byte[] stream) {
    String text = decode(stream);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    Matcher lines = LINE.matcher(text);
    int rest = 0;
    while (lines.find()) {
      line(lines.group(1));
      rest = lines.end();
    }
    if (somethingWaits || rest < text.length()) {
      calls.add(new Recorder.Incomplete(bytesAfterTheLastBlankLine(stream)));
    }
    return new Reading(List.copyOf(calls), lastEventId);
  }

  private void line(String line) {
    if (line.isEmpty()) {
      dispatch();
      return;
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      calls.add(new Recorder.Comment(withoutOneSpace(line.substring(1))));
    } else if (colon > 0) {
      field(line.substring(0, colon), withoutOneSpace(line.substring(colon + 1)));
    } else {
      field(line, "");
    }
  }

  private static String withoutOneSpace(String value) {
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private void field(String name, String value) {
    switch (name) {
      case "event" -> {
        type = value;
        somethingWaits = true;
      }
      case "data" -> {
        data = data + value + "\n";
        somethingWaits = true;
      }
      case "id" -> {
        if (value.indexOf(0) < 0) {
          idBuffer = value;
          somethingWaits = true;
        }
      }
      case "retry" -> {
        if (value.matches("[0-9]+")) {
          BigInteger millis = new BigInteger(value).min(BigInteger.valueOf(Long.MAX_VALUE));
          calls.add(new Recorder.Retry(Duration.ofMillis(millis.longValueExact())));
        }
      }
      default -> {}
    }
  }

  private void dispatch() {
    lastEventId = idBuffer;
    if (!data.isEmpty()) {
      calls.add(new SseEvent(
          type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), lastEventId));
    }
    data = "";
    type = "";
    somethingWaits = false;
  }

  /** Counted on the bytes: each is a character of Latin-1. */
  private static long bytesAfterTheLastBlankLine(byte[] stream) {
    String bytes = new String(stream, StandardCharsets.ISO_8859_1);
    if (bytes.startsWith("\u00EF\u00BB\u00BF")) {
      bytes = bytes.substring(3);
    }
    Matcher lines = LINE.matcher(bytes);
    int after = 0;
    while (lines.find()) {
      if (lines.group(1).isEmpty()) {
        after = lines.end();
      }
    }
    return bytes.length() - after;
  }

  /** The well-formed sequences, table 3-7 of the Unicode Standard: low and high of each byte. */
  private static final int[][] WELL_FORMED = {
    {0x00, 0x7F},
    {0xC2, 0xDF, 0x80, 0xBF},
    {0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF},
    {0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF},
    {0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF},
    {0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF},
    {0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
    {0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
    {0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF},
  };

  /** Every maximal subpart of an ill-formed sequence becomes one U+FFFD. */
  static String decode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < bytes.length) {
      int longest = 0;
      boolean whole = false;
      for (int[] row : WELL_FORMED) {
        int length = 0;
        while (2 * length < row.length
            && at + length < bytes.length
            && (bytes[at + length] & 0xFF) >= row[2 * length]
            && (bytes[at + length] & 0xFF) <= row[2 * length + 1]) {
          length++;
        }
        longest = Math.max(longest, length);
        whole |= 2 * length == row.length;
      }
      text.append(whole ? new String(bytes, at, longest, StandardCharsets.UTF_8) : "\uFFFD");
      at += Math.max(longest, 1);
    }
    return text.toString();
  }
}
