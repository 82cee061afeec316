package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.transport.EventSink;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the answer's messages an event of the run belongs to. The first message of the assistant is
 * the answer's primary one, with all that came before it; each further id is a message of its own.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiMessages {
  private static final int MOST = 10_000;

  private final EventSink sink;
  private final JsonFrames frames;
  private final Map<String, AgUiMessage> assistants = new HashMap<>();
  private final Set<AgUiMessage> all = new LinkedHashSet<>();

  /** The ids of what is no message of an assistant. */
  private final Map<String, Boolean> others = new LatestIds<>();

  private final AgUiMessage primary;
  private AgUiMessage current;
  private boolean primaryNamed;

  /**
   * Begins a run.
   *
   * @param questions the ids of what was sent that is no message of an assistant
   */
  AgUiMessages(EventSink sink, JsonFrames frames, Set<String> questions) {
    this.sink = sink;
    this.frames = frames;
    questions.forEach(id -> others.put(id, true));
    primary =
        new AgUiMessage(frames, () -> new DecodedMessage(frames, sink.primary(), AgUi.ISSUER));
    primary.told();
    all.add(primary);
    assistants.put("", primary); // to which belongs what names no message
    current = primary;
  }

  AgUiMessage primary() {
    return primary;
  }

  /** The one that began last: what names no message belongs to it. */
  AgUiMessage current() {
    return current;
  }

  Collection<AgUiMessage> all() {
    return all;
  }

  @Nullable
  AgUiMessage find(String id) {
    return assistants.get(id);
  }

  /** The assistant's message of an id, which begins if it is not there. */
  AgUiMessage assistant(String id) {
    AgUiMessage known = assistants.get(id);
    return known == null ? begun(id) : known;
  }

  private AgUiMessage begun(String id) {
    AgUiMessage message = primaryNamed ? new AgUiMessage(frames, () -> joined(id)) : primary;
    if (!primaryNamed) {
      primaryNamed = true;
      primary.told().started(id, null);
    }
    others.remove(id);
    current = message;
    if (all.size() < MOST) { // those beyond it cannot all have joined, and need not be known again
      assistants.put(id, message);
      all.add(message);
    }
    return message;
  }

  private DecodedMessage joined(String id) {
    DecodedMessage message = new DecodedMessage(frames, sink.message(id), AgUi.ISSUER);
    message.started(id, null);
    return message;
  }

  /** Takes note of an id that no tool call can be part of. */
  void noteOther(@Nullable String id) {
    if (id != null && !assistants.containsKey(id)) {
      others.put(id, true);
    }
  }

  /**
   * The message that a tool call is part of: its parent, which begins if it is not there. Some servers
   * take the question for it; then the call is a message of its own.
   */
  AgUiMessage ofCall(String callId, @Nullable String parentId) {
    if (parentId == null) {
      return current;
    }
    return assistant(others.containsKey(parentId) ? callId : parentId);
  }
}
