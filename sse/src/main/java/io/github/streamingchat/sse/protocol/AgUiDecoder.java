package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.peer.ProviderErrors;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.EventSink;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one run of an AG-UI agent. The run is whole with {@code RUN_FINISHED} and with
 * nothing else; {@code RUN_ERROR} fails it at any time.
 *
 * <p>Lenient: what comes out of order is put right and reported. Not safe for use by several threads at
 * once.
 */
final class AgUiDecoder implements StreamDecoder {
  private static final String NO_EVENT = "its JSON is no event that ends a run";

  private final EventSink sink;
  private final JsonFrames frames;
  private final AgUiMessages messages;
  private final AgUiTexts texts;
  private final AgUiCalls calls;
  private final AgUiReasoning reasoning;
  private final AgUiState state;
  private final Set<String> openSteps = new HashSet<>();
  private boolean started;

  /**
   * Begins a run.
   *
   * @param questions the ids of what was sent that is no message of an assistant
   * @param sentState the state that the request told; null if it is not known
   */
  AgUiDecoder(EventSink sink, boolean strict, Set<String> questions, @Nullable Object sentState) {
    this.sink = sink;
    frames = new JsonFrames(sink, "AG-UI", strict);
    messages = new AgUiMessages(sink, frames, questions);
    texts = new AgUiTexts(frames, messages);
    calls = new AgUiCalls(frames, messages);
    reasoning = new AgUiReasoning(frames, messages);
    state = new AgUiState(frames, messages, sentState, sentState != null);
  }

  @Override
  public void event(SseFrame frame) {
    if (JsonFrames.isBlank(frame)) {
      sink.heartbeat();
      return;
    }
    AgUiEvent event = frames.read(frame, AgUiEvent::read);
    if (event == null) {
      return;
    }
    String type = event.type();
    if (type != null && apply(type, event)) {
      frames.understood();
    } else {
      frames.notUnderstood();
      keepUnknown(type, frame);
    }
  }

  private void keepUnknown(@Nullable String type, SseFrame frame) {
    if (type != null && !type.isBlank()) {
      messages.current().told().raw(type, frames.read(frame, JsonMembers::whole));
    }
  }

  /** Does what an event says; false if it is none that is known. */
  private boolean apply(String type, AgUiEvent event) {
    if (type.startsWith("TEXT_")) {
      return applyText(type, event);
    } else if (type.startsWith("TOOL_")) {
      return applyCall(type, event);
    } else if (type.startsWith("REASONING_") || type.startsWith("THINKING_")) {
      return applyReasoning(type, event);
    } else if (type.startsWith("RUN_")) {
      return applyRun(type, event);
    }
    return applyOther(type, event);
  }

