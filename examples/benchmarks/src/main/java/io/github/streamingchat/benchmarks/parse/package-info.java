/** How fast are the bytes of an event stream divided into events, beside other readers of it? */
@NullMarked
package io.github.streamingchat.benchmarks.parse;

import org.jspecify.annotations.NullMarked;
