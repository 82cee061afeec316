package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Usage;
import java.util.List;
import java.util.Optional;

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
