/**
 * Sessions, their rooms, one for each document, and the streams that tell the answers. A stream is one
 * answer with the log of what is told of it; it belongs to the server, not to a connection.
 */
@NullMarked
package io.github.streamingchat.examples.web.rooms;

import org.jspecify.annotations.NullMarked;
