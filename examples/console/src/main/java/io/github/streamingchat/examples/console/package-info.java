/**
 * Containers for what a person and an assistant say, and whatever comes piece by piece typed into them.
 * A page holds one conversation, a container is one turn in it, and an audience watches the page grow: a
 * person before a terminal, or a pipe.
 */
@NullMarked
package io.github.streamingchat.examples.console;

import org.jspecify.annotations.NullMarked;
