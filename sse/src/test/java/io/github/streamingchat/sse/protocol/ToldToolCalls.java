package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent;
import io.github.streamingchat.transport.StreamEvent.ArgumentsAppended;
import io.github.streamingchat.transport.StreamEvent.ArgumentsCompleted;
import io.github.streamingchat.transport.StreamEvent.PartPut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the events of a decoder come to, as far as they are of the primary message's tool calls. */
final class ToldToolCalls {
  private final Map<String, Part.ToolCall> calls = new LinkedHashMap<>();

  static List<Part.ToolCall> of(Decoding decoding) {
    ToldToolCalls told = new ToldToolCalls();
    decoding.events().forEach(told::apply);
    return List.copyOf(told.calls.values());
  }

  private void apply(StreamEvent event) {
    if (event instanceof PartPut put
        && put.whole() instanceof Part.ToolCall call
        && put.message().isEmpty()) {
      boolean toldAnew = !call.complete() && call.content().isEmpty();
      calls.merge(
          put.part(), call, (before, now) -> toldAnew ? now.withContent(before.content()) : now);
    } else if (event instanceof ArgumentsAppended more && more.message().isEmpty()) {
      calls.computeIfPresent(
          more.part(),
          (part, call) -> call.withContent(ChatText.of(call.content() + more.piece())));
    } else if (event instanceof ArgumentsCompleted all && all.message().isEmpty()) {
      calls.computeIfPresent(all.part(), (part, call) -> completed(call));
    }
  }

  private static Part.ToolCall completed(Part.ToolCall call) {
    ChatText arguments = call.content().toString().isBlank() ? ChatText.of("{}") : call.content();
    return new Part.ToolCall(
        call.callId(), call.name(), arguments, true, call.providerRun(), call.seal());
  }
}
