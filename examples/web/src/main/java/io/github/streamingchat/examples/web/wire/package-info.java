/**
 * What is said to the page: messages, hints, errors and events as JSON. It depends on the library's
 * values only.
 */
@NullMarked
package io.github.streamingchat.examples.web.wire;

import org.jspecify.annotations.NullMarked;
