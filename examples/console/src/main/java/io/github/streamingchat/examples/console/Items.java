package io.github.streamingchat.examples.console;

import io.github.streamingchat.Part;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.source.ItemWriter;
import io.github.streamingchat.transport.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes items of any kind into one message. Text goes on where the text before it ended; a part, such
 * as that of a {@link Table}, stands between the texts; maps that follow each other are the rows of one
 * table, which grows; events are what they say; anything else is text on a line of its own.
 *
 * <p>For one answer.
 */
final class Items implements ItemWriter<Object> {
  private final List<Object> items = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int part;
  private boolean atLineStart = true;
  private @Nullable Table rows;

  @Override
  public void write(AnswerEmitter out, Object item) {
    out.connected();
    if (item instanceof StreamEvent event) {
      out.event(event);
      keep(item);
    } else if (item instanceof CharSequence piece) {
      text(out, piece.toString());
    } else if (item instanceof Map<?, ?> row) {
      row(out, row);
    } else if (item instanceof Shape shape) {
      put(out, shape.part());
      keep(item);
    } else {
      line(out, String.valueOf(item));
      keep(item);
    }
  }

  private void text(AnswerEmitter out, String piece) {
    text.append(piece);
    say(out, piece);
  }

  private void say(AnswerEmitter out, String piece) {
    if (rows != null) {
      rows = null;
      part++;
    }
    if (!piece.isEmpty()) {
      out.event(new StreamEvent.Text(StreamEvent.PRIMARY, key(), piece));
      atLineStart = piece.endsWith("\n");
    }
  }

  private void line(AnswerEmitter out, String words) {
    say(out, (atLineStart ? "" : "\n") + words + "\n");
  }

  private void row(AnswerEmitter out, Map<?, ?> row) {
    Table longer = rows == null ? Table.of(row) : rows.with(row);
    if (rows == null) {
      part++;
    }
    out.event(new StreamEvent.PartPut(StreamEvent.PRIMARY, key(), longer.part()));
    rows = longer;
    atLineStart = true;
    keep(row);
  }

  private void put(AnswerEmitter out, Part whole) {
    rows = null;
    part++;
    out.event(new StreamEvent.PartPut(StreamEvent.PRIMARY, key(), whole));
    part++;
    atLineStart = true;
  }

  private String key() {
    return Integer.toString(part);
  }

  private void keep(Object item) {
    keepText();
    items.add(item);
  }

  private void keepText() {
    if (!text.isEmpty()) {
      items.add(text.toString());
      text.setLength(0);
    }
  }

  /** Gives what came, once no more comes. */
  List<Object> all() {
    keepText();
    return List.copyOf(items);
  }
}
