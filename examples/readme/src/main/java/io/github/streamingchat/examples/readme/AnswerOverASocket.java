package io.github.streamingchat.examples.readme;

import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.util.UUID;
import java.util.function.Consumer;

/** The server's side of a socket. */
final class AnswerOverASocket {
  private AnswerOverASocket() {}

  // @start region="answer-over-a-socket"
  /** Answers a user's turn over the socket of any server: {@code send} takes text messages. */
  static Answer answer(Frame.Message turn, Chat model, Consumer<String> send) {
    StreamEncoder frames = StreamEncoder.stream(UUID.randomUUID().toString())
        .session(String.valueOf(turn.envelope().sessionId()))
        .replyTo(String.valueOf(turn.envelope().id()))
        .to(send);
    Answer answer = model.send(turn.content());
    answer.subscribe(new AnswerListener() {
      @Override
      public void onText(String text) {
        frames.chunk(text);
      }

      @Override
      public void onOutcome(Outcome outcome) {
        outcome.error().ifPresentOrElse(error -> frames.fail(error.message()), frames::end);
      }
    });
    return answer; // cancel it when the client's Frame.Cancel comes
  }
  // @end
}
