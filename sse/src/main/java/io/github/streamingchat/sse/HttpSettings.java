package io.github.streamingchat.sse;

import io.github.streamingchat.stream.Scheduler;

/**
 * What holds for every attempt of a transport.
 *
 * <p>Immutable and thread-safe.
 *
 * @param scheduler where time comes from
 * @param statuses what each status means
 * @param maxRedirects how many redirects one attempt follows, at least 0
 * @param compression whether a compressed answer is asked for
 */
record HttpSettings(
    Scheduler scheduler, StatusPolicy statuses, int maxRedirects, boolean compression) {}
