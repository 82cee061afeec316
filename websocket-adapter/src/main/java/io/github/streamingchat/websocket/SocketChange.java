package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One move of a {@link ChatSocket} from one state to another.
 *
 * <p>Immutable and thread-safe.
 *
 * @param from where it stood
 * @param to where it stands
 * @param at when it moved
 * @param attempt how many times it has been dialled since a connection was last healthy; 0 if none
 * @param delay how long the next attempt waits; zero unless {@code to} is BACKING_OFF
 * @param cause why it failed or was lost, or null if nothing failed
 */
public record SocketChange(
    SocketState from,
    SocketState to,
    Instant at,
    int attempt,
    Duration delay,
    @Nullable ChatError cause) {}
