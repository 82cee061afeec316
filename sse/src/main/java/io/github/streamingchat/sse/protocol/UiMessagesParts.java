package io.github.streamingchat.sse.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one kind that are open, by the ids that the peer gave them. An id names a part from its
 * start to its end, or to the end of the step; after that it may name another one.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UiMessagesParts {
  /** More are not open at once in any answer; a peer that ends none must not fill the memory. */
  private static final int MOST = 1000;

  private static final String NEVER_STARTED = "unknown_part";

  /** How the parts of this kind are told to the message. */
  private interface Telling {
    void piece(String part, @Nullable String piece);

    void seal(String part, String seal);
  }

  private static final class Open {
    final String key;
    boolean hasText;

    @Nullable
    String seal;

    Open(String key) {
      this.key = key;
    }
  }

  private final JsonFrames frames;
  private final Telling telling;

  /** Whether a part is told that has a seal and no text. */
  private final boolean mayBeEmpty;

  private final Map<String, Open> open = new LinkedHashMap<>();
  private int begun;

  private UiMessagesParts(JsonFrames frames, Telling telling, boolean mayBeEmpty) {
    this.frames = frames;
    this.telling = telling;
    this.mayBeEmpty = mayBeEmpty;
  }

  static UiMessagesParts texts(JsonFrames frames, DecodedMessage message) {
    Telling telling = new Telling() {
      @Override
      public void piece(String part, @Nullable String piece) {
        message.text(part, piece);
      }

      @Override
      public void seal(String part, String seal) {
        message.sealText(part, seal, null);
      }
    };
    return new UiMessagesParts(frames, telling, false);
  }

  /** A reasoning that the provider hides is one all the same. */
  static UiMessagesParts reasonings(JsonFrames frames, DecodedMessage message) {
    Telling telling = new Telling() {
      @Override
      public void piece(String part, @Nullable String piece) {
        message.reasoning(part, piece);
      }

      @Override
      public void seal(String part, String seal) {
        message.sealReasoning(part, seal, null);
      }
    };
    return new UiMessagesParts(frames, telling, true);
  }

  /** A part begins: a new one, also if its id has named another before. */
  void start(UiMessagesChunk chunk) {
    if (open.size() >= MOST) {
      frames.problem("too_many_parts", "more parts were open at once than anybody needs");
      close();
    }
    Open before = open.put(idOf(chunk), sealed(new Open(Integer.toString(begun++)), chunk));
    if (before != null) {
      close(before);
    }
  }

  void delta(UiMessagesChunk chunk) {
    Open part = open.get(idOf(chunk));
    if (part == null) {
      frames.problem(
          NEVER_STARTED, "a %s came for a part that was never started".formatted(chunk.type));
      start(chunk);
      part = Objects.requireNonNull(open.get(idOf(chunk)));
    }
    sealed(part, chunk).hasText |= chunk.delta != null && !chunk.delta.isEmpty();
    telling.piece(part.key, chunk.delta);
  }

  void end(UiMessagesChunk chunk) {
    Open part = open.remove(idOf(chunk));
    if (part == null) {
      frames.problem(
          NEVER_STARTED, "a %s came for a part that was never started".formatted(chunk.type));
    } else {
      close(sealed(part, chunk));
    }
  }

  private static String idOf(UiMessagesChunk chunk) {
    return chunk.id == null ? "" : chunk.id;
  }

  /** The last word of the provider on a part is the one that counts. */
  private static Open sealed(Open part, UiMessagesChunk chunk) {
    Object told = chunk.value("providerMetadata");
    if (told != null) {
      part.seal = UiMessagesSeal.json(Map.of("providerMetadata", told));
    }
    return part;
  }

  private void close(Open part) {
    if (part.seal != null && (mayBeEmpty || part.hasText)) {
      telling.seal(part.key, part.seal);
    }
  }

  /** Ends all that are open. */
  void close() {
    List.copyOf(open.values()).forEach(this::close);
    open.clear();
  }

  /** The open parts are taken back. */
  void forget() {
    open.clear();
  }
}
