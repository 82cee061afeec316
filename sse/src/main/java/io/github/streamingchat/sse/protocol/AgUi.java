package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.EventSink;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent that speaks AG-UI, the Agent User Interaction Protocol, by its documents "Events" and
 * "Messages" at docs.ag-ui.com, over server-sent events.
 *
 * <pre>{@code
 * Chat chat = Chat.over(AgUi.at("https://agent.example/run"));
 * }</pre>
 *
 * <p>A run may yield many messages: the first of the assistant is the answer's primary one, and each
 * further one is a message of the same answer. What the agent thinks, its tool calls and the results of
 * those that it ran itself are parts of these messages. Its state is a {@link Part.Data} of type {@code
 * state} in the primary message, with all patches applied; the next request tells the last state of the
 * conversation. Activities and custom events are {@link Part.Data} too. Texts in another role than the
 * assistant's, raw events and events that this library does not know are {@link Part.Raw} parts of the
 * message before them. A snapshot of the messages corrects texts of this run, and is the
 * answer of an agent that tells none; nothing else of it touches the conversation.
 *
 * <p>A run that the agent interrupts is completed, with finish reason INTERRUPTED and the interrupts as
 * metadata {@code interrupts} of the primary message; it goes on by a request with the option {@code
 * resume}. Only {@code RUN_FINISHED} completes an answer.
 *
 * <p>The request is a run's input: {@code threadId} is the conversation's id, {@code runId} the answer's,
 * with the number of the attempt from the second one on. Each member of it can be told by {@link #option},
 * such as {@code tools}, {@code context}, {@code forwardedProps} or {@code state}.
 *
 * <p>Immutable and thread-safe.
 */
public final class AgUi extends HttpEndpoint<AgUi> {
  /** The format's name in the seals of parts. */
  static final String ISSUER = "ag-ui";

  private static final String EXAMPLE = "https://agent.example/run";

  private AgUi(EndpointSettings settings) {
    super(settings);
  }

  /**
   * Describes the agent at an address.
   *
   * @param url the address that runs are posted to
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static AgUi at(String url) {
    return new AgUi(EndpointSettings.at(url, EXAMPLE));
  }

  /**
   * Describes the agent at an address, as {@link #at(String)} does.
   *
   * @param url the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static AgUi at(URI url) {
    return new AgUi(EndpointSettings.at(url, EXAMPLE));
  }

  @Override
  AgUi with(EndpointSettings settings) {
    return new AgUi(settings);
  }

  @Override
  HttpRequest.Builder asking(AnswerRequest request) {
    return body(request).post(settings().address).header("Accept", "text/event-stream");
  }

  /** The JSON of a request. */
  JsonBody body(AnswerRequest request) {
    return new JsonBody(settings().optionsOf(request))
        .member("threadId", request.conversationId())
        .member("runId", runId(request))
        .member("state", () -> state(request))
        .member(
            "messages",
            () -> AgUiPrompt.messages(
                settings().turnsOf(request, turns -> AgUiPrompt.messages(turns, List.of())),
                request.messages()))
        .member("tools", List.of())
        .member("context", List.of())
        .member("forwardedProps", Map.of());
  }

  private static String runId(AnswerRequest request) {
    String answer = request.answerId().value();
    return request.attempt() == 1 ? answer : answer + "-" + request.attempt();
  }

  /** The agent's state as the conversation has it; an empty object if it told none. */
  private static Object state(AnswerRequest request) {
    Object state = null;
    for (ChatMessage message : request.messages()) {
      for (Part.Data data : message.parts(Part.Data.class)) {
        state = data.type().equals(AgUiState.STATE) ? data.value() : state;
      }
    }
    return state == null ? Map.of() : state;
  }

  @Override
  StreamDecoder decoder(EventSink sink) {
    return new AgUiDecoder(sink, settings().strict, Set.of(), Map.of());
  }

  @Override
  StreamDecoder decoder(AnswerRequest request, EventSink sink) {
    return new AgUiDecoder(sink, settings().strict, questions(request), sentState(request));
  }

  /** The ids of what is no assistant's, as the agent may have them. */
  private static Set<String> questions(AnswerRequest request) {
    Set<String> ids = new HashSet<>();
    for (ChatMessage message : request.messages()) {
      if (AgUiPrompt.isOfApplication(message.role())) {
        ids.add(AgUiPrompt.idOf(message));
      }
    }
    return ids;
  }

  /** What the first patch of the state is for; null if that cannot be known. */
  private @Nullable Object sentState(AnswerRequest request) {
    boolean isTold = settings().options.containsKey("state") || settings().request != null;
    return isTold || request.resumed() ? null : state(request);
  }
}
