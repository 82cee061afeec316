/** What was measured, and what it is held to. */
@NullMarked
package io.github.streamingchat.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
