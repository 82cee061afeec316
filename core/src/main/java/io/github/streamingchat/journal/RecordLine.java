package io.github.streamingchat.journal;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.stored.Fields;
import io.github.streamingchat.internal.stored.JsonLine;
import io.github.streamingchat.internal.stored.Members;
import io.github.streamingchat.internal.stored.StoredFormatException;
import io.github.streamingchat.internal.stored.StoredMessages;
import io.github.streamingchat.internal.stored.StoredParts;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record with its number, as a line of JSON. The number is one more than that of the line before, so
 * that a line that is missing is missed. The last member is the CRC-32C of the UTF-8 of all before it,
 * so that a line is known to be what was written without being understood.
 *
 * <pre>
 * {"n":1,"op":"opened","conversation":"c","format":1,"crc":"6a2e5f07"}
 * {"n":7,"op":"text","id":"m2","part":0,"at":120,"text":" and so","crc":"0b1d44c9"}
 * </pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param number counted from 1
 * @param more whether the next line belongs to the same step of the conversation: one counts only with
 *     the others
 * @param record what it says
 */
record RecordLine(long number, boolean more, JournalRecord record) {
  /** What this version writes and reads. */
  static final int FORMAT = 1;

  private static final String CRC = ",\"crc\":\"";
  private static final int CRC_DIGITS = 8;
  private static final String END = "\"}";
  private static final int TAIL = CRC.length() + CRC_DIGITS + END.length();

  /**
   * Writes the line.
   *
   * @throws IllegalArgumentException if a message holds what JSON has no form for
   */
  String text() {
    Members to = new Members().put("n", number);
    write(to);
    to.put("more", more ? true : null);
    String json = JsonLine.write(to.asMap());
    String covered = json.substring(0, json.length() - 1);
    return covered + CRC + crc(covered) + END;
  }

  private static String crc(String covered) {
    CRC32C crc = new CRC32C();
    crc.update(covered.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(crc.getValue(), CRC_DIGITS);
  }

  private void write(Members to) {
    if (record instanceof JournalRecord.Opened opened) {
      to.put("op", "opened").put("conversation", opened.conversation());
      to.put("format", opened.format());
    } else if (record instanceof JournalRecord.Added added) {
      to.put("op", "added").put("message", StoredMessages.write(added.message()));
    } else if (record instanceof JournalRecord.Changed changed) {
      to.put("op", "changed").put("message", StoredMessages.write(changed.withoutParts()));
    } else if (record instanceof JournalRecord.PartPut put) {
      part(to, "part", put.id(), put.part()).put("value", StoredParts.write(put.whole()));
    } else if (record instanceof JournalRecord.PartChanged changed) {
      part(to, "beside", changed.id(), changed.part())
          .put("value", StoredParts.write(changed.withoutText()));
    } else if (record instanceof JournalRecord.Appended text) {
      part(to, "text", text.id(), text.part()).put("at", text.at()).put("text", text.text());
    } else if (record instanceof JournalRecord.PartsCut cut) {
      to.put("op", "parts").put("id", cut.id().value()).put("left", cut.left());
    } else if (record instanceof JournalRecord.Removed removed) {
      to.put("op", "removed").put("id", removed.id().value());
    } else {
      to.put("op", "cleared");
    }
  }

  private static Members part(Members to, String name, MessageId id, int part) {
    return to.put("op", name).put("id", id.value()).put("part", part);
  }

  /**
   * Reads a line.
   *
   * @throws StoredFormatException if it is not what was written, or says what no journal says
   */
  static RecordLine of(String line) {
    int end = line.length() - TAIL;
    boolean hasTail = end > 0 && line.startsWith(CRC, end) && line.endsWith(END);
    if (!hasTail) {
      throw new StoredFormatException("it does not end with a checksum");
    }
    String covered = line.substring(0, end);
    if (!crc(covered).equals(line.substring(end + CRC.length(), end + CRC.length() + CRC_DIGITS))) {
      throw new StoredFormatException("its checksum is that of another line");
    }
    Map<String, @Nullable Object> members = JsonLine.read(covered + '}');
    try {
      Fields from = new Fields(members);
      return new RecordLine(from.whole("n"), from.truthOr("more", false), record(from));
    } catch (IllegalArgumentException refused) {
      throw new StoredFormatException(String.valueOf(refused.getMessage()));
    }
  }

  private static JournalRecord record(Fields from) {
    String name = from.text("op");
    return switch (name) {
      case "opened" -> new JournalRecord.Opened(from.text("conversation"), from.count("format"));
      case "added" -> new JournalRecord.Added(StoredMessages.read(from.object("message")));
      case "changed" -> new JournalRecord.Changed(StoredMessages.read(from.object("message")));
      case "part" -> new JournalRecord.PartPut(id(from), place(from, "part"), value(from));
      case "beside" -> {
        if (!(value(from) instanceof Part.Growing growing)) {
          throw from.wrong("the field \"value\" must be a part with a text");
        }
        yield new JournalRecord.PartChanged(
            id(from), place(from, "part"), growing.withContent(ChatText.EMPTY));
      }
      case "text" ->
        new JournalRecord.Appended(
            id(from), place(from, "part"), place(from, "at"), from.text("text"));
      case "parts" -> new JournalRecord.PartsCut(id(from), place(from, "left"));
      case "removed" -> new JournalRecord.Removed(id(from));
      case "cleared" -> new JournalRecord.Cleared();
      default -> throw from.wrong("no change is called \"" + name + "\"");
    };
  }

  private static MessageId id(Fields from) {
    return MessageId.of(from.text("id"));
  }

  private static Part value(Fields from) {
    return StoredParts.read(from.object("value"));
  }

  private static int place(Fields from, String name) {
    int place = from.count(name);
    if (place < 0) {
      throw from.wrong("the field \"%s\" must not be negative: %d".formatted(name, place));
    }
    return place;
  }
}
