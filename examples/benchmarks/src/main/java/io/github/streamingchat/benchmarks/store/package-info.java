/** What does it cost to keep a message that grows, and to read it? */
@NullMarked
package io.github.streamingchat.benchmarks.store;

import org.jspecify.annotations.NullMarked;
