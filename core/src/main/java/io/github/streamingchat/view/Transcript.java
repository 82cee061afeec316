package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Limits;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.internal.stored.StoredMessages;
import io.github.streamingchat.view.TranscriptReader.Framing;
import java.io.IOException;
import java.io.Reader;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

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
 * <p>JSON, as one array or as a message a line, has all that messages are equal by, also of those that
 * have not ended; {@link #readJson} and {@link #readJsonLines} give equal messages back, whose ids are
 * those that were written, to begin a conversation with ({@code Conversation.Builder.messages}).
 *
 * <p>What is written to is neither flushed nor closed, nor is what is read from closed. Immutable and
 * thread-safe.
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

  /**
   * Writes JSON: an array with a message a line.
   *
   * @param to takes the text, in pieces
   * @throws IOException if {@code to} throws it
   * @throws IllegalArgumentException if metadata, or JSON in a part, has a name with half a surrogate pair
   */
  public void writeJson(Appendable to) throws IOException {
    to.append("[");
    String between = "\n";
    for (ChatMessage message : messages) {
      to.append(between);
      write(message, to);
      between = ",\n";
    }
    to.append("\n]\n");
  }

  /**
   * Writes JSON lines: a message a line.
   *
   * @param to takes the text, in pieces
   * @throws IOException if {@code to} throws it
   * @throws IllegalArgumentException if metadata, or JSON in a part, has a name with half a surrogate pair
   */
  public void writeJsonLines(Appendable to) throws IOException {
    for (ChatMessage message : messages) {
      write(message, to);
      to.append("\n");
    }
  }

  private static void write(ChatMessage message, Appendable to) throws IOException {
    try (JsonGenerator json = Json.generator(new WholePairs(to))) {
      JsonValueWriter.write(json, StoredMessages.write(message));
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }

  /**
   * Reads what {@link #writeJson} wrote, within {@link Limits#DEFAULTS}.
   *
   * @param from an array of messages and nothing else
   * @return the messages in their order, unmodifiable, each of version 0
   * @throws IOException if {@code from} throws it
   * @throws TranscriptFormatException as {@link #readJson(Reader, Limits)} says
   */
  public static List<ChatMessage> readJson(Reader from) throws IOException {
    return readJson(from, Limits.DEFAULTS);
  }

  /**
   * Reads what {@link #writeJson} wrote. Members that are not known are passed over.
   *
   * @param from an array of messages and nothing else
   * @param limits bounds the messages, and the parts and the content of each
   * @return the messages in their order, unmodifiable, each of version 0
   * @throws IOException if {@code from} throws it
   * @throws TranscriptFormatException if it is anything else, two messages have one id, or a limit is
   *     passed; it names the place and has the messages that were read before
   */
  public static List<ChatMessage> readJson(Reader from, Limits limits) throws IOException {
    return new TranscriptReader(from, Framing.ARRAY, limits).all();
  }

  /**
   * Reads what {@link #writeJsonLines} wrote, within {@link Limits#DEFAULTS}.
   *
   * @param from messages one behind the other
   * @return the messages in their order, unmodifiable, each of version 0
   * @throws IOException if {@code from} throws it
   * @throws TranscriptFormatException as {@link #readJsonLines(Reader, Limits)} says
   */
  public static List<ChatMessage> readJsonLines(Reader from) throws IOException {
    return readJsonLines(from, Limits.DEFAULTS);
  }

  /**
   * Reads what {@link #writeJsonLines} wrote. Blank lines, and members that are not known, are passed
   * over.
   *
   * @param from messages one behind the other
   * @param limits bounds the messages, and the parts and the content of each
   * @return the messages in their order, unmodifiable, each of version 0
   * @throws IOException if {@code from} throws it
   * @throws TranscriptFormatException if it is anything else, two messages have one id, or a limit is
   *     passed; it names the place and has the messages that were read before
   */
  public static List<ChatMessage> readJsonLines(Reader from, Limits limits) throws IOException {
    return new TranscriptReader(from, Framing.LINES, limits).all();
  }

  /**
   * Reads what {@link #writeJsonLines} wrote and keeps nothing of it: any number of messages, each of
   * which is given on before the next is read. That two have one id is for the consumer to find.
   *
   * @param from messages one behind the other
   * @param limits bounds the parts and the content of each message
   * @param consumer takes each message on the calling thread; what it throws ends the reading
   * @throws IOException if {@code from} throws it
   * @throws TranscriptFormatException if it is anything else, or a limit is passed; it names the place
   */
  public static void readJsonLines(
      Reader from, Limits limits, Consumer<? super ChatMessage> consumer) throws IOException {
    new TranscriptReader(from, Framing.LINES, limits).each(consumer);
  }
}
