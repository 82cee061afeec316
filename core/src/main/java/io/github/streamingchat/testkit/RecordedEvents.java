package io.github.streamingchat.testkit;

import io.github.streamingchat.FinishReason;
import io.github.streamingchat.internal.stored.Fields;
import io.github.streamingchat.internal.stored.Members;
import io.github.streamingchat.internal.stored.Seconds;
import io.github.streamingchat.internal.stored.StoredAuthors;
import io.github.streamingchat.internal.stored.StoredErrors;
import io.github.streamingchat.internal.stored.StoredParts;
import io.github.streamingchat.internal.stored.StoredUsage;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each event is called in a recording. Exceptions are left out: they have no form in JSON, and
 * may say what nobody should read; so is the key of the primary message.
 */
final class RecordedEvents {
  private RecordedEvents() {}

  static Map<String, @Nullable Object> write(StreamEvent event) {
    Members to = new Members();
    if (event instanceof StreamEvent.Connected connected) {
      to.put("event", "connected").put("status", connected.status());
    } else if (event instanceof StreamEvent.Identified identified) {
      to.put("event", "identified").put("id", identified.id());
      to.put("content", identified.content().stream().map(RecordedEvents::write).toList());
    } else if (event instanceof StreamEvent.LastEventIdSet set) {
      to.put("event", "last_event_id").put("id", set.id());
    } else if (event instanceof StreamEvent.ReconnectionTime time) {
      to.put("event", "reconnection_time").put("seconds", Seconds.of(time.base()));
    } else if (event instanceof StreamEvent.StreamNamed named) {
      to.put("event", "stream_id").put("id", named.id());
    } else if (event instanceof StreamEvent.Received received) {
      to.put("event", "received").put("bytes", received.bytes());
    } else if (event instanceof StreamEvent.Heartbeat) {
      to.put("event", "heartbeat");
    } else if (event instanceof StreamEvent.ProblemMet met) {
      to.put("event", "problem")
          .put("code", met.problem().code())
          .put("text", met.problem().message());
    } else if (event instanceof StreamEvent.Completed completed) {
      to.put("event", "completed").put("endMarkSeen", completed.endMarkSeen());
    } else if (event instanceof StreamEvent.Truncated) {
      to.put("event", "truncated");
    } else if (event instanceof StreamEvent.Failed failed) {
      StoredErrors.write(failed.error(), to.put("event", "failed"));
    } else {
      writeOfMessage(event, to);
    }
    return to.asMap();
  }

  private static void writeOfMessage(StreamEvent event, Members to) {
    if (event instanceof StreamEvent.Started started) {
      to.put("event", "started").put("message", keyOrNull(started.message()));
      to.put("serverId", started.serverId()).put("model", started.model());
    } else if (event instanceof StreamEvent.Authored authored) {
      to.put("event", "author").put("message", keyOrNull(authored.message()));
      StoredAuthors.write(authored.author(), to);
    } else if (event instanceof StreamEvent.Text text) {
      to.put("event", "text")
          .put("message", keyOrNull(text.message()))
          .put("part", text.part())
          .put("piece", text.piece());
    } else if (event instanceof StreamEvent.TextAt text) {
      to.put("event", "text_at").put("message", keyOrNull(text.message())).put("part", text.part());
      to.put("offset", text.offset()).put("piece", text.piece());
    } else if (event instanceof StreamEvent.TextReplaced text) {
      to.put("event", "text_replaced")
          .put("message", keyOrNull(text.message()))
          .put("part", text.part());
      to.put("whole", text.whole());
    } else if (event instanceof StreamEvent.Reasoning text) {
      to.put("event", "reasoning")
          .put("message", keyOrNull(text.message()))
          .put("part", text.part());
      to.put("piece", text.piece());
    } else if (event instanceof StreamEvent.Refusal text) {
      to.put("event", "refusal").put("message", keyOrNull(text.message())).put("part", text.part());
      to.put("piece", text.piece());
    } else if (event instanceof StreamEvent.Metadata metadata) {
      to.put("event", "metadata")
          .put("message", keyOrNull(metadata.message()))
          .put("members", metadata.members());
    } else if (event instanceof StreamEvent.UsageReported reported) {
      to.put("event", "usage").put("message", keyOrNull(reported.message()));
      StoredUsage.write(reported.usage(), to);
    } else if (event instanceof StreamEvent.Finished finished) {
      to.put("event", "finished").put("message", keyOrNull(finished.message()));
      to.put("reason", Members.word(finished.reason().kind()))
          .put("raw", finished.reason().raw());
    } else {
      writeOfPart(event, to);
    }
  }

