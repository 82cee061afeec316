package io.github.streamingchat.websocket;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.websocket.protocol.Envelope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that the peer began without being asked, such as an agent's own. It grows where the
 * application says, beside whatever is asked and answered there:
 *
 * <pre>{@code
 * ChatSocket.at(url).onIncoming(stream -> {
 *   Chat chat = chats.get(stream.start().sessionId());
 *   if (chat != null) {
 *     stream.into(chat);
 *   }
 * })
 * }</pre>
 *
 * <p>Confined to the call that hands it over.
 */
public final class IncomingStream {
  private final Envelope start;
  private final IncomingRoute route;
  private @Nullable Answer answer;
  private boolean over;

  IncomingStream(Envelope start, IncomingRoute route) {
    this.start = start;
    this.route = route;
  }

  /**
   * Tells what the peer said of it: its id, conversation, agent, and what it replies to.
   *
   * @return the envelope of its first frame
   */
  public Envelope start() {
    return start;
  }

  /**
   * Lets it grow in a chat's conversation, as an answer of its own that takes nobody's turn. Its pieces
   * come after this call, on the socket's thread.
   *
   * @param chat joined with the conversation, over whatever transport
   * @return the handle; cancelling it tells the peer
   * @throws IllegalStateException if it has been let in somewhere, or the call that handed it over has
   *     returned
   */
  public Answer into(Chat chat) {
    Objects.requireNonNull(chat, "chat");
    if (answer != null || over) {
      throw new IllegalStateException(
          over
              ? "a stream is let into a chat while onIncoming runs, and not later"
              : "this stream grows in a conversation already");
    }
    Answer begun = chat.receive(route);
    answer = begun;
    return begun;
  }

  /** The call that handed it over has returned. */
  void handedOver() {
    over = true;
  }
}
