/**
 * One wire format a provider: how to put a conversation into its request, and how to read its answer.
 * {@link io.github.streamingchat.sse.protocol.OpenAi} speaks OpenAI Chat Completions and what is
 * compatible with it.
 */
@NullMarked
package io.github.streamingchat.sse.protocol;

import org.jspecify.annotations.NullMarked;
