/**
 * Ready-made observers of answers. What there is to observe is in {@link
 * io.github.streamingchat.stream.AnswerObserver}; the observers here show it, and know no other part
 * of the library. An observer of the application's own, for its metrics or traces, needs nothing from
 * here.
 */
@NullMarked
package io.github.streamingchat.observation;

import org.jspecify.annotations.NullMarked;
