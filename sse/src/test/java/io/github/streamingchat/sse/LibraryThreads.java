package io.github.streamingchat.sse;

import java.util.List;
import java.util.regex.Pattern;

/** The threads of this process that are there because of the library. */
public final class LibraryThreads {
  private static final Pattern OURS = Pattern.compile("streaming-chat-.*|HttpClient-.*");

  /** The timer's, those of the two small pools, and the one that each client has for all its sockets. */
  private static final Pattern CONSTANT =
      Pattern.compile("streaming-chat-(timer-|clock-)?\\d+|HttpClient-\\d+-SelectorManager");

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Callbacks, attempts, ringing clocks and the timer, however many streams there are. */
  static final int MOST_BESIDES_CLIENTS =
      Math.max(8, 4 * PROCESSORS) + Math.max(4, 2 * PROCESSORS) + 4 + 1;

  private LibraryThreads() {}

  public static List<String> all() {
    return names(OURS);
  }

  /** Those that belong to a single request or stream: there must be none, ever. */
  public static List<String> ofSingleStreams() {
    return all().stream().filter(name -> !CONSTANT.matcher(name).matches()).toList();
  }

  public static List<String> ofClients() {
    return names(Pattern.compile("HttpClient-.*"));
  }

  private static List<String> names(Pattern pattern) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> pattern.matcher(name).matches())
        .toList();
  }
}
