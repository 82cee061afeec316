/**
 * How a callback reaches the application: on the executor of its choice, one at a time, in order,
 * never under a lock, and without harm to anyone else when it throws.
 */
@NullMarked
package io.github.streamingchat.internal.delivery;

import org.jspecify.annotations.NullMarked;
