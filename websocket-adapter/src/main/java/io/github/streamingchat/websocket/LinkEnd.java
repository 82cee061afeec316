package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatError;

/**
 * How a connection ended.
 *
 * @param error what it means for what was under way, and whether another one is worth a try
 * @param closeCode the code of the peer's Close frame, or 0 if none came
 * @param reason the words of that frame
 * @param wasOpen whether the handshake was done
 * @param byUs whether it was this side that wanted it
 */
record LinkEnd(ChatError error, int closeCode, String reason, boolean wasOpen, boolean byUs) {}
