/**
 * The three-phase protocol: complete messages, and messages that are streamed between a start and an
 * end, many at once. What is here makes frames of text and text of frames, and knows no socket.
 */
@NullMarked
package io.github.streamingchat.websocket.protocol;

import org.jspecify.annotations.NullMarked;
