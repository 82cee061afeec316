/**
 * How well it goes: time to the first token, share of errors, memory, streams and followers.
 */
@NullMarked
package io.github.streamingchat.examples.web.metrics;

import org.jspecify.annotations.NullMarked;
