package io.github.streamingchat.examples.agents;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import io.github.streamingchat.websocket.ChatSocket;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A thousand answers at once, over one socket and then over a thousand, from simulated agents on this
 * machine. Prints what it took; fails if an answer is not whole.
 */
public final class SocketLoad {
  private static final int ANSWERS = 1000;
  private static final int CHARACTERS = 10;
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long MEBI = 1 << 20;

  private SocketLoad() {}

  /**
   * Runs both.
   *
   * @param args none
   * @throws IOException if the server could not be started
   */
  public static void main(String[] args) throws IOException {
    boolean whole;
    try (AgentServer server =
        AgentServer.start(0, Mind.simulated(CHARACTERS, PACE), Duration.ofHours(1))) {
      String url = server.url().toString();
      System.out.printf(
          Locale.ROOT,
          "%d answers at once, each %d characters every %d ms; client and server in this process%n",
          ANSWERS,
          CHARACTERS,
          PACE.toMillis());
      whole = run(url, 1);
      whole &= run(url, ANSWERS);
    }
    System.exit(whole ? 0 : 1);
  }

  private static boolean run(String url, int count) {
    HttpClient client = HttpClient.newBuilder().executor(Runnable::run).build();
    List<ChatSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(ChatSocket.at(url).client(client).build());
    }
    long start = System.nanoTime();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < ANSWERS; i++) {
      Conversation conversation = Conversation.builder(count + "-" + i).build();
      Chat chat =
          Chat.builder(sockets.get(i % count)).conversation(conversation).build();
      answers.add(chat.send("Why is the sky blue?"));
    }
    answers.get(ANSWERS / 2).join(PATIENCE);
    Map<String, Long> threads = threads();
    List<Outcome> outcomes =
        answers.stream().map(answer -> answer.join(PATIENCE)).toList();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    long whole = outcomes.stream()
        .filter(outcome -> outcome.status() == MessageStatus.COMPLETED)
        .count();
    long texts =
        outcomes.stream().map(outcome -> outcome.message().text()).distinct().count();
    long pieces =
        outcomes.stream().mapToLong(outcome -> outcome.evidence().pieces()).sum();
    System.out.printf(
        Locale.ROOT,
        "%4d socket(s): %d of %d whole, %d text(s), %d pieces in %.1f s, %d MiB of heap in use, threads %s%n",
        count,
        whole,
        ANSWERS,
        texts,
        pieces,
        took.toMillis() / 1000.0,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEBI,
        threads);
    sockets.forEach(ChatSocket::close);
    return whole == ANSWERS && texts == 1;
  }

  /** How many threads there are, by their names without the numbers. */
  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .collect(Collectors.groupingBy(
            thread -> thread.getName().replaceAll("[-#]?\\d.*$", ""),
            TreeMap::new,
            Collectors.counting()));
  }
}
