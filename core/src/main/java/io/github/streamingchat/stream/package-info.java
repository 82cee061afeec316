/** One answer: its states, its outcome, and the policies of its attempts. */
@NullMarked
package io.github.streamingchat.stream;

import org.jspecify.annotations.NullMarked;
