package io.github.streamingchat.stream;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When what happened in an answer. Durations count from {@code startedAt}, by the clock that never
 * goes back.
 *
 * <p>Immutable and thread-safe.
 *
 * @param startedAt when the answer was asked for; what it then waited for its turn is in the durations
 * @param toConnected until a peer first accepted the request, or null if none did
 * @param toFirstText until the first piece of the answer, or null if none came
 * @param toEnd until the end
 */
public record Timings(
    Instant startedAt,
    @Nullable Duration toConnected,
    @Nullable Duration toFirstText,
    Duration toEnd) {}
