/**
 * How much and how long: every bound that the server has, with its default.
 */
@NullMarked
package io.github.streamingchat.examples.web.limits;

import org.jspecify.annotations.NullMarked;
