package io.github.streamingchat.examples.console;

import io.github.streamingchat.Author;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One turn: whole things that stand there at once, and streams that are typed. What is written later
 * stands below what was written before. A stream is a message of its own in the conversation, shown
 * without another head if it is not the first of its container.
 *
 * <p>For one thread.
 */
final class Container {
  /** Marks a message that goes on with the container of the message before it. */
  static final String GOES_ON = "goesOn";

  private final Conversation conversation;
  private final Audience audience;
  private final Role role;
  private final Author author;
  private @Nullable MessageId last;

  Container(Conversation conversation, Audience audience, Role role, Author author) {
    this.conversation = conversation;
    this.audience = audience;
    this.role = role;
    this.author = author;
  }

  /** Writes text, shapes and anything else as it reads, at once. */
  Container write(Object... elements) {
    for (Object element : elements) {
      write(element instanceof Shape shape ? shape.part() : Part.text(String.valueOf(element)));
    }
    audience.look();
    return this;
  }

  private void write(Part part) {
    if (last != null) {
      conversation.edit(last, message -> message.addPart(part));
    } else {
      last =
          conversation.add(MessageDraft.builder(role).author(author).part(part).build());
    }
  }

  /**
   * Types what an iterator gives; returns when all of it is shown. An iterator that waits is waited for.
   *
   * @throws SceneLeftException if this thread was interrupted; what came is kept
   */
  Written writeStream(Iterator<?> source) {
    Items items = new Items();
    return written(Answers.<Object>fromIterator(request -> source, items), items);
  }

  /** Types what an iterable gives; otherwise as {@link #writeStream(Iterator)}. */
  Written writeStream(Iterable<?> source) {
    Items items = new Items();
    return written(Answers.<Object>fromIterable(request -> source, items), items);
  }

  /** Types what a stream gives, and closes it; otherwise as {@link #writeStream(Iterator)}. */
  Written writeStream(Stream<?> source) {
    Items items = new Items();
    return written(Answers.<Object>fromStream(request -> source, items), items);
  }

  /** Types what a publisher gives; otherwise as {@link #writeStream(Iterator)}. */
  Written writeStream(Flow.Publisher<?> source) {
    Items items = new Items();
    return written(Answers.<Object>fromPublisher(request -> source, items), items);
  }

  /** Types what a stage gives; otherwise as {@link #writeStream(Iterator)}. */
  Written writeStream(CompletionStage<?> source) {
    Items items = new Items();
    return written(Answers.<Object>fromStage(request -> source, items), items);
  }

  /**
   * Types the answer of any endpoint, or of a source whose items have a writer of their own; otherwise as
   * {@link #writeStream(Iterator)}.
   */
  Written writeStream(TransportProvider source) {
    Outcome outcome = watched(source);
    return new Written(List.of(outcome.text()), outcome);
  }

  private Written written(Answers source, Items items) {
    Outcome outcome = watched(source);
    return new Written(items.all(), outcome);
  }

  /** A stream is an answer that nobody has to ask for. */
  private Outcome watched(TransportProvider source) {
    if (role.equals(Role.USER)) {
      throw new IllegalStateException("what a user says is whole: write it, do not stream it");
    }
    ChatTransport transport = source.newTransport();
    try (transport;
        Chat chat = Chat.builder(transport).conversation(conversation).build()) {
      return audience.watch(begun(chat, transport));
    } catch (InterruptedException left) {
      Thread.currentThread().interrupt();
      throw new SceneLeftException(left);
    }
  }

  private Supplier<Answer> begun(Chat chat, ChatTransport transport) {
    return () -> {
      Answer answer = chat.receive(transport);
      conversation.edit(answer.primary(), message -> {
        message.author(author);
        if (last != null) {
          message.metadata(GOES_ON, true);
        }
      });
      last = answer.primary();
      return answer;
    };
  }
}
