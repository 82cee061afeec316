/** Races of the store and of an answer, each run millions of times with every outcome accounted for. */
@NullMarked
package io.github.streamingchat.stress;

import org.jspecify.annotations.NullMarked;
