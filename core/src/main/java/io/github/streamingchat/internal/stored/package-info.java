/**
 * The JSON form in which messages and their parts are written down: one object on one line each. What
 * recordings, transcripts and journals say of them, they say alike.
 */
@NullMarked
package io.github.streamingchat.internal.stored;

import org.jspecify.annotations.NullMarked;
