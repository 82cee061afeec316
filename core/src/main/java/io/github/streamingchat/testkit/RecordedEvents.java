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
import java.util.LinkedHashMap;
import java.util.Locale;
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
    Members to = new Members();
    if (event instanceof StreamEvent.Connected connected) {
      to.name("connected").put("status", connected.status());
    } else if (event instanceof StreamEvent.Identified identified) {
      to.name("identified").put("id", identified.id());
      to.put("content", identified.content().stream().map(RecordedEvents::write).toList());
    } else if (event instanceof StreamEvent.LastEventIdSet set) {
      to.name("last_event_id").put("id", set.id());
    } else if (event instanceof StreamEvent.ReconnectionTime time) {
      to.name("reconnection_time").put("seconds", seconds(time.base()));
    } else if (event instanceof StreamEvent.StreamNamed named) {
      to.name("stream_id").put("id", named.id());
    } else if (event instanceof StreamEvent.Received received) {
      to.name("received").put("bytes", received.bytes());
    } else if (event instanceof StreamEvent.Heartbeat) {
      to.name("heartbeat");
    } else if (event instanceof StreamEvent.ProblemMet met) {
      to.name("problem")
          .put("code", met.problem().code())
          .put("text", met.problem().message());
    } else if (event instanceof StreamEvent.Completed completed) {
      to.name("completed").put("endMarkSeen", completed.endMarkSeen());
    } else if (event instanceof StreamEvent.Truncated) {
      to.name("truncated");
    } else if (event instanceof StreamEvent.Failed failed) {
      write(failed.error(), to.name("failed"));
    } else {
      writeOfMessage(event, to);
    }
    return to.members;
  }

  private static void writeOfMessage(StreamEvent event, Members to) {
    if (event instanceof StreamEvent.Started started) {
      to.name("started").message(started.message());
      to.put("serverId", started.serverId()).put("model", started.model());
    } else if (event instanceof StreamEvent.Authored authored) {
      to.name("author").message(authored.message());
      write(authored.author(), to);
    } else if (event instanceof StreamEvent.Text text) {
      to.name("text").message(text.message()).put("part", text.part()).put("piece", text.piece());
    } else if (event instanceof StreamEvent.TextAt text) {
      to.name("text_at").message(text.message()).put("part", text.part());
      to.put("offset", text.offset()).put("piece", text.piece());
    } else if (event instanceof StreamEvent.TextReplaced text) {
      to.name("text_replaced").message(text.message()).put("part", text.part());
      to.put("whole", text.whole());
    } else if (event instanceof StreamEvent.Reasoning text) {
      to.name("reasoning").message(text.message()).put("part", text.part());
      to.put("piece", text.piece());
    } else if (event instanceof StreamEvent.Refusal text) {
      to.name("refusal").message(text.message()).put("part", text.part());
      to.put("piece", text.piece());
    } else if (event instanceof StreamEvent.Metadata metadata) {
      to.name("metadata").message(metadata.message()).put("members", metadata.members());
    } else if (event instanceof StreamEvent.UsageReported reported) {
      to.name("usage").message(reported.message());
      write(reported.usage(), to);
    } else if (event instanceof StreamEvent.Finished finished) {
      to.name("finished").message(finished.message());
      to.put("reason", word(finished.reason().kind()))
          .put("raw", finished.reason().raw());
    } else {
      throw new IllegalStateException("an event without a form in a recording: " + event);
    }
  }

  private static void write(Author author, Members to) {
    to.put("id", author.id())
        .put("name", author.name())
        .put("type", author.type())
        .put("avatar", author.avatar());
  }

  private static void write(Usage usage, Members to) {
    to.put("inputTokens", usage.inputTokens())
        .put("outputTokens", usage.outputTokens())
        .put("totalTokens", usage.totalTokens())
        .put("cachedInputTokens", usage.cachedInputTokens())
        .put("reasoningTokens", usage.reasoningTokens());
  }

  private static void write(ChatError error, Members to) {
    Duration retryAfter = error.retryAfter();
    to.put("kind", word(error.kind()))
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

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The members of a line; what is null is left out, and so is the key of the primary message. */
  private static final class Members {
    final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    Members name(String event) {
      return put("event", event);
    }

    Members message(String key) {
      return key.equals(StreamEvent.PRIMARY) ? this : put("message", key);
    }

    Members put(String name, @Nullable Object value) {
      if (value != null) {
        members.put(name, value);
      }
      return this;
    }
  }
}
