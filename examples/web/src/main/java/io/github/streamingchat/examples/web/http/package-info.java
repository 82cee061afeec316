/**
 * Routes, requests and responses. What a request may ask is checked here; a response that follows a
 * stream is written as its browser takes it, without a thread of its own.
 */
@NullMarked
package io.github.streamingchat.examples.web.http;

import org.jspecify.annotations.NullMarked;
