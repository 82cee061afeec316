package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.Part;
import io.github.streamingchat.stream.PartChange;
import io.github.streamingchat.stream.PartChange.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is new in an answer, block by block, for a reader that can only go on. A block that grows
 * again behind another one, or whose text was replaced, begins once more; what was taken back stays.
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

  private final Reader reader;
  private @Nullable PartChange last;

  AnswerBlocks(Reader reader) {
    this.reader = reader;
  }

  /** Tells what happened to a part of the answer. */
  void show(PartChange change) {
    Block block = Block.of(change.part());
    boolean goesOn = change.kind() == Kind.UPDATED;
    String news = (goesOn ? "" : head(change.part())) + change.text();
    if (block == null || change.kind() == Kind.REMOVED || news.isEmpty()) {
      return;
    }
    if (!(goesOn ? isHere(change) : joins(change))) {
      reader.begin(block);
    }
    reader.append(block == Block.CALL ? news.replace('\n', ' ') : news);
    last = change;
  }

  /** What a block begins with, before its text. */
  private static String head(Part part) {
    if (part instanceof Part.ToolCall call) {
      return ToolLines.head(call);
    }
    return part instanceof Part.ToolResult result ? ToolLines.of(result) : "";
  }

  private boolean isHere(PartChange change) {
    return last != null && isOfLastMessage(change) && last.index() == change.index();
  }

  /** Providers cut a text into parts in the middle of a sentence, to hang a source on one. */
  private boolean joins(PartChange change) {
    return change.kind() == Kind.ADDED
        && change.part() instanceof Part.Text
        && last != null
        && last.part() instanceof Part.Text
        && isOfLastMessage(change);
  }

  private boolean isOfLastMessage(PartChange change) {
    return last != null && last.message().id().equals(change.message().id());
  }
}
