package io.github.streamingchat.view;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.internal.stored.Fields;
import io.github.streamingchat.internal.stored.JsonLine;
import io.github.streamingchat.internal.stored.JsonObjects;
import io.github.streamingchat.internal.stored.StoredFormatException;
import io.github.streamingchat.internal.stored.StoredMessages;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads the messages of a transcript one after the other, each within the limits. The document may come
 * from anybody.
 *
 * <p>Not safe for use by several threads at once.
 */
final class TranscriptReader {
  /** How messages follow each other. */
  enum Framing {
    ARRAY,
    LINES
  }

  /** What a message may say beside its parts and metadata, and each part beside its content. */
  private static final long ROOM_OF_MESSAGE = 1 << 16;

  private static final long ROOM_OF_PART = 256;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonParser json;
  private final JsonObjects objects;
  private final Framing framing;
  private final Limits limits;
  private final List<ChatMessage> kept = new ArrayList<>();
  private boolean begun;

  TranscriptReader(Reader from, Framing framing, Limits limits) throws IOException {
    int most = limits.maxMessageChars();
    long beside = ROOM_OF_MESSAGE + limits.maxParts() * ROOM_OF_PART;
    this.json = JsonLine.parser(unmarked(from), (int) Math.min(most + beside, Integer.MAX_VALUE));
    this.objects = new JsonObjects(json, most, beside);
    this.framing = framing;
    this.limits = limits;
  }

  /** Without the mark that some programs put before UTF-8, and that is no JSON. */
  private static Reader unmarked(Reader from) throws IOException {
    PushbackReader unmarked = new PushbackReader(from);
    int first = unmarked.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      unmarked.unread(first);
    }
    return unmarked;
  }

  /** Reads all messages and keeps them. */
  List<ChatMessage> all() throws IOException {
    Set<MessageId> ids = new HashSet<>();
    for (ChatMessage message = next(); message != null; message = next()) {
      if (kept.size() == limits.maxMessages()) {
        throw wrong(new LimitExceededException("maxMessages", kept.size(), kept.size() + 1L));
      }
      if (!ids.add(message.id())) {
        throw wrong("message %s is there already".formatted(message.id()), json.currentLocation());
      }
      kept.add(message);
    }
    return List.copyOf(kept);
  }

  /** Reads all messages and keeps none. What the consumer throws ends the reading. */
  void each(Consumer<? super ChatMessage> consumer) throws IOException {
    for (ChatMessage message = next(); message != null; message = next()) {
      consumer.accept(message);
    }
  }

  private @Nullable ChatMessage next() throws IOException {
    TokenStreamLocation begin = json.currentLocation();
    try {
      JsonToken token = advance();
      begin = json.currentTokenLocation();
      return token == null ? null : message(token);
    } catch (StoredFormatException | IllegalArgumentException refused) {
      throw wrong(String.valueOf(refused.getMessage()), begin);
    } catch (LimitExceededException tooLarge) {
      throw wrong(tooLarge);
    } catch (JacksonIOException failed) {
      IOException cause = failed.getCause();
      if (cause instanceof CharacterCodingException) {
        throw wrong("what follows is not in the encoding that it is read in", begin);
      }
      throw cause;
    } catch (StreamConstraintsException tooMuch) {
      if (json.streamReadContext().getNestingDepth() >= JsonLine.MAX_DEPTH) {
        throw wrong("nested deeper than %d levels".formatted(JsonLine.MAX_DEPTH), begin);
      }
      int most = limits.maxMessageChars();
      throw wrong(new LimitExceededException("maxMessageChars", most, most + 1L));
    } catch (UnexpectedEndOfInputException cutShort) {
      throw wrong("it is cut short", cutShort.getLocation());
    } catch (JacksonException malformed) {
      throw wrong("not JSON: " + malformed.getOriginalMessage(), malformed.getLocation());
    }
  }

  /** Gives the first token of the next message, or null behind the last. */
  private @Nullable JsonToken advance() {
    if (framing == Framing.LINES) {
      return json.nextToken();
    }
    if (!begun && json.nextToken() != JsonToken.START_ARRAY) {
      throw new StoredFormatException(
          "a transcript is a JSON array of messages; readJsonLines reads one message a line");
    }
    begun = true;
    JsonToken token = json.nextToken();
    if (token != JsonToken.END_ARRAY) {
      return token;
    }
    if (json.nextToken() != null) {
      throw wrong("something follows the transcript", json.currentTokenLocation());
    }
    return null;
  }

  private ChatMessage message(JsonToken first) {
    if (first != JsonToken.START_OBJECT) {
      throw new StoredFormatException("a message is a JSON object"
          + (first == JsonToken.START_ARRAY ? "; readJson reads an array of messages" : ""));
    }
    ChatMessage message = StoredMessages.read(new Fields(objects.next()));
    long length = message.parts().stream().mapToLong(Part::length).sum();
    require("maxParts", limits.maxParts(), message.parts().size());
    require("maxMessageChars", limits.maxMessageChars(), length);
    return message;
  }

  private static void require(String limit, int allowed, long actual) {
    if (actual > allowed) {
      throw new LimitExceededException(limit, allowed, actual);
    }
  }

  private TranscriptFormatException wrong(LimitExceededException tooLarge) {
    String what = String.valueOf(tooLarge.getMessage());
    return new TranscriptFormatException(what, json.currentTokenLocation(), kept, tooLarge);
  }

  private TranscriptFormatException wrong(String what, @Nullable TokenStreamLocation at) {
    return new TranscriptFormatException(what, at, kept, null);
  }
}
