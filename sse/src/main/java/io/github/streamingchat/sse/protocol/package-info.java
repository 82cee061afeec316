/**
 * One wire format a class: how to put a conversation into its request, and how to read its answer. The
 * formats of model providers are {@link io.github.streamingchat.sse.protocol.OpenAi}, {@link
 * io.github.streamingchat.sse.protocol.OpenAiResponses}, {@link
 * io.github.streamingchat.sse.protocol.Anthropic}, {@link io.github.streamingchat.sse.protocol.Gemini}
 * and {@link io.github.streamingchat.sse.protocol.Ollama}; those between an application and its users
 * {@link io.github.streamingchat.sse.protocol.UiMessages} and {@link
 * io.github.streamingchat.sse.protocol.AgUi}, and, plainer, {@link
 * io.github.streamingchat.sse.protocol.TextLines}, {@link
 * io.github.streamingchat.sse.protocol.TokenEvents} and {@link
 * io.github.streamingchat.sse.protocol.MessageEvents}. What they have in common is in {@link
 * io.github.streamingchat.sse.protocol.HttpEndpoint}.
 */
@NullMarked
package io.github.streamingchat.sse.protocol;

import org.jspecify.annotations.NullMarked;
