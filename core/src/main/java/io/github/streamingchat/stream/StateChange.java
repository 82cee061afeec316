package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One move of an answer.
 *
 * <p>Immutable and thread-safe.
 *
 * @param from where it stood
 * @param to where it stands now
 * @param attempt the attempt under way, counted from 1; 0 before the first
 * @param cause the error that made it move, or null
 * @param delay how long the back-off will last, or null if it is none
 * @param at when it moved
 */
public record StateChange(
    StreamState from,
    StreamState to,
    int attempt,
    @Nullable ChatError cause,
    @Nullable Duration delay,
    Instant at) {}
