/**
 * A piece of an application, whose tests show how code of one's own is tested against every fault of
 * a peer, without a server and without sleeping.
 */
@NullMarked
package io.github.streamingchat.examples.testing;

import org.jspecify.annotations.NullMarked;
