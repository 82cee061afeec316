/**
 * The interface between an answer and what carries it. A {@link
 * io.github.streamingchat.transport.ChatTransport} opens a connection for an attempt and pushes what
 * it decodes into an {@link io.github.streamingchat.transport.EventSink}, one method a kind of event.
 * A transport knows bytes and connections, never messages, retries or subscribers.
 */
@NullMarked
package io.github.streamingchat.transport;

import org.jspecify.annotations.NullMarked;
