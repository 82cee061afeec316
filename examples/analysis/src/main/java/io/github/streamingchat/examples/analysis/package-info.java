/** Questions in plain language about a CSV file, answered by SQL first. */
@NullMarked
package io.github.streamingchat.examples.analysis;

import org.jspecify.annotations.NullMarked;
