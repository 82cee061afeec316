/**
 * For an application's own tests: time that passes on command, transports that follow a script, play
 * a recording or make faults, and the contract that every transport keeps. Nothing here sleeps or
 * opens a socket; only the contract waits for a transport that has a time of its own.
 */
@NullMarked
package io.github.streamingchat.testkit;

import org.jspecify.annotations.NullMarked;
