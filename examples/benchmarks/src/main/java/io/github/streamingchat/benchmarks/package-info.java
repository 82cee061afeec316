/** Runs the benchmarks, one class a question, and tells which of the library's promises their figures keep. */
@NullMarked
package io.github.streamingchat.benchmarks;

import org.jspecify.annotations.NullMarked;
