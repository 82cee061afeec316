package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.MessageId;
import io.github.streamingchat.Subscription;
import io.github.streamingchat.examples.web.rooms.AnswerStream;
import io.github.streamingchat.examples.web.rooms.Room;
import io.github.streamingchat.examples.web.rooms.Session;
import io.github.streamingchat.examples.web.wire.Json;
import io.github.streamingchat.examples.web.wire.MessageJson;
import io.github.streamingchat.examples.web.wire.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes questions, and asks one again.
 *
 * <p>Immutable and thread-safe.
 */
final class Questions {
  private final Visitors visitors;
  private final int mostCharacters;

  Questions(Visitors visitors, int mostCharacters) {
    this.visitors = visitors;
    this.mostCharacters = mostCharacters;
  }

  /** {@code POST /api/documents/{doc}/messages}. */
  void ask(Exchange exchange) {
    exchange.body(body -> {
      JsonNode named = body.path("question");
      if (!named.isString()) {
        throw Refusal.invalid("Say what the question is.");
      }
      String question = checked(named.asString());
      Room room = visitors.room(exchange);
      Session session = visitors.session(exchange);
      visitors.pass(exchange, session);
      AnswerStream stream = room.ask(question);
      MessageId asked = stream.answer().userTurn().orElseThrow();
      tell(
          exchange,
          session,
          stream,
          Json.object("userMessage", MessageJson.of(room.message(asked))));
    });
  }

  /** {@code POST /api/documents/{doc}/retry}. */
  void retry(Exchange exchange) {
    exchange.body(body -> {
      JsonNode named = body.path("messageId");
      if (!named.isString() || named.asString().isBlank()) {
        throw Refusal.invalid("Say which messageId to answer again.");
      }
      String earlier = named.asString();
      if (earlier.length() > MessageId.MAX_LENGTH) {
        throw Refusal.notFound("There is no such message.");
      }
      Room room = visitors.room(exchange);
      Session session = visitors.session(exchange);
      visitors.pass(exchange, session);
      AnswerStream stream = room.retry(MessageId.of(earlier));
      tell(exchange, session, stream, Json.object("replaces", earlier));
    });
  }

  /** Tells where the answer will be, or, without streaming, the answer when it is whole. */
  private static void tell(
      Exchange exchange,
      Session session,
      AnswerStream stream,
      Map<String, @Nullable Object> reply) {
    if (session.streaming()) {
      reply.put("streamId", stream.id());
      reply.put("messageId", stream.answer().primary().value());
      exchange.reply(202, reply);
      return;
    }
    Subscription following = stream.follow();
    exchange.request().addIdleTimeoutListener(silent -> false);
    stream
        .answer()
        .onOutcome(outcome -> exchange.run(() -> {
          following.close();
          reply.put("message", MessageJson.of(outcome.message()));
          exchange.reply(200, reply);
        }));
  }

  /** Gives a question that can be asked. */
  String checked(String question) {
    String words = question.strip();
    if (words.isEmpty()) {
      throw Refusal.invalid("The question is empty.");
    }
    if (words.length() > mostCharacters) {
      throw Refusal.tooLarge("The question has %d characters, and may have %d."
          .formatted(words.length(), mostCharacters));
    }
    return words;
  }
}
