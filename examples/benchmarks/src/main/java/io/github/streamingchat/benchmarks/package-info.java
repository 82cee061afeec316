/** JMH benchmarks, one class per question. */
@NullMarked
package io.github.streamingchat.benchmarks;

import org.jspecify.annotations.NullMarked;
