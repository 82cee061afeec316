/**
 * A small server on the loopback address that speaks every wire format with built-in answers, so that
 * the chat can be tried without a key and without a network. An answer is a list of events, whatever
 * the format; a {@code Format} reads what is asked in its way, and its {@code AnswerWriter} puts the
 * events on the wire.
 */
@NullMarked
package io.github.streamingchat.examples.terminal.demo;

import org.jspecify.annotations.NullMarked;
