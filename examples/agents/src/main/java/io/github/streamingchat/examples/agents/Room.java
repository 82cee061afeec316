package io.github.streamingchat.examples.agents;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatException;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation ({@code session_id}): the agents in it, what they said, and the connection on which
 * somebody was last heard. It outlives its connections, and is forgotten when the server ends.
 *
 * <p>Thread-safe.
 */
final class Room implements AutoCloseable {
  /** How many answers can still be resumed, or told again. */
  private static final int MOST_REMEMBERED = 200;

  private final String session;
  private final Mind mind;
  private final Map<Agent, Chat> chats = new EnumMap<>(Agent.class);
  private final Map<String, Speech> byStream = bounded();
  private final Map<String, Speech> byTurn = bounded();
  private @Nullable Wire listener;

  Room(String session, Mind mind) {
    this.session = session;
    this.mind = mind;
  }

  private static Map<String, Speech> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Speech> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }

  /**
   * Answers a turn. One that is repeated before its answer was heard to the end, as after a connection
   * that broke, gets the same answer; later it is the wish for another one.
   */
  synchronized void asked(Frame.Message turn, Wire wire) {
    listener = wire;
    String id = Objects.requireNonNullElseGet(turn.envelope().id(), Room::newId);
    Speech known = byTurn.get(id);
    if (known != null && !known.isToldWhole()) {
      tell(known, wire, () -> {});
      return;
    }
    String question = turn.content();
    boolean wantsAgents = question.toLowerCase(Locale.ROOT).contains("agents");
    Runnable second = () -> speak(Agent.CRITIC, question, id);
    Answer answer;
    try {
      answer = chat(Agent.GUIDE).send(question);
    } catch (ChatException refused) {
      refuse(id, refused, wire);
      return;
    }
    Speech speech = new Speech(Agent.GUIDE, session, id, answer);
    byTurn.put(id, speech);
    tell(speech, wire, wantsAgents ? second : () -> {});
  }

  /** Whoever asks more than can wait, or than is kept, is told so as of any answer that fails. */
  private void refuse(String turn, ChatException why, Wire wire) {
    boolean unused = StreamEncoder.stream(newId())
        .session(session)
        .agent(Agent.GUIDE.author())
        .replyTo(turn)
        .to(wire::send)
        .fail(Objects.requireNonNullElse(why.getMessage(), "The question was refused."));
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private void tell(Speech speech, Wire wire, Runnable begun) {
    String streamId = newId();
    byStream.put(streamId, speech);
    speech.tell(streamId, wire, begun);
  }

  private Chat chat(Agent agent) {
    return chats.computeIfAbsent(agent, newcomer -> {
      Conversation own = Conversation.builder(session).build();
      own.add(MessageDraft.system(newcomer.instructions()));
      return Chat.builder(mind.of(newcomer))
          .conversation(own)
          .busy(BusyPolicy.queue())
          .build();
    });
  }

  /** Lets an agent speak that nobody asked, if somebody is there to hear it. */
  synchronized void speak(Agent agent, String occasion, @Nullable String replyTo) {
    Wire wire = listener;
    if (wire == null || !wire.isOpen()) {
      return;
    }
    try {
      tell(new Speech(agent, session, replyTo, chat(agent).send(occasion)), wire, () -> {});
    } catch (ChatException tooMuch) {
      // nobody asked, and so nobody waits for it
    }
  }

  synchronized void cancel(String id) {
    Speech speech = byStream.getOrDefault(id, byTurn.get(id));
    if (speech != null) {
      speech.cancel();
    }
  }

  synchronized void resume(Frame.Resume wish, Wire wire) {
    listener = wire;
    String id = Objects.requireNonNullElse(wish.envelope().id(), "");
    Speech speech = byStream.get(id);
    if (speech == null || !speech.resume(id, wish.offset(), wire)) {
      wire.send(new Frame.CannotResume(Envelope.of(id, session)).json());
    }
  }

  /** Cancels what is being said. */
  @Override
  public synchronized void close() {
    chats.values().forEach(Chat::close);
  }
}
