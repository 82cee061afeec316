/** What does it cost to get the text out of what a provider or an agent sends? */
@NullMarked
package io.github.streamingchat.benchmarks.decode;

import org.jspecify.annotations.NullMarked;
