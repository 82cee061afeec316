/**
 * A small server on the loopback address that speaks OpenAI Chat Completions with built-in answers, so
 * that the chat can be tried without a key and without a network.
 */
@NullMarked
package io.github.streamingchat.examples.terminal.demo;

import org.jspecify.annotations.NullMarked;
