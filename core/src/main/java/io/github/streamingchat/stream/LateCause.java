package io.github.streamingchat.stream;

/** Why an event of a transport came too late to count. */
public enum LateCause {
  /** The application had cancelled the answer. */
  CANCELLED,
  /** The application had cleared the conversation or removed the message. */
  CLEARED,
  /** Another answer had taken over. */
  INTERRUPTED,
  /** The answer had completed or failed. */
  ENDED,
  /** A later attempt had taken over. */
  STALE_ATTEMPT,
  /** An earlier attempt had delivered the same event. */
  DUPLICATE
}
