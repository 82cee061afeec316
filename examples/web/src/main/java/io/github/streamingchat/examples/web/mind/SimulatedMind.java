package io.github.streamingchat.examples.web.mind;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.source.AnswerEmitter;
import io.github.streamingchat.source.AnswerSource;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.TransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Thinks of nothing, but says it in every way that a page must be able to show. Words in the question
 * choose: {@code slow}, {@code long}, {@code script}; {@code fail} ends with an error in the middle, and
 * {@code broken} loses its connection there, once.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedMind implements AnswerSource {
  private static final Duration SLOWLY = Duration.ofMillis(400);
  private static final int SLOW_CHARACTERS = 4;

  private static final ChatError OVERLOADED =
      ChatError.of(ChatError.Kind.PROVIDER, "The model is overloaded. Ask again in a moment.");

  private static final ChatError CUT = ChatError.builder(
          ChatError.Kind.CONNECTION, "The connection to the model broke.")
      .retryable(true)
      .build();

  private final Scheduler time;

  private SimulatedMind(Scheduler time) {
    this.time = time;
  }

  /**
   * Makes a mind to chat with.
   *
   * @param time where its pauses come from
   * @return answers without a model
   */
  public static TransportProvider answers(Scheduler time) {
    return Answers.from(new SimulatedMind(time)).on(Runnable::run); // it never blocks
  }

  @Override
  public void start(AnswerRequest request, AnswerEmitter out) {
    new Speech(saying(question(request), request.attempt()), out, time).begin();
  }

  private static String question(AnswerRequest request) {
    List<ChatMessage> messages = request.messages();
    return messages.get(messages.size() - 1).text();
  }

  private static Saying saying(String question, int attempt) {
    String words = question.toLowerCase(Locale.ROOT);
    if (words.contains("script")) {
      return Saying.of(MindTexts.SCRIPT);
    }
    Saying usual = Saying.of(words.contains("long") ? MindTexts.LONG : MindTexts.answer(question));
    if (words.contains("fail")) {
      return usual.failing(OVERLOADED);
    }
    if (words.contains("broken") && attempt == 1) {
      return usual.failing(CUT);
    }
    return words.contains("slow") ? usual.pace(SLOW_CHARACTERS, SLOWLY) : usual;
  }
}
