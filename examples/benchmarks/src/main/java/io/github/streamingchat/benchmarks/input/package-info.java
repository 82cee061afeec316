/** The event streams that are read, how they are cut, and the least that can be done with them. */
@NullMarked
package io.github.streamingchat.benchmarks.input;

import org.jspecify.annotations.NullMarked;
