package io.github.streamingchat.transport;

/**
 * A description of a peer from which transports can be made, such as a provider's address, model and
 * key.
 */
@FunctionalInterface
public interface TransportProvider {
  /**
   * Makes a transport.
   *
   * @return a new transport, to be closed by the caller
   */
  ChatTransport newTransport();
}
