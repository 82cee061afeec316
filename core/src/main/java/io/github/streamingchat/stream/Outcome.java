package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an answer ended: once, as one of COMPLETED, CANCELLED and FAILED, with the text that arrived.
 *
 * <p>Immutable and thread-safe.
 *
 * @param messages the answer's messages as they were at the end, the primary one first; also if they
 *     are no longer in the conversation
 * @param evidence what this rests on
 */
public record Outcome(List<ChatMessage> messages, Evidence evidence) {
  /**
   * Copies the messages.
   *
   * @param messages the answer's messages as they were at the end
   * @param evidence what this rests on
   * @throws IllegalArgumentException if there is none, or the first has not ended
   */
  public Outcome {
    messages = List.copyOf(messages);
    if (messages.isEmpty() || !messages.get(0).status().isTerminal()) {
      throw new IllegalArgumentException("an outcome has messages that have ended");
    }
  }

  /**
   * Gives the answer's first message.
   *
   * @return the primary message as it was at the end
   */
  public ChatMessage message() {
    return messages.get(0);
  }

  /**
   * Tells how the answer ended.
   *
   * @return COMPLETED, CANCELLED or FAILED
   */
  public MessageStatus status() {
    return message().status();
  }

  /**
   * Gives the text that arrived.
   *
   * @return the primary message's text
   */
  public String text() {
    return message().text();
  }

  /**
   * Tells why the answer failed.
   *
   * @return the error if the status is FAILED, else empty
   */
  public Optional<ChatError> error() {
    return message().error();
  }

  /**
   * Tells why the model stopped.
   *
   * @return the reason, if the peer gave one
   */
  public Optional<FinishReason> finishReason() {
    return message().finishReason();
  }

  /**
   * Tells what the answer cost.
   *
   * @return the usage, if the peer reported it
   */
  public Optional<Usage> usage() {
    return message().usage();
  }

  /**
   * Gives the tool calls that wait for results: of a completed answer the ones that are complete, that
   * the provider does not run itself and that have no result in the answer. There are none if the model
   * was broken off ({@code LENGTH}, {@code CONTENT_FILTER}, {@code ERROR}): the last may lack the end of its arguments
   * then. Each is answered by a message ({@code MessageDraft.toolResult}), and then {@link Chat#answer()} goes on.
   *
   * @return the calls of all messages in order, unmodifiable; empty if there are none
   */
  public List<Part.ToolCall> toolCalls() {
    if (status() != MessageStatus.COMPLETED || isBrokenOff()) {
      return List.of();
    }
    Set<String> answered = all(Part.ToolResult.class)
        .map(Part.ToolResult::callId)
        .collect(Collectors.toUnmodifiableSet());
    return all(Part.ToolCall.class)
        .filter(call -> call.complete() && !call.providerRun())
        .filter(call -> !answered.contains(call.callId()))
        .toList();
  }

  private boolean isBrokenOff() {
    return finishReason()
        .map(FinishReason::kind)
        .filter(kind -> switch (kind) {
          case LENGTH, CONTENT_FILTER, ERROR -> true;
          default -> false;
        })
        .isPresent();
  }

  private <P extends Part> Stream<P> all(Class<P> kind) {
    return messages.stream().flatMap(message -> message.parts(kind).stream());
  }

  /**
   * Describes the outcome without its text.
   *
   * @return the message's description, error and evidence
   */
  @Override
  public String toString() {
    return "Outcome[%s%s, %s]"
        .formatted(message(), error().map(error -> ", " + error).orElse(""), evidence);
  }
}
