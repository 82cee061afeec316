package io.github.streamingchat.examples.readme;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

// @start region="answer-over-a-socket"
/** The server's side of one session, over the socket of any server: {@code send} takes texts. */
final class AnswerOverASocket {
  private final Chat model;
  private final Consumer<String> send;
  private final Map<String, Answer> running = new ConcurrentHashMap<>();

  AnswerOverASocket(Chat model, Consumer<String> send) {
    this.model = model;
    this.send = send;
  }

  void onText(String text) { // Frame.parse throws BadFrameException for what is none
    Frame frame = Frame.parse(text);
    String id = String.valueOf(frame.envelope().id());
    if (frame instanceof Frame.Message turn) {
      answer(turn, id);
    } else if (frame instanceof Frame.Cancel) { // of a stream, or of a turn if none has started
      Optional.ofNullable(running.get(id)).ifPresent(Answer::cancel);
    }
  }

  private void answer(Frame.Message turn, String turnId) {
    StreamEncoder frames = StreamEncoder.stream(UUID.randomUUID().toString())
        .session(turn.envelope().sessionId())
        .replyTo(turnId)
        .to(send);
    Answer answer = model.send(turn.content());
    running.put(turnId, answer);
    running.put(frames.id(), answer);
    answer.subscribe(new AnswerListener() {
      @Override
      public void onText(String text) {
        frames.chunk(text);
      }

      @Override
      public void onOutcome(Outcome outcome) {
        running.values().removeIf(answer::equals);
        if (outcome.status() == MessageStatus.CANCELLED) {
          frames.cancelled();
        } else {
          outcome.error().ifPresentOrElse(error -> frames.fail(error.message()), frames::end);
        }
      }
    });
  }
}
// @end
