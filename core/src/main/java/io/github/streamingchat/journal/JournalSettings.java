package io.github.streamingchat.journal;

import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a journal goes about its work.
 *
 * @param pieceDelay how long text that grows may wait to be written
 * @param pieceCharacters how much of it may wait
 * @param retryDelay how long to wait after an error of the store
 * @param scheduler where the time comes from
 * @param onError told the first of several errors in a row
 */
record JournalSettings(
    Duration pieceDelay,
    int pieceCharacters,
    Duration retryDelay,
    Scheduler scheduler,
    Consumer<? super JournalException> onError) {}
