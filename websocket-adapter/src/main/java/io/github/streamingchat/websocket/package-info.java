/** Many answers over one WebSocket. */
@NullMarked
package io.github.streamingchat.websocket;

import org.jspecify.annotations.NullMarked;