  private static void writeOfPart(StreamEvent event, Members to) {
    if (event instanceof StreamEvent.PartPut put) {
      to.put("event", "part").put("message", keyOrNull(put.message())).put("part", put.part());
      to.put("whole", StoredParts.write(put.whole()));
    } else if (event instanceof StreamEvent.ArgumentsAppended arguments) {
      to.put("event", "arguments")
          .put("message", keyOrNull(arguments.message()))
          .put("part", arguments.part());
      to.put("piece", arguments.piece());
    } else if (event instanceof StreamEvent.ArgumentsCompleted completed) {
      to.put("event", "arguments_complete")
          .put("message", keyOrNull(completed.message()))
          .put("part", completed.part());
    } else if (event instanceof StreamEvent.TextSealed sealed) {
      to.put("event", "text_sealed")
          .put("message", keyOrNull(sealed.message()))
          .put("part", sealed.part());
      to.put("seal", StoredParts.write(sealed.seal()));
    } else if (event instanceof StreamEvent.ReasoningSealed sealed) {
      to.put("event", "reasoning_sealed")
          .put("message", keyOrNull(sealed.message()))
          .put("part", sealed.part());
      to.put("seal", StoredParts.write(sealed.seal()));
    } else if (event instanceof StreamEvent.Noticed noticed) {
      to.put("event", "notice").put("message", keyOrNull(noticed.message()));
      to.put("data", StoredParts.write(noticed.data()));
    } else if (event instanceof StreamEvent.StepBegun begun) {
      to.put("event", "step").put("message", keyOrNull(begun.message()));
    } else if (event instanceof StreamEvent.StepReset reset) {
      to.put("event", "step_reset").put("message", keyOrNull(reset.message()));
    } else {
      throw new IllegalStateException("an event without a form in a recording: " + event);
    }
  }

  static StreamEvent read(Fields from) {
    String name = from.text("event");
    String message = from.textOr("message", StreamEvent.PRIMARY);
    return switch (name) {
      case "connected" -> new StreamEvent.Connected(from.count("status"));
      case "identified" ->
        new StreamEvent.Identified(
            from.text("id"),
            from.objects("content").stream().map(RecordedEvents::read).toList());
      case "last_event_id" -> new StreamEvent.LastEventIdSet(from.text("id"));
      case "reconnection_time" -> new StreamEvent.ReconnectionTime(from.seconds("seconds"));
      case "stream_id" -> new StreamEvent.StreamNamed(from.text("id"));
      case "received" -> new StreamEvent.Received(from.count("bytes"));
      case "heartbeat" -> new StreamEvent.Heartbeat();
      case "started" ->
        new StreamEvent.Started(message, from.textOrNull("serverId"), from.textOrNull("model"));
      case "author" -> new StreamEvent.Authored(message, StoredAuthors.read(from));
      case "text" -> new StreamEvent.Text(message, from.text("part"), from.text("piece"));
      case "text_at" ->
        new StreamEvent.TextAt(
            message, from.text("part"), from.whole("offset"), from.text("piece"));
      case "text_replaced" ->
        new StreamEvent.TextReplaced(message, from.text("part"), from.text("whole"));
      case "reasoning" -> new StreamEvent.Reasoning(message, from.text("part"), from.text("piece"));
      case "refusal" -> new StreamEvent.Refusal(message, from.text("part"), from.text("piece"));
      case "part" ->
        new StreamEvent.PartPut(message, from.text("part"), StoredParts.read(from.object("whole")));
      case "arguments" ->
        new StreamEvent.ArgumentsAppended(message, from.text("part"), from.text("piece"));
      case "arguments_complete" -> new StreamEvent.ArgumentsCompleted(message, from.text("part"));
      case "text_sealed" ->
        new StreamEvent.TextSealed(
            message, from.text("part"), StoredParts.seal(from.object("seal")));
      case "reasoning_sealed" ->
        new StreamEvent.ReasoningSealed(
            message, from.text("part"), StoredParts.seal(from.object("seal")));
      case "notice" -> new StreamEvent.Noticed(message, StoredParts.data(from.object("data")));
      case "step" -> new StreamEvent.StepBegun(message);
      case "step_reset" -> new StreamEvent.StepReset(message);
      case "metadata" ->
        new StreamEvent.Metadata(message, from.object("members").members());
      case "usage" -> new StreamEvent.UsageReported(message, StoredUsage.read(from));
      case "finished" ->
        new StreamEvent.Finished(
            message,
            new FinishReason(
                from.constant("reason", FinishReason.Kind.class), from.textOrNull("raw")));
      case "problem" ->
        new StreamEvent.ProblemMet(new Problem(from.text("code"), from.text("text")));
      case "completed" -> new StreamEvent.Completed(from.truth("endMarkSeen"));
      case "truncated" -> new StreamEvent.Truncated(null);
      case "failed" -> new StreamEvent.Failed(StoredErrors.read(from));
      default -> throw from.wrong("no event is called \"" + name + "\"");
    };
  }

  private static @Nullable String keyOrNull(String message) {
    return message.equals(StreamEvent.PRIMARY) ? null : message;
  }
}
