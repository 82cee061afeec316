/**
 * Answers that the application makes itself: its iterators, streams, publishers, stages and callbacks
 * in the place of a peer, and a simulated one for demonstrations. {@link
 * io.github.streamingchat.source.Answers} makes a transport of each of them, so that everything a
 * chat promises (one end, cancel, clocks, kept text) holds for them as for a network. This package
 * knows the interface of a transport and nothing of any wire.
 */
@NullMarked
package io.github.streamingchat.source;

import org.jspecify.annotations.NullMarked;
