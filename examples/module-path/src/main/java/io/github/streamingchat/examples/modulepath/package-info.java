/** The library as named modules. */
@NullMarked
package io.github.streamingchat.examples.modulepath;

import org.jspecify.annotations.NullMarked;
