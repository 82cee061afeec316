package io.github.streamingchat.websocket;

import io.github.streamingchat.transport.AnswerRequest;
import java.util.function.Function;

/**
 * What the socket says to its peer.
 *
 * <p>Immutable and thread-safe, if the functions are.
 *
 * @param turn asks for an answer
 * @param cancel tells that an answer is not wanted any more
 * @param resume asks for the rest of a stream that was torn
 */
record ClientFrames(
    Function<? super AnswerRequest, String> turn,
    Function<? super CancelledTurn, String> cancel,
    Function<? super TornStream, String> resume) {}
