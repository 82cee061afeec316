package io.github.streamingchat.websocket;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import java.util.List;

/** What the socket says to its peer unless the application says otherwise. */
final class DefaultFrames {
  static final ClientFrames ALL =
      new ClientFrames(DefaultFrames::turn, DefaultFrames::cancel, DefaultFrames::resume);

  private DefaultFrames() {}

  /** The user's last message: the peer remembers those before it. */
  private static String turn(AnswerRequest request) {
    List<ChatMessage> messages = request.messages();
    ChatMessage last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    if (last == null || !last.role().equals(Role.USER)) {
      throw new UnsendableTurnException(
          "Only a user's message can be sent over this socket; say how to send others with ChatSocket.Builder.turn.");
    }
    if (last.text().isEmpty() && last.parts().stream().allMatch(Part.Text.class::isInstance)) {
      throw new UnsendableTurnException("There is nothing to ask: the message has no text.");
    }
    if (!last.parts().stream().allMatch(Part.Text.class::isInstance)) {
      throw new UnsendableTurnException(
          "Only text can be sent over this socket; say how to send other parts with ChatSocket.Builder.turn.");
    }
    Envelope envelope = Envelope.of(last.id().value(), request.conversationId())
        .withSender("user")
        .withTimestamp(last.createdAt());
    return new Frame.Message(envelope, last.text()).json();
  }

  private static String cancel(CancelledTurn cancelled) {
    return new Frame.Cancel(Envelope.of(cancelled.id(), cancelled.sessionId())).json();
  }

  private static String resume(TornStream torn) {
    return new Frame.Resume(Envelope.of(torn.streamId(), torn.sessionId()), torn.offset()).json();
  }
}
