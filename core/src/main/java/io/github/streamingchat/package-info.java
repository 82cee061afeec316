/** The model and the store: what every application touches. */
@NullMarked
package io.github.streamingchat;

import org.jspecify.annotations.NullMarked;
