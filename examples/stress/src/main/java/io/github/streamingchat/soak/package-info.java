/**
 * A soak: a million pieces and ten thousand answers, with memory, threads and files looked at on the
 * way. Nothing may grow, and nothing may be left behind.
 */
@NullMarked
package io.github.streamingchat.soak;

import org.jspecify.annotations.NullMarked;
