/** One codec for each wire format. */
@NullMarked
package io.github.streamingchat.sse.protocol;

import org.jspecify.annotations.NullMarked;
