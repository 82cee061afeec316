package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.MessageSink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what is new of a stream that may come again from its beginning. Its chunks have no ids, but
 * they come in the same order each time: a chunk's number is its id. One that is known must still be
 * read, for what follows may build on it.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UiMessagesRepeat implements MessageSink {
  private final EventSink sink;
  private final MessageSink message;
  private long chunks;
  private boolean isNew = true;

  UiMessagesRepeat(EventSink sink) {
    this.sink = sink;
    message = sink.primary();
  }

  /** A chunk is about to be read. */
  void nextChunk() {
    isNew = sink.event(Long.toString(++chunks));
  }

  @Override
  public void started(@Nullable String serverId, @Nullable String model) {
    if (isNew) {
      message.started(serverId, model);
    }
  }

  @Override
  public void author(Author author) {
    if (isNew) {
      message.author(author);
    }
  }

  @Override
  public void text(String part, CharSequence piece) {
    if (isNew) {
      message.text(part, piece);
    }
  }

  @Override
  public void text(String part, long offset, CharSequence piece) {
    if (isNew) {
      message.text(part, offset, piece);
    }
  }

  @Override
  public void replaceText(String part, CharSequence whole) {
    if (isNew) {
      message.replaceText(part, whole);
    }
  }

  @Override
  public void reasoning(String part, CharSequence piece) {
    if (isNew) {
      message.reasoning(part, piece);
    }
  }

  @Override
  public void refusal(String part, CharSequence piece) {
    if (isNew) {
      message.refusal(part, piece);
    }
  }

  @Override
  public void put(String part, Part whole) {
    if (isNew) {
      message.put(part, whole);
    }
  }

  @Override
  public void arguments(String part, CharSequence piece) {
    if (isNew) {
      message.arguments(part, piece);
    }
  }

  @Override
  public void completeArguments(String part) {
    if (isNew) {
      message.completeArguments(part);
    }
  }

  @Override
  public void sealText(String part, Part.Seal seal) {
    if (isNew) {
      message.sealText(part, seal);
    }
  }

  @Override
  public void sealReasoning(String part, Part.Seal seal) {
    if (isNew) {
      message.sealReasoning(part, seal);
    }
  }

  @Override
  public void notice(Part.Data data) {
    if (isNew) {
      message.notice(data);
    }
  }

  @Override
  public void step() {
    if (isNew) {
      message.step();
    }
  }

  @Override
  public void resetStep() {
    if (isNew) {
      message.resetStep();
    }
  }

  @Override
  public void metadata(Map<String, ? extends @Nullable Object> members) {
    if (isNew) {
      message.metadata(members);
    }
  }

  @Override
  public void usage(Usage usage) {
    if (isNew) {
      message.usage(usage);
    }
  }

  @Override
  public void finish(FinishReason reason) {
    if (isNew) {
      message.finish(reason);
    }
  }
}
