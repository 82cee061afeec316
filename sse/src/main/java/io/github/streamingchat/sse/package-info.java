/** Server-sent events over {@code java.net.http}. */
@NullMarked
package io.github.streamingchat.sse;

import org.jspecify.annotations.NullMarked;
