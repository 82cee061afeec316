package io.github.streamingchat.soak;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.source.Answers;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.transport.ChatTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs for a few minutes, prints what it sees, and leaves with status 1 if something grew. */
public final class Soak {
  private static final int PIECES = 1_000_000;
  private static final int PIECES_PER_ANSWER = 10_000;
  private static final int ANSWERS = 10_000;
  private static final int ANSWERS_AT_ONCE = 10;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final List<String> faults = new ArrayList<>();

  private Soak() {}

  /**
   * Runs the soak.
   *
   * @param args none
   * @throws IOException if the server cannot be started
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Soak soak = new Soak();
    soak.pieces();
    soak.answers();
    soak.faults.forEach(fault -> System.out.println("FAILED: " + fault));
    if (!soak.faults.isEmpty()) {
      System.exit(1);
    }
    System.out.println("passed: nothing grew and nothing was left behind");
  }

  /** A million pieces, in answers of one conversation that is emptied in between. */
  private void pieces() {
    Gauge gauge = new Gauge("pieces");
    Conversation conversation = Conversation.create();
    Answers source =
        Answers.fromStream(request -> Stream.generate(() -> "piece ").limit(PIECES_PER_ANSWER));
    try (Chat chat = Chat.builder(source).conversation(conversation).build()) {
      for (int done = PIECES_PER_ANSWER; done <= PIECES; done += PIECES_PER_ANSWER) {
        Outcome outcome = chat.send("Why?").onText(text -> {}).join(LIMIT);
        check(outcome.evidence().pieces() == PIECES_PER_ANSWER, "pieces were lost: " + outcome);
        check(conversation.snapshot().size() == 2, "there is more than a question and its answer");
        conversation.clear();
        if (done % (5 * PIECES_PER_ANSWER) == 0) {
          gauge.look(done);
        }
      }
    }
    check(!conversation.isBusy(), "the conversation is still reserved");
    faults.addAll(gauge.growth());
  }

  /** Ten thousand answers over one transport: whole, repeated, cut and cancelled ones. */
  private void answers() throws IOException, InterruptedException {
    Gauge gauge = new Gauge("answers");
    Map<MessageStatus, Integer> ends = new EnumMap<>(MessageStatus.class);
    try (ServerProcess server = new ServerProcess();
        ChatTransport transport = OpenAi.at(server.url()).newTransport()) {
      for (int done = 0; done < ANSWERS; done += ANSWERS_AT_ONCE) {
        for (Outcome outcome : answersAtOnce(transport)) {
          ends.merge(outcome.status(), 1, Integer::sum);
        }
        if ((done + ANSWERS_AT_ONCE) % 500 == 0) {
          gauge.look(done + ANSWERS_AT_ONCE);
        }
      }
      awaitNobody(server);
      int requests = server.counts().requests();
      System.out.printf("%,d requests, %s%n", requests, ends);
      check(requests > ANSWERS, "nothing was repeated");
    }
    check(ends.keySet().size() == 3, "not all three ends were met: " + ends);
    faults.addAll(gauge.growth());
  }

  private List<Outcome> answersAtOnce(ChatTransport transport) {
    List<Chat> chats = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    RetryPolicy atOnce = RetryPolicy.builder()
        .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), Backoff.Jitter.NONE))
        .build();
    for (int i = 0; i < ANSWERS_AT_ONCE; i++) {
      Chat chat = Chat.builder(transport).retry(atOnce).build();
      chats.add(chat);
      answers.add(chat.send("Why?"));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Answer answer : answers) {
      answer.onText(text -> {});
    }
    for (int i = 0; i < ANSWERS_AT_ONCE; i++) {
      outcomes.add(ended(answers.get(i)));
      check(!chats.get(i).conversation().isBusy(), "a conversation is still reserved");
      chats.get(i).close();
    }
    return outcomes;
  }

  /** The one that the server keeps alive without a word is cancelled. */
  private static Outcome ended(Answer answer) {
    try {
      return answer.outcome().toCompletableFuture().get(200, TimeUnit.MILLISECONDS);
    } catch (Exception stillRunning) {
      answer.cancel();
      return answer.join(LIMIT);
    }
  }

  private void awaitNobody(ServerProcess server) throws IOException, InterruptedException {
    for (int wait = 0; server.counts().open() > 0 && wait < 100; wait++) {
      Thread.sleep(100);
    }
    int open = server.counts().open();
    check(open == 0, open + " requests were left open");
  }

  private void check(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }
}
