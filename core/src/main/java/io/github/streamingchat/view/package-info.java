/**
 * Readers over what is in the store, for those who show it to people: text at the pace of a typist, a
 * cursor, words for what is going on, and what in a text is code or a link. A view only reads: it has
 * no connection, changes no message and can be left out.
 */
@NullMarked
package io.github.streamingchat.view;

import org.jspecify.annotations.NullMarked;
