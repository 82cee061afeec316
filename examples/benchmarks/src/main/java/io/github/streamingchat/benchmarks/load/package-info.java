/**
 * What do many streams at once cost, beside other clients? Every measurement is a process of its own, and
 * so is the server, which stops with it; all traffic is loopback.
 */
@NullMarked
package io.github.streamingchat.benchmarks.load;

import org.jspecify.annotations.NullMarked;