  private boolean applyText(String type, AgUiEvent event) {
    calls.closeChunked(null);
    reasoning.pauseChunked();
    switch (type) {
      case "TEXT_MESSAGE_START" -> texts.start(event);
      case "TEXT_MESSAGE_CONTENT" -> texts.content(event);
      case "TEXT_MESSAGE_END" -> texts.end(event);
      case "TEXT_MESSAGE_CHUNK" -> texts.chunk(event);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean applyCall(String type, AgUiEvent event) {
    texts.pauseChunked();
    reasoning.pauseChunked();
    switch (type) {
      case "TOOL_CALL_START" -> calls.start(event);
      case "TOOL_CALL_ARGS" -> calls.arguments(event);
      case "TOOL_CALL_END" -> calls.end(event);
      case "TOOL_CALL_CHUNK" -> calls.chunk(event);
      case "TOOL_CALL_RESULT" -> calls.result(event);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean applyReasoning(String type, AgUiEvent event) {
    texts.pauseChunked();
    calls.closeChunked(null);
    switch (type) {
      case "REASONING_START", "REASONING_END", "THINKING_START", "THINKING_END" ->
        reasoning.pauseChunked();
      case "REASONING_MESSAGE_START", "THINKING_TEXT_MESSAGE_START" -> reasoning.start(event);
      case "REASONING_MESSAGE_CONTENT", "THINKING_TEXT_MESSAGE_CONTENT" -> reasoning.content(event);
      case "REASONING_MESSAGE_END", "THINKING_TEXT_MESSAGE_END" -> reasoning.end(event);
      case "REASONING_MESSAGE_CHUNK" -> reasoning.chunk(event);
      case "REASONING_ENCRYPTED_VALUE" -> seal(event);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void seal(AgUiEvent event) {
    String encrypted = event.text("encryptedValue");
    String id = event.id("entityId");
    if (encrypted == null) {
      return;
    }
    if ("tool-call".equals(event.text("subtype"))) {
      if (id != null) {
        calls.seal(id, encrypted);
      }
    } else if (id == null || !texts.seal(id, encrypted)) {
      reasoning.seal(id, encrypted);
    }
  }

  private boolean applyOther(String type, AgUiEvent event) {
    switch (type) {
      case "STATE_SNAPSHOT" -> state.snapshot(event.value("snapshot"));
      case "STATE_DELTA" -> state.patch(event.value("delta"));
      case "ACTIVITY_SNAPSHOT" -> state.activity(event);
      case "ACTIVITY_DELTA" -> state.patchActivity(event);
      case "MESSAGES_SNAPSHOT" -> texts.snapshot(event.list("messages"));
      case "STEP_STARTED" -> beginStep(event.id("stepName"));
      case "STEP_FINISHED" -> endStep(event.id("stepName"));
      case "CUSTOM" -> state.custom(event);
      case "RAW" -> keepRaw(event);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void keepRaw(AgUiEvent event) {
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("event", event.value("event"));
    String source = event.text("source");
    if (source != null) {
      raw.put("source", source);
    }
    messages.current().told().raw("RAW", raw);
  }

  /** The name of what the agent does is kept as metadata, which takes back no attempt. */
  private void beginStep(@Nullable String name) {
    if (name == null) {
      return;
    }
    if (openSteps.size() < LatestIds.MOST && !openSteps.add(name)) {
      frames.problem("started_twice", "a step began that had begun already");
    }
    messages.primary().told().metadata(Map.of("step", name));
  }

  private void endStep(@Nullable String name) {
    if (name != null && !openSteps.remove(name)) {
      frames.problem("end_without_start", "a step ended that had not begun");
    }
  }

  private boolean applyRun(String type, AgUiEvent event) {
    switch (type) {
      case "RUN_STARTED" -> start(event);
      case "RUN_FINISHED" -> finish(event);
      case "RUN_ERROR" -> fail(event);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void start(AgUiEvent event) {
    if (started) {
      frames.problem("started_twice", "a run began in the middle of one; it went on");
    }
    started = true;
    Map<String, @Nullable Object> ids = new LinkedHashMap<>(event.object("metadata"));
    for (String name : List.of("threadId", "runId")) {
      if (event.id(name) != null) {
        ids.put(name, event.id(name));
      }
    }
    messages.primary().metadata(ids);
  }

  private void finish(AgUiEvent event) {
    texts.close();
    calls.close();
    reasoning.close();
    if (!openSteps.isEmpty()) {
      frames.problem("open_at_end", "the run finished while a step was open");
    }
    AgUiMessage primary = messages.primary();
    primary.metadata(event.object("metadata"));
    AgUiUsage.of(event).tell(primary.told());
    Object result = event.value("result");
    if (result != null) {
      primary.told().put("result", new Part.Data("result", null, result));
    }
    FinishReason reason = reason(event.object("outcome"));
    boolean runWaits = messages.all().stream().anyMatch(AgUiMessage::waits);
    // What the primary one says is what the answer says, whichever message the calls are in.
    messages
        .all()
        .forEach(
            message -> message.finish(reason, message == primary ? runWaits : message.waits()));
    if (sink.isOpen()) {
      sink.completed(true);
    }
  }

  private FinishReason reason(Map<String, @Nullable Object> outcome) {
    Object type = outcome.get("type");
    if ("interrupt".equals(type)) {
      FinishReason pause = new FinishReason(FinishReason.Kind.INTERRUPTED, "interrupt");
      messages.primary().interrupted(pause);
      Object interrupts = outcome.get("interrupts");
      messages
          .primary()
          .metadata(Map.of("interrupts", interrupts == null ? List.of() : interrupts));
      return pause;
    }
    if (type instanceof String word) {
      return new FinishReason(
          word.equals("success") ? FinishReason.Kind.STOP : FinishReason.Kind.OTHER, word);
    }
    return FinishReason.UNKNOWN;
  }

  private void fail(AgUiEvent event) {
    AgUiUsage.of(event).tell(messages.primary().told());
    sink.failed(
        ProviderErrors.of(new ProviderError(event.text("message"), null, event.text("code"))));
  }

  /** There is no run in one piece; but a server may say so why there is none at all. */
  @Override
  public void wholeBody(byte[] body) {
    AgUiEvent event = frames.readWhole(body, AgUiEvent::read);
    if (event == null) {
      return;
    }
    if ("RUN_ERROR".equals(event.type())) {
      fail(event);
    } else {
      frames.failAsUnreadable(NO_EVENT);
    }
  }

  @Override
  public boolean end() {
    return frames.failIfNothingWasUnderstood();
  }
}
