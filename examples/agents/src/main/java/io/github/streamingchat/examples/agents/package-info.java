/**
 * A server whose agents speak the three-phase protocol over one WebSocket, and the chat in the terminal
 * with them. {@link io.github.streamingchat.examples.agents.AgentServer} listens, a room keeps what is
 * said in one conversation, and a speech is one answer and the connection that it is told on.
 */
@NullMarked
package io.github.streamingchat.examples.agents;

import org.jspecify.annotations.NullMarked;
