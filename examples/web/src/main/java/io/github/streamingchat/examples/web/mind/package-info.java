/**
 * The built-in mind: texts for a page without a model, which are slow, fail or break off where the
 * question asks for it. It is an {@link io.github.streamingchat.source.AnswerSource} like any other.
 */
@NullMarked
package io.github.streamingchat.examples.web.mind;

import org.jspecify.annotations.NullMarked;
