package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Conversations;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose a stream is, and what becomes of what nobody asked for. */
@Timeout(60) // a guard against hanging; nothing here waits for time
class IncomingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Told told = new Told();
  private final Conversations conversations = Conversations.create();
  private final BlockingQueue<Answer> incoming = new LinkedBlockingQueue<>();
  private final AtomicReference<ChatSocket> socket = new AtomicReference<>();

  private ChatSocket socket(RawPeer peer) {
    ChatSocket made = ChatSocket.at(peer.url())
        .listener(told)
        .reconnect(RetryPolicy.NONE)
        .onIncoming(stream -> incoming.add(stream.into(chat(stream.start().sessionId()))))
        .build();
    socket.set(made);
    return made;
  }

  private Chat chat(String conversation) {
    return Chat.builder(socket.get())
        .conversation(conversations.get(conversation))
        .retry(RetryPolicy.NONE)
        .build();
  }

  private Answer nextIncoming() throws InterruptedException {
    Answer answer = incoming.poll(20, TimeUnit.SECONDS);
    assertThat(answer).as("a stream that nobody asked for").isNotNull();
    return answer;
  }

  private static StreamEncoder unasked(RawPeer.Wire wire, String id, String session, Author agent) {
    return StreamEncoder.stream(id)
        .session(session)
        .agent(agent)
        .to(text -> AgentPeer.send(wire, text));
  }

  @Test
  void agentsThatSpeakUnaskedGrowBesideTheAnswerAndEachHasAHandle() throws Exception {
    Author planner = new Author("a-1", "Planner", "openai", null);
    Author critic = new Author("a-2", "Critic", "openai", null);
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-1");
      answer.chunk("the an");
      StreamEncoder one = unasked(wire, "u-1", "c", planner);
      StreamEncoder two = unasked(wire, "u-2", "c", critic);
      one.chunk("I pl");
      two.chunk("I dou");
      answer.chunk("swer");
      one.chunk("an");
      two.chunk("bt");
      answer.end();
      one.end();
      two.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Answer answer = chat("c").send("?");

      assertThat(answer.join(PATIENCE).message().text()).isEqualTo("the answer");
      Outcome one = nextIncoming().join(PATIENCE);
      Outcome two = nextIncoming().join(PATIENCE);
      assertThat(one.message().text()).isEqualTo("I plan");
      assertThat(one.message().author()).contains(planner);
      assertThat(two.message().text()).isEqualTo("I doubt");
      assertThat(two.message().author()).contains(critic);
      assertThat(conversations.get("c").snapshot().messages())
          .extracting(ChatMessage::text)
          .containsExactly("?", "the answer", "I plan", "I doubt");
    }
  }

  @Test
  void streamsWithoutAReplyGoToTheQuestionOfTheirSession() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.turn(wire);
      AgentPeer.turn(wire);
      for (String session : List.of("b", "a")) {
        StreamEncoder answer = StreamEncoder.stream("s-" + session)
            .session(session)
            .to(text -> AgentPeer.send(wire, text));
        answer.chunk("for " + session);
        answer.end();
      }
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Answer a = chat("a").send("?");
      Answer b = chat("b").send("?");

      assertThat(a.join(PATIENCE).message().text()).isEqualTo("for a");
      assertThat(b.join(PATIENCE).message().text()).isEqualTo("for b");
      assertThat(incoming).isEmpty();
    }
  }

  @Test
  void aCompleteMessageAnswersToo() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      Frame.Message turn = AgentPeer.turn(wire);
      Envelope envelope = Envelope.of("m-1", turn.envelope().sessionId())
          .withSender("ai")
          .withReplyTo(turn.envelope().id());
      String frame = new Frame.Message(envelope, "in one piece").json();
      wire.send(
          turn.envelope().id() == null
              ? ""
              : new Frame.Message(turn.envelope(), turn.content()).json());
      wire.send(frame);
      wire.send(frame);
      wire.send("{\"type\":\"typing\",\"is_typing\":false}");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Outcome outcome = chat("c").send("?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.message().text()).isEqualTo("in one piece");
      while (told.frames().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(told.problems()).containsExactly("duplicate_message");
      assertThat(told.frames()).as("the echo of the own turn is ignored").hasSize(1);
      assertThat(conversations.get("c").snapshot().size()).isEqualTo(2);
    }
  }

  @Test
  void aLoneEndIsAnEmptyAnswer() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      Frame.Message turn = AgentPeer.turn(wire);
      wire.send(new Frame.Stream(
              Envelope.of("s", turn.envelope().sessionId())
                  .withReplyTo(turn.envelope().id()),
              false,
              null,
              -1,
              true,
              false)
          .json());
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Outcome outcome = chat("c").send("?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.message().text()).isEmpty();
    }
  }

  @Test
  void anErrorFrameFailsTheAnswerThatItConcernsAndIsToldWithItsMembers() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.turn(wire);
      AgentPeer.turn(wire);
      wire.send(
          "{\"type\":\"error\",\"session_id\":\"a\",\"message\":\"overloaded\",\"code\":\"server_error\",\"details\":{\"a\":1}}");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Answer a = chat("a").send("?");
      Answer b = chat("b").send("?");

      Outcome outcome = a.join(PATIENCE);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.SERVER);
      assertThat(outcome.error().orElseThrow().message()).contains("overloaded");
      assertThat(b.state().isTerminal()).isFalse();
      while (told.frames().isEmpty()) {
        Thread.onSpinWait();
      }
      Frame.Failure failure = (Frame.Failure) told.frames().get(0);
      assertThat(failure.members()).containsEntry("details", Map.of("a", 1));
    }
  }

  @Test
  void anErrorInsideTheStreamFailsItAndIsNoTextOfIt() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      answer.chunk("text");
      answer.fail("the model gave up");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Outcome outcome = chat("c").send("?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.message().text()).isEqualTo("text");
      assertThat(outcome.error().orElseThrow().message()).contains("the model gave up");
    }
  }

  @Test
  void framesOfOtherTypesAndOfOtherPeopleGoToTheListener() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      wire.send("{\"type\":\"typing\",\"is_typing\":true,\"session_id\":\"c\"}");
      wire.send("{\"type\":\"agent_status\",\"status\":{\"n\":[1,2.5,null]}}");
      wire.send("{\"type\":\"brand_new\",\"x\":\"y\"}");
      wire.send("{\"type\":\"message\",\"id\":\"other\",\"sender\":\"user\",\"content\":\"hi\"}");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      made.connect();
      while (told.frames().size() < 4) {
        Thread.onSpinWait();
      }

      assertThat(told.frames().subList(0, 3))
          .extracting(frame -> ((Frame.Other) frame).type())
          .containsExactly("typing", "agent_status", "brand_new");
      assertThat(((Frame.Other) told.frames().get(0)).members()).containsEntry("is_typing", true);
      assertThat(((Frame.Message) told.frames().get(3)).content()).isEqualTo("hi");
      assertThat(incoming).isEmpty();
    }
  }

  @Test
  void aStreamThatIsLetInNowhereIsPassedOverAndReported() throws Exception {
    List<IncomingStream> kept = new ArrayList<>();
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder stream = unasked(wire, "u", "other", Author.named("Nobody"));
      stream.chunk("unheard");
      stream.end();
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      answer.chunk("heard");
      answer.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made =
            ChatSocket.at(peer.url()).listener(told).onIncoming(kept::add).build()) {
      socket.set(made);
      assertThat(chat("c").send("?").join(PATIENCE).message().text()).isEqualTo("heard");

      assertThat(told.problems()).containsExactly("unclaimed_stream");
      assertThat(made.problems()).hasSize(1);
      assertThat(made.problemCount()).isEqualTo(1);
      assertThatIllegalStateException().isThrownBy(() -> kept.get(0).into(chat("c")));
    }
  }

  @Test
  void cancellingAnIncomingStreamTellsThePeer() throws Exception {
    BlockingQueue<Frame> heard = new LinkedBlockingQueue<>();
    RawPeer.Behaviour behaviour = wire -> {
      unasked(wire, "u", "c", Author.named("Agent")).chunk("on and on");
      heard.add(Frame.parse(wire.text()));
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      made.connect();
      Answer answer = nextIncoming();
      assertThat(answer.textIterator().next()).isEqualTo("on and on");

      answer.cancel();

      Frame frame = heard.poll(20, TimeUnit.SECONDS);
      assertThat(frame).isEqualTo(new Frame.Cancel(Envelope.of("u", "c")));
      assertThat(answer.join(PATIENCE).status()).isEqualTo(MessageStatus.CANCELLED);
    }
  }

  @Test
  void aTornIncomingStreamFailsWithItsTextKept() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      unasked(wire, "u", "c", Author.named("Agent")).chunk("half");
      wire.close(1001, "");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      made.connect();

      Outcome outcome = nextIncoming().join(PATIENCE);

      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
      assertThat(outcome.message().text()).isEqualTo("half");
    }
  }

  @Test
  void aStreamThatStartsForACancelledTurnIsStoppedAtItsSource() throws Exception {
    BlockingQueue<Frame> heard = new LinkedBlockingQueue<>();
    RawPeer.Behaviour behaviour = wire -> {
      Frame.Message turn = AgentPeer.turn(wire);
      heard.add(turn);
      heard.add(Frame.parse(wire.text()));
      AgentPeer.answer(wire, turn, "late").chunk("too late");
      heard.add(Frame.parse(wire.text()));
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Answer answer = chat("c").send("?");
      Frame turn = heard.poll(20, TimeUnit.SECONDS);
      answer.cancel();

      assertThat(heard.poll(20, TimeUnit.SECONDS).envelope().id())
          .isEqualTo(turn.envelope().id());
      assertThat(heard.poll(20, TimeUnit.SECONDS))
          .isEqualTo(new Frame.Cancel(Envelope.of("late", "c")));
      assertThat(incoming).isEmpty();
      assertThat(told.problems()).containsExactly("late_stream");
      assertThat(answer.join(PATIENCE).message().text()).isEmpty();
    }
  }

  @Test
  void theFramesThatAreSentCanBeWrittenByTheApplication() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    RawPeer.Behaviour behaviour = wire -> {
      heard.add(wire.text());
      heard.add(wire.text());
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = ChatSocket.at(peer.url())
            .turn(request -> "ask:" + request.messages().get(0).text())
            .cancel(turn -> "stop:" + turn.sessionId())
            .build()) {
      socket.set(made);
      Answer answer = chat("c").send("?");
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("ask:?");
      answer.cancel();

      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("stop:c");
    }
  }

  @Test
  void theDefaultTurnIsTheOneOfTheProtocol() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    RawPeer.Behaviour behaviour = wire -> {
      heard.add(wire.text());
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Answer answer = chat("c").send("Hi \uD83D\uDE00 \"you\"");
      Conversation conversation = conversations.get("c");
      ChatMessage question = conversation.snapshot().messages().get(0);

      assertThat(heard.poll(20, TimeUnit.SECONDS))
          .isEqualTo(
              "{\"type\":\"message\",\"id\":\"%s\",\"content\":\"Hi \uD83D\uDE00 \\\"you\\\"\",\"sender\":\"user\",\"timestamp\":\"%s\",\"session_id\":\"c\"}",
              question.id().value(), question.createdAt());
      answer.cancel();
    }
  }

  @Test
  void aStreamThatStartsWhileTheSocketIsClosedEndsWithIt() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      unasked(wire, "u", "c", Author.named("Agent")).chunk("unheard");
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = ChatSocket.at(peer.url())
            .closeTimeout(Duration.ofMillis(100))
            .onIncoming(stream -> {
              socket.get().close();
              incoming.add(stream.into(chat("c")));
            })
            .build()) {
      socket.set(made);
      made.connect();

      Outcome outcome = nextIncoming().join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().code()).isEqualTo("closed");
    }
  }

  @Test
  void oncePeersSayWhatTheyReplyToAStreamThatDoesNotWasNotAskedFor() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder first = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-1");
      first.chunk("one");
      first.end();
      Frame.Message turn = AgentPeer.turn(wire);
      StreamEncoder parcel = unasked(wire, "u", "c", Author.named("Post"));
      parcel.chunk("Your parcel has arrived.");
      parcel.end();
      StreamEncoder second = AgentPeer.answer(wire, turn, "s-2");
      second.chunk("two");
      second.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Chat chat = chat("c");
      assertThat(chat.send("?").join(PATIENCE).message().text()).isEqualTo("one");
      assertThat(chat.send("?").join(PATIENCE).message().text()).isEqualTo("two");

      assertThat(nextIncoming().join(PATIENCE).message().text())
          .isEqualTo("Your parcel has arrived.");
      assertThat(made.problemCount()).isZero();
    }
  }

  @Test
  void anAnswerThatTheServerStoppedIsNotWhole() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s");
      answer.chunk("half");
      answer.cancelled();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket made = socket(peer)) {
      Outcome outcome = chat("c").send("?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.error().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
      assertThat(outcome.error().orElseThrow().code()).isEqualTo("cancelled");
      assertThat(outcome.message().text()).isEqualTo("half");
      assertThat(made.state()).isEqualTo(SocketState.OPEN);
    }
  }

  @Test
  void aQuestionThatTheDefaultTurnCannotSayFailsAsARequest() throws Exception {
    try (RawPeer peer = new RawPeer(wire -> wire.awaitEnd());
        ChatSocket made = socket(peer)) {
      Outcome empty = chat("a").send("").join(PATIENCE);
      Outcome picture = chat("b")
          .send(MessageDraft.builder(Role.USER)
              .part(new Part.Data("map", null, Map.of("x", 1)))
              .build())
          .join(PATIENCE);

      assertThat(empty.error().orElseThrow().kind()).isEqualTo(Kind.REQUEST);
      assertThat(empty.error().orElseThrow().message()).contains("no text");
      assertThat(picture.error().orElseThrow().kind()).isEqualTo(Kind.REQUEST);
      assertThat(picture.error().orElseThrow().message()).contains("ChatSocket.Builder.turn");
      assertThat(made.state()).isEqualTo(SocketState.IDLE);
    }
  }
}
