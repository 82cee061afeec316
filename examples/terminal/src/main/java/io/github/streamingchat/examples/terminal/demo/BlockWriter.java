package io.github.streamingchat.examples.terminal.demo;

import io.github.streamingchat.examples.terminal.demo.AnswerEvent.ToolCall;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer in a format that puts each stretch of reasoning or text, and each call, between a
 * beginning and an end of its own. A block ends where another begins.
 */
abstract class BlockWriter implements AnswerWriter {
  /** What a stretch of words is. */
  enum Kind {
    REASONING,
    TEXT
  }

  private final StringBuilder soFar = new StringBuilder();
  private @Nullable Kind open;
  private int blocks;

  @Override
  public final void reasoning(String piece) throws IOException {
    add(Kind.REASONING, piece);
  }

  @Override
  public final void text(String piece) throws IOException {
    add(Kind.TEXT, piece);
  }

  private void add(Kind kind, String piece) throws IOException {
    if (open != kind) {
      next();
      open = kind;
      beginBlock(kind);
    }
    soFar.append(piece);
    piece(kind, piece);
  }

  @Override
  public final void callBegun(ToolCall call) throws IOException {
    next();
    beginCall(call);
  }

  private void next() throws IOException {
    close();
    blocks++;
  }

  private void close() throws IOException {
    if (open != null) {
      endBlock(open, soFar.toString());
      open = null;
      soFar.setLength(0);
    }
  }

  @Override
  public final void end() throws IOException {
    close();
    finish();
  }

  /** Gives the place of the current block among the blocks, from 0. */
  final int index() {
    return blocks - 1;
  }

  abstract void beginBlock(Kind kind) throws IOException;

  abstract void piece(Kind kind, String piece) throws IOException;

  abstract void endBlock(Kind kind, String whole) throws IOException;

  abstract void beginCall(ToolCall call) throws IOException;

  /** Writes what comes after the last block. */
  abstract void finish() throws IOException;
}
