package io.github.streamingchat.examples.web;

import io.github.streamingchat.examples.web.limits.ServerLimits;
import io.github.streamingchat.examples.web.log.EventLogs;
import io.github.streamingchat.examples.web.log.MemoryEventLogs;
import io.github.streamingchat.examples.web.mind.SimulatedMind;
import io.github.streamingchat.examples.web.rooms.Document;
import io.github.streamingchat.stream.Backoff;
import io.github.streamingchat.stream.RetryPolicy;
import io.github.streamingchat.stream.Scheduler;
import io.github.streamingchat.transport.TransportProvider;
import java.time.Duration;
import java.util.List;

/**
 * What a server is made of.
 *
 * <p>Immutable and thread-safe, if its parts are.
 *
 * @param host where to listen
 * @param port where to listen, or 0 for a port that the system picks
 * @param streaming whether answers come piece by piece unless a session says otherwise
 * @param documents what there is to talk about, with {@link Document#GENERAL}
 * @param mind where the answers come from
 * @param retry when an attempt is repeated
 * @param logs where to keep what is told
 * @param limits how much and how long
 * @param time where the time comes from
 */
record WebSettings(
    String host,
    int port,
    boolean streaming,
    List<Document> documents,
    TransportProvider mind,
    RetryPolicy retry,
    EventLogs logs,
    ServerLimits limits,
    Scheduler time) {
  /** As document 004 has it, and what was said before a connection broke is said again. */
  private static final RetryPolicy PATIENT = patient(Duration.ofSeconds(5));

  /** Every value at its default. */
  static final WebSettings DEFAULTS = new WebSettings(
      "127.0.0.1",
      0,
      true,
      Document.ALL,
      SimulatedMind.answers(Scheduler.system()),
      PATIENT,
      new MemoryEventLogs(MemoryEventLogs.DEFAULT_MOST_CHARACTERS),
      ServerLimits.DEFAULTS,
      Scheduler.system());

  /** Five attempts in all, after waits that double. */
  static RetryPolicy patient(Duration first) {
    return RetryPolicy.builder()
        .maxAttempts(5)
        .backoff(new Backoff(first, 2, first.multipliedBy(8), Backoff.Jitter.NONE))
        .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
        .build();
  }

  WebSettings at(String newHost, int newPort) {
    return new WebSettings(newHost, newPort, streaming, documents, mind, retry, logs, limits, time);
  }

  WebSettings streaming(boolean on) {
    return new WebSettings(host, port, on, documents, mind, retry, logs, limits, time);
  }

  WebSettings mind(TransportProvider newMind) {
    return new WebSettings(host, port, streaming, documents, newMind, retry, logs, limits, time);
  }

  WebSettings retry(RetryPolicy newRetry) {
    return new WebSettings(host, port, streaming, documents, mind, newRetry, logs, limits, time);
  }

  WebSettings logs(EventLogs newLogs) {
    return new WebSettings(host, port, streaming, documents, mind, retry, newLogs, limits, time);
  }

  WebSettings limits(ServerLimits newLimits) {
    return new WebSettings(host, port, streaming, documents, mind, retry, logs, newLimits, time);
  }

  WebSettings time(Scheduler newTime) {
    return new WebSettings(host, port, streaming, documents, mind, retry, logs, limits, newTime);
  }
}
