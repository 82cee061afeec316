/** A chat in the terminal. */
@NullMarked
package io.github.streamingchat.examples.terminal;

import org.jspecify.annotations.NullMarked;
