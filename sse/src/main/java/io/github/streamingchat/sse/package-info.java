/**
 * Server-sent events over {@code java.net.http}. The parser and the writer of the event stream
 * format stand alone: they know bytes, no connection and no chat.
 */
@NullMarked
package io.github.streamingchat.sse;

import org.jspecify.annotations.NullMarked;
