package io.github.streamingchat.examples.web.limits;

/**
 * Every bound of the server.
 *
 * <p>Immutable and thread-safe.
 *
 * @param bounds how much it holds
 * @param patience how long it waits
 * @param perSession how often one session may ask
 * @param perAddress how often one address may ask
 */
public record ServerLimits(Bounds bounds, Patience patience, Rate perSession, Rate perAddress) {
  /** Every value at its default. */
  public static final ServerLimits DEFAULTS =
      new ServerLimits(Bounds.DEFAULTS, Patience.DEFAULTS, Rate.OF_SESSION, Rate.OF_ADDRESS);
}
