/**
 * A chat page and the server that owns its answers: the page asks, follows the answer's stream, and may
 * be reloaded or lose its connection meanwhile. {@link io.github.streamingchat.examples.web.WebServer}
 * puts the parts together: rooms hold conversations, logs hold what streams told, HTTP tells it.
 */
@NullMarked
package io.github.streamingchat.examples.web;

import org.jspecify.annotations.NullMarked;
