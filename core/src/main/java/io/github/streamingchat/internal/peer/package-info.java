/**
 * What a transport says about its peer to a person: addresses without secrets, the peer's own words
 * made fit to show, and what a status or a broken connection means and what to do about it.
 */
@NullMarked
package io.github.streamingchat.internal.peer;

import org.jspecify.annotations.NullMarked;
