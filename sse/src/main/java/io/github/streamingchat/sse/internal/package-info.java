/**
 * What the packages of this module share and nobody else sees: how the words of a peer are made fit to
 * show.
 */
@NullMarked
package io.github.streamingchat.sse.internal;

import org.jspecify.annotations.NullMarked;
