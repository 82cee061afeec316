package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Snapshot;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * The messages of a conversation as a document, written message by message without a copy of the whole
 * or of any text.
 *
 * <pre>{@code
 * try (Writer file = Files.newBufferedWriter(path)) {
 *   Transcript.of(conversation.snapshot()).zone(ZoneId.of("Europe/Oslo")).writeMarkdown(file);
 * }
 * }</pre>
 *
 * <p>Plain text and Markdown are for people: each message begins with its role, its author's name, its
 * time in the reader's zone and, if it did not end as it should, how it ended; then comes what it says,
 * its reasoning, calls of tools with their results, files, data and sources, and the error of a failed
 * one. What is raw is left out, and so are metadata, usage and ids. Lines end with a line feed; U+FFFD
 * stands for control characters and for half of a surrogate pair.
 *
 * <p>What is written to is neither flushed nor closed. Immutable and thread-safe.
 */
public final class Transcript {
  private final List<ChatMessage> messages;
  private final ZoneId zone;

  private Transcript(List<ChatMessage> messages, ZoneId zone) {
    this.messages = messages;
    this.zone = zone;
  }

  /**
   * Makes a transcript of a conversation.
   *
   * @param snapshot the conversation as it is now; an answer that still grows is told as far as it came
   * @return a transcript in the system's zone
   */
  public static Transcript of(Snapshot snapshot) {
    return new Transcript(snapshot.messages(), ZoneId.systemDefault());
  }

  /**
   * Makes a transcript of messages.
   *
   * @param messages the messages in their order
   * @return a transcript in the system's zone
   */
  public static Transcript of(List<ChatMessage> messages) {
    return new Transcript(List.copyOf(messages), ZoneId.systemDefault());
  }

  /**
   * Sets where the reader is, for the times in plain text and Markdown.
   *
   * @param place the reader's zone, the system's by default
   * @return a transcript with that zone
   */
  public Transcript zone(ZoneId place) {
    return new Transcript(messages, Objects.requireNonNull(place, "zone"));
  }

  /**
   * Writes plain text: for each message a line that says who and when, what it says, and a blank line.
   *
   * @param to takes the text, in pieces
   * @throws IOException if {@code to} throws it
   */
  public void writeText(Appendable to) throws IOException {
    new TextTranscript(to, zone).write(messages);
  }

  /**
   * Writes Markdown: for each message a heading that says who and when, and what it says between fences,
   * so that nothing in a message can pass for a heading, markup or another message.
   *
   * @param to takes the text, in pieces
   * @throws IOException if {@code to} throws it
   */
  public void writeMarkdown(Appendable to) throws IOException {
    new MarkdownTranscript(to, zone).write(messages);
  }
}
