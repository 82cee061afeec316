package io.github.streamingchat.sse.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent thinks, which AG-UI tells as messages of their own. Here each is a part of the message
 * that is being told, or of the one to come if there is none yet. The deprecated {@code THINKING_*}
 * events say the same without ids.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiReasoning {
  private final JsonFrames frames;
  private final AgUiMessages messages;
  private final AgUiOpen open = new AgUiOpen();

  /** Where each piece of reasoning stands. */
  private final Map<String, AgUiMessage> places = new LatestIds<>();

  private int unnamed;

  AgUiReasoning(JsonFrames frames, AgUiMessages messages) {
    this.frames = frames;
    this.messages = messages;
  }

  void start(AgUiEvent event) {
    String id = event.messageId() == null ? nextUnnamed() : event.messageId();
    open.pauseChunked(id);
    AgUiOpen.State state = open.of(id);
    if (state == AgUiOpen.State.STARTED) {
      frames.problem("started_twice", "reasoning began that had begun already; it went on");
    } else if (state == AgUiOpen.State.ENDED) {
      reportAfterEnd();
    }
    open.start(id);
    place(id);
  }

  private String nextUnnamed() {
    return "thinking-" + ++unnamed;
  }

  private AgUiMessage place(String id) {
    return places.computeIfAbsent(id, unknown -> messages.current());
  }

  private void reportAfterEnd() {
    frames.problem("reasoning_after_end", "reasoning came that had ended; it went on");
  }

  void content(AgUiEvent event) {
    String id = idOrNew(event);
    open.pauseChunked(id);
    if (!open.isOpen(id)) {
      if (open.of(id) == AgUiOpen.State.ENDED) {
        reportAfterEnd();
      } else {
        frames.problem("reasoning_without_start", "reasoning came that had not begun; it began");
      }
      open.start(id);
    }
    place(id).told().reasoning(id, event.delta());
  }

  private String idOrNew(AgUiEvent event) {
    String id = event.messageId() == null ? open.latest() : event.messageId();
    return id == null ? nextUnnamed() : id;
  }

  /** The first chunk has an id and opens; an empty one closes. */
  void chunk(AgUiEvent event) {
    String latest = open.latest();
    if ("".equals(event.delta()) && latest != null) {
      open.pauseChunked(null);
      return;
    }
    if (event.messageId() == null && latest == null) {
      frames.problem("chunk_without_id", "a chunk of reasoning named none where none was open");
    }
    String id = idOrNew(event);
    open.pauseChunked(id);
    if (open.of(id) == AgUiOpen.State.ENDED) {
      reportAfterEnd();
    }
    open.chunk(id);
    place(id).told().reasoning(id, event.delta());
  }

  void end(AgUiEvent event) {
    String id = event.messageId() == null ? open.latest() : event.messageId();
    if (id != null && (open.isOpen(id) || open.of(id) == AgUiOpen.State.PAUSED)) {
      open.end(id);
    } else {
      frames.problem("end_without_start", "reasoning ended that was not open");
    }
  }

  /** An event of another kind came. */
  void pauseChunked() {
    open.pauseChunked(null);
  }

  /** Reasoning that the agent hides comes so, without any text. */
  void seal(@Nullable String id, String encrypted) {
    String key = id == null ? nextUnnamed() : id;
    place(key).told().sealReasoning(key, null, encrypted);
  }

  /** The run is over. */
  void close() {
    if (!open.unended().isEmpty()) {
      frames.problem("open_at_end", "the run finished while reasoning was open, which was closed");
    }
  }
}
