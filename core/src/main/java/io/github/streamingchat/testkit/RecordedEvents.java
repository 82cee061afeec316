package io.github.streamingchat.testkit;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each event is called in a recording. Exceptions are left out: they have no form in JSON, and
 * may say what nobody should read.
 */
final class RecordedEvents {
  private static final int NANO_DIGITS = 9;
  private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(NANO_DIGITS);

  private RecordedEvents() {}

  static Map<String, @Nullable Object> write(StreamEvent event) {
    RecordedMembers to = new RecordedMembers();
    if (event instanceof StreamEvent.Connected connected) {
      to.event("connected").put("status", connected.status());
    } else if (event instanceof StreamEvent.Identified identified) {
      to.event("identified").put("id", identified.id());
      to.put("content", identified.content().stream().map(RecordedEvents::write).toList());
    } else if (event instanceof StreamEvent.LastEventIdSet set) {
      to.event("last_event_id").put("id", set.id());
    } else if (event instanceof StreamEvent.ReconnectionTime time) {
      to.event("reconnection_time").put("seconds", seconds(time.base()));
    } else if (event instanceof StreamEvent.StreamNamed named) {
      to.event("stream_id").put("id", named.id());
    } else if (event instanceof StreamEvent.Received received) {
      to.event("received").put("bytes", received.bytes());
    } else if (event instanceof StreamEvent.Heartbeat) {
      to.event("heartbeat");
    } else if (event instanceof StreamEvent.ProblemMet met) {
      to.event("problem")
          .put("code", met.problem().code())
          .put("text", met.problem().message());
    } else if (event instanceof StreamEvent.Completed completed) {
      to.event("completed").put("endMarkSeen", completed.endMarkSeen());
    } else if (event instanceof StreamEvent.Truncated) {
      to.event("truncated");
    } else if (event instanceof StreamEvent.Failed failed) {
      write(failed.error(), to.event("failed"));
    } else {
      writeOfMessage(event, to);
    }
    return to.asMap();
  }

  private static void writeOfMessage(StreamEvent event, RecordedMembers to) {
    if (event instanceof StreamEvent.Started started) {
      to.event("started").message(started.message());
      to.put("serverId", started.serverId()).put("model", started.model());
    } else if (event instanceof StreamEvent.Authored authored) {
      to.event("author").message(authored.message());
      write(authored.author(), to);
    } else if (event instanceof StreamEvent.Text text) {
      to.event("text").message(text.message()).put("part", text.part()).put("piece", text.piece());
    } else if (event instanceof StreamEvent.TextAt text) {
      to.event("text_at").message(text.message()).put("part", text.part());
      to.put("offset", text.offset()).put("piece", text.piece());
    } else if (event instanceof StreamEvent.TextReplaced text) {
      to.event("text_replaced").message(text.message()).put("part", text.part());
      to.put("whole", text.whole());
    } else if (event instanceof StreamEvent.Reasoning text) {
      to.event("reasoning").message(text.message()).put("part", text.part());
      to.put("piece", text.piece());
    } else if (event instanceof StreamEvent.Refusal text) {
      to.event("refusal").message(text.message()).put("part", text.part());
      to.put("piece", text.piece());
    } else if (event instanceof StreamEvent.Metadata metadata) {
      to.event("metadata").message(metadata.message()).put("members", metadata.members());
    } else if (event instanceof StreamEvent.UsageReported reported) {
      to.event("usage").message(reported.message());
      write(reported.usage(), to);
    } else if (event instanceof StreamEvent.Finished finished) {
      to.event("finished").message(finished.message());
      to.put("reason", RecordedMembers.word(finished.reason().kind()))
          .put("raw", finished.reason().raw());
    } else {
      writeOfPart(event, to);
    }
  }

  private static void writeOfPart(StreamEvent event, RecordedMembers to) {
    if (event instanceof StreamEvent.PartPut put) {
      to.event("part").message(put.message()).put("part", put.part());
      to.put("whole", RecordedParts.write(put.whole()));
    } else if (event instanceof StreamEvent.ArgumentsAppended arguments) {
      to.event("arguments").message(arguments.message()).put("part", arguments.part());
      to.put("piece", arguments.piece());
    } else if (event instanceof StreamEvent.ArgumentsCompleted completed) {
      to.event("arguments_complete").message(completed.message()).put("part", completed.part());
    } else if (event instanceof StreamEvent.TextSealed sealed) {
      to.event("text_sealed").message(sealed.message()).put("part", sealed.part());
      to.put("seal", RecordedParts.write(sealed.seal()));
    } else if (event instanceof StreamEvent.ReasoningSealed sealed) {
      to.event("reasoning_sealed").message(sealed.message()).put("part", sealed.part());
      to.put("seal", RecordedParts.write(sealed.seal()));
    } else if (event instanceof StreamEvent.Noticed noticed) {
      to.event("notice").message(noticed.message());
      to.put("data", RecordedParts.write(noticed.data()));
    } else if (event instanceof StreamEvent.StepBegun begun) {
      to.event("step").message(begun.message());
    } else if (event instanceof StreamEvent.StepReset reset) {
      to.event("step_reset").message(reset.message());
    } else {
      throw new IllegalStateException("an event without a form in a recording: " + event);
    }
  }

