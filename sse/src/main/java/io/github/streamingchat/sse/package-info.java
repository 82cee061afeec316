/**
 * Server-sent events and what carries them. {@link io.github.streamingchat.sse.SseParser} turns
 * bytes into events by the letter of WHATWG HTML, {@link io.github.streamingchat.sse.SseWriter} the
 * other way round, and {@link io.github.streamingchat.sse.HttpTransport} runs a {@link
 * io.github.streamingchat.sse.HttpProtocol} over {@code java.net.http}.
 */
@NullMarked
package io.github.streamingchat.sse;

import org.jspecify.annotations.NullMarked;
