package io.github.streamingchat.transport;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.json.JsonObjectText;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which result answers which tool call of a conversation. Ids may repeat, since some providers give none
 * and decoders then count them in each answer anew: a result belongs to the latest message before it that
 * has a call of its id, and there to the first one without a result. A further one takes the place of
 * the last.
 *
 * <p>Not safe for use by several threads at once.
 */
final class PromptCalls {
  private final Map<String, Namesakes> latest = new HashMap<>();
  private final Set<String> givenIds = new HashSet<>();
  private final Map<String, Integer> suffixes = new HashMap<>();
  private int message;

  /** Says that the calls that follow are another message's. */
  void beginMessage() {
    message++;
  }

  /** Takes note of a call; nothing is told of it unless it is sent. */
  PromptCall add(Part.ToolCall call) {
    Namesakes namesakes = latest.get(call.callId());
    if (namesakes == null || namesakes.message != message) {
      namesakes = new Namesakes(message);
      latest.put(call.callId(), namesakes);
    }
    PromptCall added = new PromptCall(call);
    namesakes.calls.add(added);
    return added;
  }

  /** The call that a result belongs to, or null if there is none. */
  @Nullable
  PromptCall answeredBy(Part.ToolResult result) {
    Namesakes namesakes = latest.get(result.callId());
    return namesakes == null ? null : namesakes.next();
  }

  /** The call as it is sent: under an id of its own and with arguments that can be read. */
  Part.ToolCall sent(Part.ToolCall call) {
    String id = call.providerRun() ? call.callId() : ownId(call.callId());
    givenIds.add(id);
    ChatText arguments = readable(call.content());
    if (id.equals(call.callId()) && arguments.equals(call.content())) {
      return call;
    }
    return new Part.ToolCall(id, call.name(), arguments, true, call.providerRun(), call.seal());
  }

  private String ownId(String given) {
    String id = given.isBlank() ? "call" : given;
    String own = id;
    while (!givenIds.add(own)) {
      own = id + "_" + suffixes.merge(id, 1, Integer::sum);
    }
    return own;
  }

  private static ChatText readable(ChatText arguments) {
    String json = arguments.toString();
    if (json.isBlank()) {
      return ChatText.of("{}");
    }
    return JsonObjectText.isWritable(json)
        ? arguments
        : ChatText.of(JsonValueWriter.json(Map.of("unreadable_arguments", json)));
  }

  /** The calls of one id in one message. */
  private static final class Namesakes {
    final int message;
    final List<PromptCall> calls = new ArrayList<>(1);
    private int answered;

    Namesakes(int message) {
      this.message = message;
    }

    PromptCall next() {
      int at = Math.min(answered, calls.size() - 1);
      answered = at + 1;
      return calls.get(at);
    }
  }
}
