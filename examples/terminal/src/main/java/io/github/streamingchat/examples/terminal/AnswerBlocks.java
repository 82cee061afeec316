package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is new in the messages of an answer, block by block, for a reader that can only go on. A
 * block that grows again behind another one, or whose text was replaced, begins once more.
 *
 * <p>For one thread at a time.
 */
final class AnswerBlocks {
  /** Takes what is new. */
  interface Reader {
    /** What follows is another block. */
    void begin(Block block);

    /** Takes more of the block, never nothing. */
    void append(String text);
  }

  /** Where a part stands: the part of this index in the message of this id. */
  private record Place(MessageId message, int index) {}

  /**
   * What was told of a part.
   *
   * @param content the part's text as it was then
   * @param length how much of it was told
   */
  private record Told(Block block, int revision, String label, ChatText content, int length) {}

  private final Reader reader;
  private final Map<Place, Told> told = new HashMap<>();
  private @Nullable Place last;
  private @Nullable Block lastBlock;

  AnswerBlocks(Reader reader) {
    this.reader = reader;
  }

  /** Tells what is new since the last call. */
  void show(List<ChatMessage> messages) {
    for (ChatMessage message : messages) {
      List<Part> parts = message.parts();
      for (int index = 0; index < parts.size(); index++) {
        boolean grows = !message.status().isTerminal();
        show(new Place(message.id(), index), parts.get(index), grows);
      }
    }
  }

  private void show(Place place, Part part, boolean grows) {
    if (part instanceof Part.Text text) {
      show(place, Block.TEXT, "", text, grows);
    } else if (part instanceof Part.Reasoning reasoning) {
      show(place, Block.REASONING, "", reasoning, grows);
    } else if (part instanceof Part.Refusal refusal) {
      show(place, Block.REFUSAL, "", refusal, grows);
    } else if (part instanceof Part.ToolCall call) {
      show(place, Block.CALL, ToolLines.head(call), call, grows);
    } else if (part instanceof Part.ToolResult result) {
      show(place, new Told(Block.RESULT, 0, ToolLines.of(result), ChatText.EMPTY, 0));
    }
  }

  private void show(Place place, Block block, String label, Part.Growing part, boolean grows) {
    ChatText content = part.content();
    show(place, new Told(block, part.revision(), label, content, whole(content, grows)));
  }

  /** A text that ends in half a character shows U+FFFD for it, until the other half is there. */
  private static int whole(ChatText content, boolean grows) {
    int length = content.length();
    return grows && length > 0 && content.charAt(length - 1) == '\uFFFD' ? length - 1 : length;
  }

  private void show(Place place, Told now) {
    Block block = now.block;
    Told before = told.get(place);
    boolean goesOn = before != null && goesOn(before, now);
    String news = goesOn && before != null
        ? now.content.subSequence(before.length, now.length)
        : now.label + now.content.subSequence(0, now.length);
    if (news.isEmpty()) {
      return;
    }
    boolean here = place.equals(last) && goesOn;
    if (!here && !(before == null && joins(place, block))) {
      reader.begin(block);
    }
    reader.append(block == Block.CALL ? news.replace('\n', ' ') : news);
    told.put(place, now);
    last = place;
    lastBlock = block;
  }

  /**
   * A text of one revision only grows. What has no revision may be told anew as a whole, and where a
   * part was taken back another one may stand.
   */
  private static boolean goesOn(Told before, Told now) {
    return before.block == now.block
        && before.revision == now.revision
        && before.label.equals(now.label)
        && before.length <= now.length
        && (now.block == Block.TEXT
            || before.content.equals(now.content)
            || startsWith(now, before));
  }

  private static boolean startsWith(Told now, Told before) {
    return now.content
        .subSequence(0, before.length)
        .equals(before.content.subSequence(0, before.length));
  }

  /** Providers cut a text into parts in the middle of a sentence, to hang a source on one. */
  private boolean joins(Place place, Block block) {
    return block == Block.TEXT
        && lastBlock == Block.TEXT
        && last != null
        && last.message.equals(place.message);
  }
}
