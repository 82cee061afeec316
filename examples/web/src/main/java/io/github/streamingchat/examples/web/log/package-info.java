/**
 * What streams told, kept so that a page can come back and hear what it missed. A log knows events and
 * their places, and nothing of answers or of HTTP; another store takes its place behind two interfaces.
 */
@NullMarked
package io.github.streamingchat.examples.web.log;

import org.jspecify.annotations.NullMarked;
