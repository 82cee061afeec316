package io.github.streamingchat.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.streamingchat.Author;
import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.examples.terminal.demo.DemoServer;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the agents say on the wire, over real connections. */
@Timeout(60)
class AgentServerTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final String SKY = AgentTexts.of(Agent.GUIDE, "sky");
  private static final String LONG = AgentTexts.of(Agent.GUIDE, "long");

  private AgentServer server;
  private Listener listener;

  @BeforeEach
  void start() throws IOException {
    server = AgentServer.start(0, Mind.simulated(10, Duration.ofMillis(5)), NEVER);
    listener = new Listener(server.url());
  }

  @AfterEach
  void stop() {
    listener.close();
    server.close();
  }

  private static String text(List<Frame.Stream> frames) {
    return frames.stream()
        .filter(frame -> frame.chunk() != null)
        .map(Frame.Stream::chunk)
        .collect(Collectors.joining());
  }

  @Test
  void anAnswerHasOneStartItsChunksAndOneEnd() throws Exception {
    listener.asks("s", "turn-1", "Why is the sky blue?");

    List<Frame.Stream> frames = listener.until(Frame.Stream::end);

    assertThat(frames.get(0).start()).isTrue();
    assertThat(frames).filteredOn(Frame.Stream::start).hasSize(1);
    assertThat(text(frames)).isEqualTo(SKY);
    assertThat(frames).allSatisfy(frame -> {
      Envelope envelope = frame.envelope();
      assertThat(envelope.id()).isEqualTo(frames.get(0).envelope().id());
      assertThat(envelope.sessionId()).isEqualTo("s");
      assertThat(envelope.replyTo()).isEqualTo("turn-1");
      assertThat(envelope.agent()).isEqualTo(new Author("guide", "Guide", "assistant", null));
    });
  }

  @Test
  void twoConversationsGrowAtOnceOnOneSocket() throws Exception {
    listener.asks("a", "1", "a long story");
    listener.until(Frame.Stream::start);
    listener.asks("b", "2", "the sky");

    List<Frame.Stream> seen =
        listener.until(frame -> frame.end() && frame.envelope().sessionId().equals("b"));
    List<Frame.Stream> rest = listener.until(Frame.Stream::end);

    assertThat(seen)
        .anySatisfy(frame -> assertThat(frame.envelope().sessionId()).isEqualTo("a"));
    assertThat(rest)
        .allSatisfy(frame -> assertThat(frame.envelope().sessionId()).isEqualTo("a"));
  }

  @Test
  void aQuestionForAgentsHasASecondOneSpeakAfterTheFirstHasBegun() throws Exception {
    listener.asks("s", "1", "a long story, agents");

    List<Frame.Stream> frames =
        listener.until(frame -> frame.start() && frame.envelope().agent().name().equals("Critic"));

    assertThat(frames.get(0).envelope().agent().name()).isEqualTo("Guide");
    assertThat(frames).noneMatch(Frame.Stream::end);
  }

  @Test
  void cancelEndsTheStreamAndSaysSo() throws Exception {
    listener.asks("s", "1", "a long story");
    String id = listener.until(frame -> frame.chunk() != null).get(0).envelope().id();

    listener.says(new Frame.Cancel(Envelope.of(id, "s")).json());

    List<Frame.Stream> rest = listener.until(Frame.Stream::end);
    Frame.Stream end = rest.get(rest.size() - 1);
    assertThat(end.envelope().metadata()).isEqualTo(Map.of("cancelled", true));
    assertThat(text(rest).length()).isLessThan(LONG.length());
  }

  @Test
  void aTornStreamGoesOnOnAnotherConnection() throws Exception {
    listener.asks("s", "1", "a long story");
    List<Frame.Stream> heard = listener.until(frame -> frame.offset() >= 30);
    String id = heard.get(0).envelope().id();
    String before = text(heard);
    listener.close();

    try (Listener later = new Listener(server.url())) {
      later.says(new Frame.Resume(Envelope.of(id, "s"), before.length()).json());
      List<Frame.Stream> rest = later.until(Frame.Stream::end);

      assertThat(rest.get(0).offset()).isEqualTo(before.length());
      assertThat(rest).noneMatch(Frame.Stream::start);
      assertThat(rest).allSatisfy(frame -> assertThat(frame.envelope().id()).isEqualTo(id));
      assertThat(before + text(rest)).isEqualTo(LONG);
    }
  }

  @Test
  void whatIsNotKnownCannotBeResumed() throws Exception {
    listener.says(new Frame.Resume(Envelope.of("lost", "s"), 3).json());

    assertThat(listener.next()).isEqualTo(new Frame.CannotResume(Envelope.of("lost", "s")));
  }

  @Test
  void aTurnThatIsRepeatedBeforeItsAnswerWasHeardGetsTheSameAnswer() throws Exception {
    listener.asks("s", "1", "a long story");
    String first = listener.until(Frame.Stream::start).get(0).envelope().id();
    listener.close();

    try (Listener later = new Listener(server.url())) {
      later.asks("s", "1", "is not read, for the turn is known");
      List<Frame.Stream> again = later.until(Frame.Stream::end);

      assertThat(again.get(0).envelope().id()).isNotEqualTo(first);
      assertThat(text(again)).isEqualTo(LONG);
    }
  }

  @Test
  void whatIsNoFrameIsAnsweredWithAnErrorAndNothingElseSuffers() throws Exception {
    listener.says("[1, 2");
    assertThat(((Frame.Failure) listener.next()).code()).isEqualTo("bad_frame");

    listener.asks("s", "1", "the sky");
    assertThat(text(listener.until(Frame.Stream::end))).isEqualTo(SKY);
  }

  @Test
  void somebodySpeaksUnasked() throws Exception {
    try (AgentServer talkative =
            AgentServer.start(0, Mind.simulated(10, Duration.ZERO), Duration.ofMillis(20));
        Listener silent = new Listener(talkative.url())) {
      silent.asks("s", "1", "the sky");

      List<Frame.Stream> frames =
          silent.until(frame -> frame.end() && frame.envelope().agent().name().equals("Watchman"));

      assertThat(frames.get(frames.size() - 1).envelope().replyTo()).isNull();
    }
  }

  @Test
  void theWordsOfAModelAreTheAgents() throws Exception {
    try (DemoServer model = DemoServer.start(Duration.ZERO);
        AgentServer asking =
            AgentServer.start(0, Mind.openAi(model.url().toString(), "demo", null), NEVER);
        Listener other = new Listener(asking.url())) {
      other.asks("s", "1", "Why is the sky blue?");
      assertThat(text(other.until(Frame.Stream::end)))
          .startsWith("The sky is blue")
          .contains("青空");

      other.asks("s", "2", "an error, please");
      List<Frame.Stream> failed = other.until(Frame.Stream::end);
      assertThat(failed).anySatisfy(frame -> {
        assertThat(frame.error()).isTrue();
        assertThat(frame.chunk()).contains("ran out of words");
      });
    }
  }

  @Test
  void whoAsksMoreThanCanWaitIsToldSoInAStreamAndTheOthersAreAnswered() throws Exception {
    int questions = BusyPolicy.DEFAULT_MOST_WAITING + 2;
    for (int question = 1; question <= questions; question++) {
      listener.asks("s", "turn-" + question, "the sky");
    }

    List<Frame.Stream> refused = listener.until(
        frame -> frame.end() && frame.envelope().replyTo().equals("turn-" + questions));

    assertThat(refused)
        .filteredOn(frame -> frame.envelope().replyTo().equals("turn-" + questions))
        .extracting(Frame.Stream::start, Frame.Stream::error, Frame.Stream::end)
        .containsExactly(
            tuple(true, false, false), tuple(false, true, false), tuple(false, false, true));
    List<Frame.Stream> answered = listener.until(
        frame -> frame.end() && frame.envelope().replyTo().equals("turn-" + (questions - 1)));
    assertThat(answered).noneMatch(Frame.Stream::error);
  }

  @Test
  void anAgentWhoseModelIsNotThereSaysSoInItsStream() throws Exception {
    try (AgentServer asking = AgentServer.start(
            0,
            agent -> Answers.from((request, out) -> {
              throw new IOException("no model");
            }),
            NEVER);
        Listener other = new Listener(asking.url())) {
      other.asks("s", "1", "Is anybody there?");
      List<Frame.Stream> frames = other.until(Frame.Stream::end);

      assertThat(frames).extracting(Frame.Stream::start).startsWith(true);
      assertThat(frames).anyMatch(Frame.Stream::error);
    }
  }
}
