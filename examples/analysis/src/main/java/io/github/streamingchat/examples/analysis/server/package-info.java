/**
 * The endpoint that is told the first rows of a result and streams what can be said of them, as
 * events named token, metadata, done and error.
 */
@NullMarked
package io.github.streamingchat.examples.analysis.server;

import org.jspecify.annotations.NullMarked;
