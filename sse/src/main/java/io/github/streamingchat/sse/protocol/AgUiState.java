package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells that is no text: its state, what it is doing, and whatever else. State and
 * activities are told as a whole and then by JSON patches (RFC 6902); one that does not apply changes
 * nothing.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AgUiState {
  /** The type, and the id, of the part that holds the state. */
  static final String STATE = "state";

  private static final int MOST_CUSTOM = 256;

  /**
   * How many values the patches of a run may walk over. A patch of a few bytes takes the time of the
   * whole value that it is for, and it is the thread of all connections that applies it.
   */
  static final int MOST_PATCHED = 1 << 23;

  private final JsonFrames frames;
  private final AgUiMessages messages;
  private final Map<String, Activity> activities = new LinkedHashMap<>();
  private final JsonPatch.Allowance allowance = new JsonPatch.Allowance(MOST_PATCHED);
  private @Nullable Object state;
  private boolean stateKnown;
  private int customs;

  private record Activity(
      AgUiMessage message, String type, @Nullable Object content) {}

  /**
   * Begins a run.
   *
   * @param sent the state that the request told
   * @param stateKnown whether that is what the agent's first patch is for
   */
  AgUiState(JsonFrames frames, AgUiMessages messages, @Nullable Object sent, boolean stateKnown) {
    this.frames = frames;
    this.messages = messages;
    this.state = sent;
    this.stateKnown = stateKnown;
  }

  void snapshot(@Nullable Object whole) {
    stateKnown = true;
    tellState(whole);
  }

  private void tellState(@Nullable Object now) {
    state = now;
    messages.primary().told().put(STATE, new Part.Data(STATE, STATE, now));
  }

  void patch(@Nullable Object operations) {
    if (!stateKnown) {
      frames.problem("patch_failed", "a patch of a state that was never told was passed over");
      return;
    }
    try {
      tellState(patched(operations, state));
    } catch (JsonPatchException refused) {
      reportRefused("state", refused);
    }
  }

  private @Nullable Object patched(@Nullable Object operations, @Nullable Object value)
      throws JsonPatchException {
    if (!(operations instanceof List<?> list)) {
      throw new JsonPatchException("it is no list of operations");
    }
    return JsonPatch.applied(list, value, allowance);
  }

  private void reportRefused(String what, JsonPatchException refused) {
    frames.problem(
        "patch_failed",
        "a patch of the %s was passed over: %s".formatted(what, refused.getMessage()));
  }

  void activity(AgUiEvent event) {
    String id = event.messageId();
    String type = event.text("activityType");
    if (id == null || type == null) {
      frames.problem("activity_without_name", "an activity without id or type was passed over");
      return;
    }
    messages.noteOther(id);
    Activity before = activities.get(id);
    if (before == null || !Boolean.FALSE.equals(event.value("replace"))) {
      AgUiMessage message = before == null ? messages.current() : before.message;
      tell(id, new Activity(message, type, event.value("content")));
    }
  }

  private void tell(String id, Activity activity) {
    activities.put(id, activity);
    activity
        .message
        .told()
        .put("activity-" + id, new Part.Data(activity.type, id, activity.content));
  }

  void patchActivity(AgUiEvent event) {
    String id = event.messageId();
    Activity before = id == null ? null : activities.get(id);
    if (id == null || before == null) {
      frames.problem("patch_failed", "a patch of an activity that never began was passed over");
      return;
    }
    try {
      tell(
          id,
          new Activity(before.message, before.type, patched(event.value("patch"), before.content)));
    } catch (JsonPatchException refused) {
      reportRefused("activity", refused);
    }
  }

  /** Something of the application's own: kept, and past a bound told for the moment only. */
  void custom(AgUiEvent event) {
    String name = event.text("name");
    Part.Data data = new Part.Data(name == null ? "custom" : name, null, event.value("value"));
    DecodedMessage message = messages.current().told();
    if (customs < MOST_CUSTOM) {
      message.put("custom-" + customs++, data);
      return;
    }
    if (customs++ == MOST_CUSTOM) {
      frames.notice(new Problem(
          "custom_not_kept",
          "more custom events came than a message keeps; the others are told, and not kept"));
    }
    if (frames.isOpen()) {
      message.sink().notice(data);
    }
  }
}
