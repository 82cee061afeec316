package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Role;
import io.github.streamingchat.examples.analysis.data.QueryResult;
import io.github.streamingchat.examples.analysis.data.RefusedSqlException;
import io.github.streamingchat.examples.analysis.data.Table;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about a table: SQL first, run here, and then what can be said of its first rows,
 * streamed by an endpoint that never sees the others. A question without SQL is answered with those
 * that have some.
 *
 * <p>Questions are asked by one thread; {@link #stop} may be called by any.
 */
final class QueryFirst {
  /** Under this name the rows are kept with the question, and sent with it. */
  static final String RESULTS = "queryResults";

  private final Table table;
  private final SqlWriter writer;
  private final Chat chat;
  private final LongSupplier nanoTime;
  private volatile @Nullable Answer answer;
  private volatile boolean stopped;

  QueryFirst(Table table, SqlWriter writer, Chat chat, LongSupplier nanoTime) {
    this.table = table;
    this.writer = writer;
    this.chat = chat;
    this.nanoTime = nanoTime;
  }

  /** Told of each step when it is done, on the asking thread. */
  interface Steps {
    /** SQL is being made, by somebody who takes a while. */
    void making();

    /** SQL was made. */
    void made(String sql, Duration time);

    /** It was not run. */
    void refused(SqlWriter.Refused refused);

    /** It was run. */
    void run(QueryResult result);
  }

  /** What a question comes to. */
  sealed interface Reply {}

  /**
   * There is no SQL for it.
   *
   * @param message what the person is told
   */
  record Fallback(ChatMessage message) implements Reply {}

  /** There are rows, and the answer has begun to stream. */
  final class Streaming implements Reply {
    private final Answer answer;
    private final QueryResult result;
    private final Duration sqlTime;
    private final long askedAt;

    private Streaming(Answer answer, QueryResult result, Duration sqlTime, long askedAt) {
      this.answer = answer;
      this.result = result;
      this.sqlTime = sqlTime;
      this.askedAt = askedAt;
    }

    Answer answer() {
      return answer;
    }

    /**
     * Waits for the end, whatever it is, and writes to the message what it rests on: here, behind
     * everything that the endpoint has to say of itself.
     */
    Finished join() {
      Outcome outcome = answer.join();
      ChatMessage message =
          chat.conversation().edit(answer.primary(), edited -> edited.metadata(evidence(result)));
      Duration total = Duration.ofNanos(nanoTime.getAsLong() - askedAt);
      return new Finished(message, outcome, StepTimes.of(sqlTime, result, outcome, total));
    }
  }

  /**
   * An answer at its end.
   *
   * @param message the answer
   * @param outcome how it ended
   * @param times how long each step took
   */
  record Finished(ChatMessage message, Outcome outcome, StepTimes times) {}

  /** Makes SQL and runs it; the answer streams when this returns. */
  Reply ask(String question, Steps steps) {
    stopped = false;
    long askedAt = nanoTime.getAsLong();
    SqlWriter.Refused refused = null;
    String why;
    try {
      do {
        if (writer.learns()) {
          steps.making();
        }
        long begun = nanoTime.getAsLong();
        String sql = writer.write(question, table.schema(), refused);
        Duration sqlTime = Duration.ofNanos(nanoTime.getAsLong() - begun);
        steps.made(sql, sqlTime);
        boolean isFirst = refused == null;
        refused = null;
        try {
          QueryResult result = table.run(sql);
          steps.run(result);
          return stream(question, result, sqlTime, askedAt);
        } catch (RefusedSqlException no) {
          refused = new SqlWriter.Refused(sql, Objects.requireNonNull(no.getMessage()));
          steps.refused(refused);
        }
        if (!isFirst) {
          break;
        }
      } while (writer.learns() && !stopped);
      why = "The SQL for it was not run: " + refused.why();
    } catch (NoSqlException none) {
      why = Objects.requireNonNull(none.getMessage());
    }
    return fallback(question, why);
  }

  private Streaming stream(String question, QueryResult result, Duration sqlTime, long askedAt) {
    MessageDraft turn = MessageDraft.builder(Role.USER)
        .text(question)
        .metadata(RESULTS, sent(result))
        .build();
    Answer begun = chat.send(turn);
    answer = begun;
    if (stopped) {
      begun.cancel();
    }
    return new Streaming(begun, result, sqlTime, askedAt);
  }

  private Fallback fallback(String question, String why) {
    StringBuilder text = new StringBuilder();
    if (stopped) {
      text.append("It was stopped before there was an answer.");
    } else {
      text.append("There is no answer to that. ").append(why);
      text.append("\n\nThese questions have one:\n");
      KnownQuestions.examples(table.schema())
          .forEach(each -> text.append("- ").append(each).append('\n'));
    }
    Conversation conversation = chat.conversation();
    conversation.add(MessageDraft.user(question));
    MessageId id = conversation.add(MessageDraft.builder(Role.ASSISTANT)
        .text(text.toString().stripTrailing())
        .metadata("queryFirst", false)
        .build());
    return new Fallback(conversation.find(id).orElseThrow());
  }

  private static Map<String, @Nullable Object> sent(QueryResult result) {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    sent.put("sql", result.sql());
    sent.put("columns", result.columns());
    sent.put("rows", result.rows());
    sent.put("totalRows", result.totalRows());
    sent.put("executionTime", millis(result.time()));
    return sent;
  }

  private static Map<String, @Nullable Object> evidence(QueryResult result) {
    Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
    evidence.put("queryFirst", true);
    evidence.put("sql", result.sql());
    evidence.put("rowsAnalyzed", result.rows().size());
    evidence.put("totalRows", result.totalRows());
    evidence.put("totalRowsExact", result.complete());
    evidence.put("executionTime", millis(result.time()));
    return evidence;
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e3) / 1e3;
  }

  /** Gives up what is under way: the SQL, the query or the answer, whose text is kept. */
  void stop() {
    stopped = true;
    writer.stop();
    table.interrupt();
    Answer streaming = answer;
    if (streaming != null) {
      streaming.cancel();
    }
  }
}
