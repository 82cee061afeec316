package io.github.streamingchat.examples.web.rooms;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.ConversationBusyException;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Snapshot;
import io.github.streamingchat.UnknownMessageException;
import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session's history with one document, apart from every other, and the stream of its latest answer.
 *
 * <p>Thread-safe.
 */
public final class Room {
  private final String session;
  private final Chat chat;
  private final Streams streams;

  /** Guarded by this object's monitor. */
  private @Nullable AnswerStream latest;

  Room(String session, Chat chat, Streams streams) {
    this.session = session;
    this.chat = chat;
    this.streams = streams;
  }

  /**
   * Asks.
   *
   * @param question the user's words
   * @return the stream of the answer
   * @throws Refusal if an answer runs here, or the history is full, or too many run in all; nothing has
   *     changed then
   */
  public AnswerStream ask(String question) {
    return open(() -> chat.send(question));
  }

  /**
   * Asks a question again: the earlier answer and what follows it are removed.
   *
   * @param id the earlier answer
   * @return the stream of the new one
   * @throws Refusal if there is no such answer, an answer runs here or too many run in all; nothing has
   *     changed then
   */
  public AnswerStream retry(MessageId id) {
    return open(() -> chat.regenerate(id));
  }

  private synchronized AnswerStream open(Supplier<Answer> question) {
    try {
      AnswerStream opened = streams.open(session, question);
      latest = opened;
      return opened;
    } catch (ConversationBusyException busy) {
      throw Refusal.busy("An answer is still being written here. Wait for it or stop it.");
    } catch (LimitExceededException full) {
      throw Refusal.tooLarge("This history is full. Export it and clear it to go on.");
    } catch (UnknownMessageException unknown) {
      throw Refusal.notFound("There is no such message.");
    } catch (IllegalArgumentException notAnAnswer) {
      throw Refusal.invalid("Only an answer can be asked for again.");
    }
  }

  /**
   * Gives the history as it is now.
   *
   * @return a value that never changes
   */
  public Snapshot history() {
    return chat.conversation().snapshot();
  }

  /**
   * Finds a message.
   *
   * @param id its id
   * @return the message as it is now
   */
  public ChatMessage message(MessageId id) {
    Conversation conversation = chat.conversation();
    return conversation.find(id).orElseThrow(() -> Refusal.notFound("There is no such message."));
  }

  /**
   * Finds the stream of the answer that runs.
   *
   * @return the stream, or empty if none runs
   */
  public Optional<AnswerStream> running() {
    return latest().filter(stream -> !stream.answer().state().isTerminal());
  }

  /**
   * Finds the stream of the latest answer.
   *
   * @return the stream, or empty if there was none yet
   */
  public synchronized Optional<AnswerStream> latest() {
    return Optional.ofNullable(latest);
  }

  /**
   * Tells whether a stream is the answer to a question.
   *
   * @param stream a stream of this room
   * @param question the question
   * @return true if that was asked
   */
  public boolean isAnswerTo(AnswerStream stream, String question) {
    return stream
        .answer()
        .userTurn()
        .flatMap(chat.conversation()::find)
        .filter(asked -> asked.text().equals(question))
        .isPresent();
  }

  /** Removes the history; an answer that runs is cancelled. */
  public void clear() {
    chat.conversation().clear();
  }

  /** Cancels what runs. */
  void close() {
    chat.close();
  }
}
