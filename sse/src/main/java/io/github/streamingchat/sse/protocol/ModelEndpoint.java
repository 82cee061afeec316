package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.UnsendableException;
import java.util.Objects;

/**
 * What the endpoints of model providers have in common: they are asked with the whole conversation, and
 * told which model is to answer.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <E> the description's own type
 */
public abstract sealed class ModelEndpoint<E extends ModelEndpoint<E>> extends HttpEndpoint<E>
    permits Anthropic, Gemini, Ollama, OpenAi, OpenAiResponses {
  ModelEndpoint(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Chooses the model.
   *
   * @param model the provider's name for it
   * @return a description with that model
   */
  public final E model(String model) {
    Objects.requireNonNull(model, "model");
    return changed(settings -> settings.model = model);
  }

  /**
   * Sets a system prompt that is sent before the conversation, without being part of it.
   *
   * @param prompt the prompt
   * @return a description with that prompt
   */
  public final E system(String prompt) {
    Objects.requireNonNull(prompt, "prompt");
    return changed(settings -> settings.system = prompt);
  }

  /**
   * Sets whether the answer is asked for as a stream.
   *
   * @param streaming true by default; with false the answer comes in one piece
   * @return a description with that setting
   */
  public final E streaming(boolean streaming) {
    return changed(settings -> settings.streaming = streaming);
  }

  /** The model, where the provider has no default. */
  final String requireModel() {
    if (settings().model.isBlank()) {
      throw new UnsendableException("No model was chosen; this provider has no default.");
    }
    return settings().model;
  }

  /** The kind of answer that is asked for, of a provider that streams events. */
  final String accepted() {
    return settings().streaming ? "text/event-stream" : "application/json";
  }

  /**
   * Describes the endpoint without its key, headers and options.
   *
   * @return the format's name, host and model
   */
  @Override
  public String toString() {
    return "%s[%s, model=%s]"
        .formatted(getClass().getSimpleName(), settings().address.getHost(), settings().model);
  }
}
