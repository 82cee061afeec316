/**
 * One answer, from the question to its outcome: {@link io.github.streamingchat.stream.Chat} asks,
 * {@link io.github.streamingchat.stream.Answer} is the handle, {@link
 * io.github.streamingchat.stream.StreamState} its states and {@link
 * io.github.streamingchat.stream.Outcome} its one end. Time, threads and clocks are given from
 * outside.
 */
@NullMarked
package io.github.streamingchat.stream;

import org.jspecify.annotations.NullMarked;
