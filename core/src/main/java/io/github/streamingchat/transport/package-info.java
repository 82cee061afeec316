/** The interface that a transport implements. */
@NullMarked
package io.github.streamingchat.transport;

import org.jspecify.annotations.NullMarked;
