package io.github.streamingchat.websocket;

/**
 * Where the stream of an answer was torn.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sessionId the conversation
 * @param streamId the peer's id of the stream
 * @param offset how much of its text has arrived, in UTF-16 units
 */
public record TornStream(String sessionId, String streamId, long offset) {}
