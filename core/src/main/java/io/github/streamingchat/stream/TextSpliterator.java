package io.github.streamingchat.stream;

import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream's view of a loop over text. It never splits: that would read ahead. */
record TextSpliterator(TextIterator texts) implements Spliterator<String> {
  @Override
  public boolean tryAdvance(Consumer<? super String> action) {
    boolean hasNext = texts.hasNext();
    if (hasNext) {
      action.accept(texts.next());
    }
    return hasNext;
  }

  @Override
  public @Nullable Spliterator<String> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE; // unknown
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL | IMMUTABLE;
  }
}
