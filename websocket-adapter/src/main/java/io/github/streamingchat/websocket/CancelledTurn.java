package io.github.streamingchat.websocket;

/**
 * An answer that the application wants no more of.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sessionId the conversation
 * @param id the peer's id of the stream, or that of the user's turn if no stream has started
 * @param started whether a stream has started
 */
public record CancelledTurn(String sessionId, String id, boolean started) {}
