/**
 * One wire format a class: how to put a conversation into its request, and how to read its answer.
 * {@link io.github.streamingchat.sse.protocol.OpenAi} speaks OpenAI Chat Completions and what is
 * compatible with it; {@link io.github.streamingchat.sse.protocol.AgUi} speaks the protocol of agents;
 * {@link io.github.streamingchat.sse.protocol.TextLines}, {@link
 * io.github.streamingchat.sse.protocol.TokenEvents} and {@link
 * io.github.streamingchat.sse.protocol.MessageEvents} speak three plain formats that applications give
 * their own servers. What they have in common is in {@link
 * io.github.streamingchat.sse.protocol.HttpEndpoint}.
 */
@NullMarked
package io.github.streamingchat.sse.protocol;

import org.jspecify.annotations.NullMarked;
