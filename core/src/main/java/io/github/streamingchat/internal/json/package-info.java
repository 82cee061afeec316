/**
 * How JSON is read and written here: token by token, with the values of messages as Map, List, String,
 * Number, Boolean and null.
 */
@NullMarked
package io.github.streamingchat.internal.json;

import org.jspecify.annotations.NullMarked;
