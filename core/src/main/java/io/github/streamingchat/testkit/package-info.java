/** Scripted transports and virtual time, for an application's own tests. */
@NullMarked
package io.github.streamingchat.testkit;

import org.jspecify.annotations.NullMarked;
