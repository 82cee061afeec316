/**
 * The Java of README.md. Each sample stands between {@code @start region} and {@code @end}, and the
 * tests demand that README shows the same lines.
 */
@NullMarked
package io.github.streamingchat.examples.readme;

import org.jspecify.annotations.NullMarked;