  private static void write(Author author, RecordedMembers to) {
    to.put("id", author.id())
        .put("name", author.name())
        .put("type", author.type())
        .put("avatar", author.avatar());
  }

  private static void write(Usage usage, RecordedMembers to) {
    to.put("inputTokens", usage.inputTokens())
        .put("outputTokens", usage.outputTokens())
        .put("totalTokens", usage.totalTokens())
        .put("cachedInputTokens", usage.cachedInputTokens())
        .put("reasoningTokens", usage.reasoningTokens());
  }

  private static void write(ChatError error, RecordedMembers to) {
    Duration retryAfter = error.retryAfter();
    to.put("kind", RecordedMembers.word(error.kind()))
        .put("code", error.code())
        .put("text", error.message())
        .put("attempt", error.attempt())
        .put("retryAfter", retryAfter == null ? null : seconds(retryAfter))
        .put("retryable", error.retryable());
  }

  static StreamEvent read(RecordedFields from) {
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
      case "author" ->
        new StreamEvent.Authored(
            message,
            new Author(
                from.textOrNull("id"),
                from.textOrNull("name"),
                from.textOrNull("type"),
                from.textOrNull("avatar")));
      case "text" -> new StreamEvent.Text(message, from.text("part"), from.text("piece"));
      case "text_at" ->
        new StreamEvent.TextAt(
            message, from.text("part"), from.whole("offset"), from.text("piece"));
      case "text_replaced" ->
        new StreamEvent.TextReplaced(message, from.text("part"), from.text("whole"));
      case "reasoning" -> new StreamEvent.Reasoning(message, from.text("part"), from.text("piece"));
      case "refusal" -> new StreamEvent.Refusal(message, from.text("part"), from.text("piece"));
      case "part" ->
        new StreamEvent.PartPut(
            message, from.text("part"), RecordedParts.read(from.object("whole")));
      case "arguments" ->
        new StreamEvent.ArgumentsAppended(message, from.text("part"), from.text("piece"));
      case "arguments_complete" -> new StreamEvent.ArgumentsCompleted(message, from.text("part"));
      case "text_sealed" ->
        new StreamEvent.TextSealed(
            message, from.text("part"), RecordedParts.seal(from.object("seal")));
      case "reasoning_sealed" ->
        new StreamEvent.ReasoningSealed(
            message, from.text("part"), RecordedParts.seal(from.object("seal")));
      case "notice" -> new StreamEvent.Noticed(message, RecordedParts.data(from.object("data")));
      case "step" -> new StreamEvent.StepBegun(message);
      case "step_reset" -> new StreamEvent.StepReset(message);
      case "metadata" ->
        new StreamEvent.Metadata(message, from.object("members").members());
      case "usage" -> new StreamEvent.UsageReported(message, usage(from));
      case "finished" ->
        new StreamEvent.Finished(
            message,
            new FinishReason(
                from.constant("reason", FinishReason.Kind.class), from.textOrNull("raw")));
      case "problem" ->
        new StreamEvent.ProblemMet(new Problem(from.text("code"), from.text("text")));
      case "completed" -> new StreamEvent.Completed(from.truth("endMarkSeen"));
      case "truncated" -> new StreamEvent.Truncated(null);
      case "failed" -> new StreamEvent.Failed(error(from));
      default -> throw from.wrong("no event is called \"" + name + "\"");
    };
  }

  private static Usage usage(RecordedFields from) {
    return new Usage(
        from.wholeOrNull("inputTokens"),
        from.wholeOrNull("outputTokens"),
        from.wholeOrNull("totalTokens"),
        from.wholeOrNull("cachedInputTokens"),
        from.wholeOrNull("reasoningTokens"));
  }

  private static ChatError error(RecordedFields from) {
    return ChatError.builder(from.constant("kind", ChatError.Kind.class), from.text("text"))
        .code(from.textOrNull("code"))
        .attempt(from.count("attempt"))
        .retryAfter(from.secondsOrNull("retryAfter"))
        .retryable(from.truth("retryable"))
        .build();
  }

  /** A time in seconds, to the nanosecond. */
  static BigDecimal seconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
    return seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros();
  }

  /** The inverse; digits below the nanosecond are dropped. */
  static Duration duration(BigDecimal seconds) {
    BigInteger[] parts = seconds
        .movePointRight(NANO_DIGITS)
        .setScale(0, RoundingMode.DOWN)
        .toBigIntegerExact()
        .divideAndRemainder(NANOS_PER_SECOND);
    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
