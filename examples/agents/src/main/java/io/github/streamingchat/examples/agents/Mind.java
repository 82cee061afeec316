package io.github.streamingchat.examples.agents;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.source.SimulatedAnswers;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.TransportProvider;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the words of the agents come from. */
interface Mind {
  /** Gives what an agent's chat asks. */
  TransportProvider of(Agent agent);

  /** Thinks of nothing: built-in texts, at the pace of 10 characters every 100 ms. */
  static Mind simulated() {
    return simulated(SimulatedAnswers.DEFAULT_CHARACTERS, SimulatedAnswers.DEFAULT_INTERVAL);
  }

  static Mind simulated(int characters, Duration interval) {
    return agent -> SimulatedAnswers.saying(request -> AgentTexts.of(agent, question(request)))
        .pace(characters, interval);
  }

  private static String question(AnswerRequest request) {
    List<ChatMessage> messages = request.messages();
    return messages.get(messages.size() - 1).text();
  }

  /**
   * Tells whether a model can be asked. OpenAI's own cannot without a key; a server elsewhere may want
   * none.
   *
   * @param url an endpoint that speaks OpenAI Chat Completions
   * @param key its key, or null
   */
  static boolean canAsk(String url, @Nullable String key) {
    return !url.contains("//api.openai.com") || (key != null && key.startsWith("sk-"));
  }

  /**
   * Asks a model.
   *
   * @param url an endpoint that speaks OpenAI Chat Completions
   * @param model the model's name, or null for the endpoint's own
   * @param key its key, or null if it wants none
   * @throws IllegalArgumentException if the URL is none
   */
  static Mind openAi(String url, @Nullable String model, @Nullable String key) {
    OpenAi endpoint = OpenAi.at(url).apiKey(key);
    OpenAi chosen = model == null ? endpoint : endpoint.model(model);
    return agent -> chosen;
  }
}
