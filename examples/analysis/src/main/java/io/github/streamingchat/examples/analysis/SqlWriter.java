package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Schema;
import org.jspecify.annotations.Nullable;

/** Makes SQL of questions. What it makes is not trusted. */
interface SqlWriter {
  /**
   * Makes SQL that answers a question.
   *
   * @param question the person's words
   * @param schema the table
   * @param refused an earlier attempt that was refused, or null for the first
   * @return the SQL
   * @throws NoSqlException if no SQL answers it
   */
  String write(String question, Schema schema, @Nullable Refused refused) throws NoSqlException;

  /** Whether another attempt may turn out otherwise. */
  boolean learns();

  /** Gives up the attempt that is under way, if there is one. From any thread. */
  void stop();

  /**
   * SQL that was not run.
   *
   * @param sql the SQL
   * @param why the reason
   */
  record Refused(String sql, String why) {}
}
