/**
 * The model and the store: what every application touches. A {@link
 * io.github.streamingchat.Conversation} holds immutable {@link io.github.streamingchat.ChatMessage}s
 * that grow by their id, hands out {@link io.github.streamingchat.Snapshot}s that never change, and
 * tells subscribers each {@link io.github.streamingchat.Change}. Nothing here knows of networks,
 * frames or retries.
 */
@NullMarked
package io.github.streamingchat;

import org.jspecify.annotations.NullMarked;
