/**
 * For an application's own tests: time that passes on command, transports that follow a script, and
 * a sink that writes down what a decoder says. Nothing here sleeps or opens a socket.
 */
@NullMarked
package io.github.streamingchat.testkit;

import org.jspecify.annotations.NullMarked;
