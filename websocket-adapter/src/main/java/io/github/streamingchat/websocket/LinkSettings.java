package io.github.streamingchat.websocket;

import io.github.streamingchat.stream.Scheduler;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What holds for every connection of a socket.
 *
 * @param heartbeat how a silent one is found out
 * @param sendLimits how much may wait to be sent
 * @param closeTimeout how long the peer's Close frame is waited for
 * @param closeCodes what its codes mean
 * @param scheduler where time comes from
 * @param random spreads waits
 */
record LinkSettings(
    Heartbeat heartbeat,
    SendLimits sendLimits,
    Duration closeTimeout,
    CloseCodes closeCodes,
    Scheduler scheduler,
    RandomGenerator random) {}
