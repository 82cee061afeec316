package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a run. Those of the assistant are messages of the answer. What an agent says in another
 * role, such as the user's own words again, is no part of the answer: it is kept as it came, as a {@link
 * io.github.streamingchat.Part.Raw} of the message before it.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiTexts {
  /** More than this of texts that are not the answer's is not kept by a message anyhow. */
  private static final int MOST_OTHER = 1 << 20;

  private final JsonFrames frames;
  private final AgUiMessages messages;
  private final AgUiOpen open = new AgUiOpen();
  private final Map<String, Other> others = new LatestIds<>();

  /** What the last snapshot told of texts that chunks may go on with or may have ended. */
  private final Map<String, String> paused = new LinkedHashMap<>();

  /** What the last snapshot told at its end of texts that the run itself has not told. */
  private final Map<String, String> untold = new LinkedHashMap<>();

  private boolean tells;
  private int otherCharacters;

  private static final class Other {
    final String role;

    /** What came of it; null if that was more than is kept. */
    @Nullable
    StringBuilder text = new StringBuilder();

    Other(String role) {
      this.role = role;
    }
  }

  AgUiTexts(JsonFrames frames, AgUiMessages messages) {
    this.frames = frames;
    this.messages = messages;
  }

  void start(AgUiEvent event) {
    String id = Objects.requireNonNullElse(event.messageId(), "");
    open.pauseChunked(id);
    AgUiOpen.State state = open.of(id);
    if (state == AgUiOpen.State.STARTED) {
      frames.problem("started_twice", "a text began that had begun already; it went on");
    } else if (state == AgUiOpen.State.ENDED) {
      reportAfterEnd();
    }
    begin(id, event);
    open.start(id);
    metadata(id, event);
  }

  private void begin(String id, AgUiEvent event) {
    String role = event.text("role");
    if (role != null && !role.equals("assistant") && !open.knows(id)) {
      others.putIfAbsent(id, new Other(role));
      messages.noteOther(id);
    } else if (!others.containsKey(id)) {
      messages.assistant(id).author(event.text("name"));
    }
  }

  void content(AgUiEvent event) {
    String id = id(event);
    open.pauseChunked(id);
    if (!open.isOpen(id)) {
      if (open.of(id) == AgUiOpen.State.ENDED) {
        reportAfterEnd();
      } else {
        frames.problem(
            "text_without_start", "text came for a message that had not begun; it began");
      }
      begin(id, event);
      open.start(id);
    }
    append(id, event);
  }

  private void reportAfterEnd() {
    frames.problem("text_after_end", "text came for a message that had ended; it went on");
  }

  /** The event's own, or that of the text that is open. */
  private String id(AgUiEvent event) {
    String id = event.messageId() == null ? open.latest() : event.messageId();
    return Objects.requireNonNullElse(id, "");
  }

  void chunk(AgUiEvent event) {
    if (event.messageId() == null && open.latest() == null) {
      frames.problem("chunk_without_id", "a chunk of text named no message where none was open");
    }
    String id = id(event);
    open.pauseChunked(id);
    if (open.of(id) == AgUiOpen.State.ENDED) {
      reportAfterEnd();
    }
    if (!open.knows(id)) {
      begin(id, event);
    }
    open.chunk(id);
    append(id, event);
  }

  private void append(String id, AgUiEvent event) {
    String piece = event.delta();
    if (piece != null && !piece.isEmpty()) {
      append(id, piece);
    }
    metadata(id, event);
  }

  private void append(String id, String piece) {
    paused.remove(id);
    Other other = others.get(id);
    if (other == null) {
      tells = true;
      messages.assistant(id).told().text(AgUiMessage.TEXT, piece);
    } else {
      append(other, piece);
    }
  }

  private void append(Other other, String piece) {
    StringBuilder text = other.text;
    if (text == null) {
      return;
    }
    if (piece.length() > MOST_OTHER - otherCharacters) {
      other.text = null;
      frames.notice(new Problem(
          "raw_dropped", "a text that is not the answer's was more than is kept, and passed over"));
    } else {
      otherCharacters += piece.length();
      text.append(piece);
    }
  }

  private void metadata(String id, AgUiEvent event) {
    AgUiMessage message = messages.find(id);
    if (message != null) {
      message.metadata(event.object("metadata"));
    }
  }

  void end(AgUiEvent event) {
    String id = id(event);
    if (open.isOpen(id) || open.of(id) == AgUiOpen.State.PAUSED) {
      open.end(id);
      keepOther(id);
    } else {
      frames.problem("end_without_start", "a text ended that was not open");
    }
    metadata(id, event);
  }

  private void keepOther(String id) {
    Other other = others.get(id);
    StringBuilder text = other == null ? null : other.text;
    if (other != null && text != null && !text.isEmpty()) {
      messages
          .current()
          .told()
          .raw("message", Map.of("id", id, "role", other.role, "content", text.toString()));
      other.text = new StringBuilder(); // the old one would keep its room
    }
  }

  /** An event of another kind came. */
  void pauseChunked() {
    open.pauseChunked(null);
  }

  /** Whether this is a text of the assistant. */
  boolean seal(String id, String encrypted) {
    AgUiMessage message = messages.find(id);
    if (message != null && open.knows(id)) {
      message.told().sealText(AgUiMessage.TEXT, null, encrypted);
      return true;
    }
    return false;
  }

  /**
   * Takes the whole conversation, as the agent has it. The texts of messages of this run are what they
   * should have come to; that of a message which is being told now is not, since its next pieces follow.
   * Whether chunks have told the whole of theirs is known when no more have come. An agent that does not
   * stream tells its answer here alone: it is what the assistant said behind everybody else.
   */
  void snapshot(List<?> conversation) {
    paused.clear();
    untold.clear();
    for (Object each : conversation) {
      if (each instanceof Map<?, ?> message && message.get("id") instanceof String id) {
        if (!"assistant".equals(message.get("role"))) {
          messages.noteOther(id);
          untold.clear();
        } else if (open.of(id) == AgUiOpen.State.ENDED) {
          whole(id, message.get("content"));
        } else if (open.of(id) == AgUiOpen.State.PAUSED
            && message.get("content") instanceof String content) {
          paused.put(id, content);
        } else if (!open.knows(id) && message.get("content") instanceof String content) {
          untold.put(id, content);
        }
      }
    }
  }

  private void whole(String id, @Nullable Object content) {
    AgUiMessage message = messages.find(id);
    if (message != null && content instanceof String text && !text.isEmpty()) {
      message.told().wholeText(AgUiMessage.TEXT, text);
    }
  }

  /** The run is over. */
  void close() {
    if (!open.unended().isEmpty()) {
      frames.problem("open_at_end", "the run finished while a text was open, which was closed");
    }
    paused.forEach(this::whole);
    if (!tells) {
      untold.forEach((id, text) -> messages.assistant(id).told().text(AgUiMessage.TEXT, text));
    }
    others.keySet().forEach(this::keepOther);
  }
}
