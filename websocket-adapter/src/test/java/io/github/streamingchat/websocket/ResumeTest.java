package io.github.streamingchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.RetryPolicy.AfterText;
import io.github.streamingchat.stream.StreamState;
import io.github.streamingchat.stream.Timeouts;
import io.github.streamingchat.testkit.VirtualTime;
import io.github.streamingchat.websocket.protocol.Frame;
import io.github.streamingchat.websocket.protocol.StreamEncoder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer whose connection goes in the middle: resumed, restarted, or marked as torn. */
@Timeout(60) // a guard against hanging; waits are of milliseconds
class ResumeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TEXT = "The sky is blue because 😀 of Rayleigh scattering.";
  private static final Backoff AT_ONCE =
      new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE);

  private final Told told = new Told();

  private ChatSocket.Builder at(RawPeer peer) {
    return ChatSocket.at(peer.url())
        .listener(told)
        .reconnect(RetryPolicy.builder().maxAttempts(100).backoff(AT_ONCE).build());
  }

  private static RetryPolicy policy(AfterText afterText) {
    return RetryPolicy.builder()
        .maxAttempts(5)
        .backoff(AT_ONCE)
        .afterText(afterText)
        .build();
  }

  private static Chat chat(ChatSocket socket, AfterText afterText) {
    return Chat.builder(socket)
        .conversation(Conversation.builder("c").build())
        .retry(policy(afterText))
        .build();
  }

  /** Says part of the text, is torn, and goes on from wherever the client says it is. */
  private static RawPeer.Behaviour tearing(AtomicInteger tears, int most) {
    return wire -> {
      Frame asked = Frame.parse(wire.text());
      StreamEncoder answer;
      int from = 0;
      if (asked instanceof Frame.Resume resume) {
        // a careful server repeats a little of what it has sent
        from = (int) Math.max(0, resume.offset() - 3);
        answer = StreamEncoder.stream(String.valueOf(resume.envelope().id()))
            .session("c")
            .resumedAt(from)
            .to(text -> AgentPeer.send(wire, text));
      } else {
        answer = AgentPeer.answer(wire, (Frame.Message) asked, "s-1");
      }
      boolean tears0 = tears.incrementAndGet() <= most;
      int to = tears0 ? Math.min(TEXT.length(), from + 12) : TEXT.length();
      for (int i = from; i < to; i++) {
        answer.chunk(TEXT.substring(i, i + 1));
      }
      if (!tears0) {
        answer.end();
      } else {
        wire.close(1001, "");
      }
      wire.awaitEnd();
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anAnswerGoesOnWhereItWasTornAsOftenAsItTakes(int tears) throws Exception {
    try (RawPeer peer = new RawPeer(tearing(new AtomicInteger(), tears));
        ChatSocket socket = at(peer).build()) {
      Outcome outcome = chat(socket, AfterText.RESUME).send("Why?").join(PATIENCE);

      assertThat(outcome.error()).isEmpty();
      assertThat(outcome.message().text()).isEqualTo(TEXT);
      assertThat(outcome.evidence().attempts()).isEqualTo(tears + 1);
      assertThat(told.resumed()).hasSize(tears).containsOnly(true);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void aPeerThatCannotResumeLeavesTheAnswerMarkedAsTorn() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      Frame asked = Frame.parse(wire.text());
      if (asked instanceof Frame.Resume resume) {
        wire.send(new Frame.CannotResume(resume.envelope()).json());
      } else {
        AgentPeer.answer(wire, (Frame.Message) asked, "s-1").chunk("half");
        wire.close(1001, "");
      }
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Outcome outcome = chat(socket, AfterText.RESUME).send("Why?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      ChatError error = outcome.error().orElseThrow();
      assertThat(error.kind()).isEqualTo(ChatError.Kind.TRUNCATED);
      assertThat(error.code()).isEqualTo("cannot_resume");
      assertThat(outcome.message().text()).isEqualTo("half");
      assertThat(told.resumed()).containsExactly(false);
    }
  }

  /** A server that starts again is away for a while, and the answer's attempts fail meanwhile. */
  @Test
  void theTornPlaceOutlastsHandshakesThatFail() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    AtomicReference<RawPeer> server = new AtomicReference<>();
    RawPeer.Behaviour tearing = tearing(new AtomicInteger(), 1);
    RawPeer.Behaviour behaviour = wire -> {
      server.get().answerHandshakes("HTTP/1.1 503 Starting\r\nContent-Length: 0\r\n\r\n");
      tearing.serve(wire);
    };
    SocketListener opensTheDoor = new SocketListener() {
      @Override
      public void onStateChange(SocketChange change) {
        if (change.from() == SocketState.CONNECTING
            && change.to() == SocketState.BACKING_OFF
            && refusals.incrementAndGet() == 3) {
          server.get().answerHandshakes(null);
        }
      }
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).listener(opensTheDoor).build()) {
      server.set(peer);
      RetryPolicy patient = RetryPolicy.builder()
          .maxAttempts(1000)
          .backoff(AT_ONCE)
          .afterText(AfterText.RESUME)
          .build();
      Chat chat = Chat.builder(socket)
          .conversation(Conversation.builder("c").build())
          .retry(patient)
          .build();

      Outcome outcome = chat.send("Why?").join(PATIENCE);

      assertThat(outcome.error()).isEmpty();
      assertThat(outcome.message().text()).isEqualTo(TEXT);
      assertThat(refusals).hasValueGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void anAnswerThatIsAskedForAgainReplacesWhatWasTorn() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RawPeer.Behaviour behaviour = wire -> {
      int time = asked.incrementAndGet();
      StreamEncoder answer = AgentPeer.answer(wire, AgentPeer.turn(wire), "s-" + time);
      if (time == 1) {
        answer.chunk("half of the first");
        wire.close(1001, "");
      } else {
        answer.chunk("all of the second");
        answer.end();
      }
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Outcome outcome = chat(socket, AfterText.REPLACE_TEXT).send("Why?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.COMPLETED);
      assertThat(outcome.message().text()).isEqualTo("all of the second");
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void nothingIsAskedForTwiceOnceSomeOfItArrived() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.answer(wire, AgentPeer.turn(wire), "s").chunk("half");
      wire.close(1001, "");
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Outcome outcome = chat(socket, AfterText.FAIL).send("Why?").join(PATIENCE);

      assertThat(outcome.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(outcome.message().text()).isEqualTo("half");
      assertThat(outcome.evidence().attempts()).isEqualTo(1);
    }
  }

  @Test
  void whatIsMissingBeforeAChunkFailsTheAnswerRatherThanHideTheHole() throws Exception {
    RawPeer.Behaviour behaviour = wire -> {
      Frame.Message turn = AgentPeer.turn(wire);
      AgentPeer.answer(wire, turn, "s").chunk("0123");
      StreamEncoder later = StreamEncoder.stream("s")
          .session("c")
          .resumedAt(7)
          .to(text -> AgentPeer.send(wire, text));
      later.chunk("789");
      later.end();
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Outcome outcome = chat(socket, AfterText.FAIL).send("Why?").join(PATIENCE);

      assertThat(outcome.error().orElseThrow().code()).isEqualTo("offset_gap");
      assertThat(outcome.message().text()).isEqualTo("0123");
    }
  }

  @Test
  void cancelAfterAResumeReachesTheLiveConnection() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    java.util.concurrent.BlockingQueue<Frame> last =
        new java.util.concurrent.LinkedBlockingQueue<>();
    RawPeer.Behaviour behaviour = wire -> {
      Frame asked = Frame.parse(wire.text());
      if (connections.incrementAndGet() == 1) {
        AgentPeer.answer(wire, (Frame.Message) asked, "s-1").chunk("one");
        wire.close(1001, "");
      } else {
        StreamEncoder.stream("s-1")
            .session("c")
            .resumedAt(3)
            .to(text -> AgentPeer.send(wire, text))
            .chunk(" two");
        last.add(Frame.parse(wire.text()));
      }
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Answer answer = chat(socket, AfterText.RESUME).send("Why?");
      var texts = answer.textIterator();
      StringBuilder read = new StringBuilder();
      while (!read.toString().equals("one two")) {
        read.append(texts.next());
      }

      answer.cancel();

      assertThat(answer.join(PATIENCE).status()).isEqualTo(MessageStatus.CANCELLED);
      Frame told0 = last.poll(20, java.util.concurrent.TimeUnit.SECONDS);
      assertThat(told0).isInstanceOf(Frame.Cancel.class);
      assertThat(told0.envelope().id()).isEqualTo("s-1");
    }
  }

  @Test
  void aStreamThatWentSilentIsAskedForAgainFromWhereItStopped() throws Exception {
    VirtualTime time = new VirtualTime();
    java.util.concurrent.BlockingQueue<Frame> heard =
        new java.util.concurrent.LinkedBlockingQueue<>();
    RawPeer.Behaviour behaviour = wire -> {
      AgentPeer.answer(wire, AgentPeer.turn(wire), "s-1").chunk("half");
      Frame next = Frame.parse(wire.text());
      heard.add(next);
      if (next instanceof Frame.Cancel) {
        next = Frame.parse(wire.text());
        heard.add(next);
      }
      if (next instanceof Frame.Resume resume) {
        StreamEncoder rest = StreamEncoder.stream("s-1")
            .session("c")
            .resumedAt(resume.offset())
            .to(text -> AgentPeer.send(wire, text));
        rest.chunk(" and half");
        rest.end();
      }
      wire.awaitEnd();
    };
    try (RawPeer peer = new RawPeer(behaviour);
        ChatSocket socket = at(peer).build()) {
      Answer answer = Chat.builder(socket)
          .conversation(Conversation.builder("c").build())
          .retry(policy(AfterText.RESUME))
          .timeouts(new Timeouts(Duration.ofDays(9), Duration.ofSeconds(30), Duration.ofDays(99)))
          .scheduler(time)
          .build()
          .send("?");
      assertThat(answer.textIterator().next()).isEqualTo("half");
      while (answer.state() == StreamState.STREAMING) { // no silence while a reader is being told
        time.advance(Duration.ofSeconds(30));
      }
      time.advance(Duration.ofSeconds(1));

      assertThat(answer.join(PATIENCE).message().text()).isEqualTo("half and half");
      assertThat(heard.stream().filter(Frame.Resume.class::isInstance)).hasSize(1);
    }
  }
}
