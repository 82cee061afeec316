/** Bytes looked at several at a time, for whatever scans them. No part of the public interface. */
@NullMarked
package io.github.streamingchat.internal.bytes;

import org.jspecify.annotations.NullMarked;
