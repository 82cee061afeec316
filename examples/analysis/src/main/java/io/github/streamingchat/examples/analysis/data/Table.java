package io.github.streamingchat.examples.analysis.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that SQL can ask and cannot change. It is copied into a database file of its own, which is
 * opened again for reading only, with a lock on all settings, no way to files or the network, no
 * extensions, and bounds on memory, time and rows. The copy goes when this is closed.
 *
 * <p>Thread-safe: queries run one after another, and {@link #interrupt} ends the running one.
 */
public final class Table implements AutoCloseable {
  /** The table's name in SQL. */
  public static final String NAME = "data";

  /** How many rows of a result are kept, and go with the question. */
  public static final int KEPT_ROWS = 20;

  /** Of more columns of a result only so many are kept. */
  public static final int KEPT_COLUMNS = 32;

  /** How many rows of a result are counted; then the query is ended. */
  public static final long COUNTED_ROWS = 100_000;

  /** How long a query may take by default: ten seconds. */
  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

  private static final String MEMORY = "256MB";
  private static final int MAX_VALUES = 50;
  private static final int MAX_VALUE_CHARS = 60;

  private final TemporaryDirectory directory;
  private final Connection connection;
  private final SqlCheck check;
  private final Schema schema;
  private final ImportReport report;
  private final Deadline deadline;

  private Table(
      TemporaryDirectory directory, Connection connection, ImportReport report, Duration timeLimit)
      throws SQLException {
    this.directory = directory;
    this.connection = connection;
    this.report = report;
    check = new SqlCheck(connection, NAME);
    schema = new Schema(NAME, columns(connection), report.rows());
    deadline = new Deadline(timeLimit);
  }

  /**
   * Reads a file.
   *
   * @param csv the file, whose first line names the columns
   * @return the table
   * @throws CsvException if it cannot be read as CSV
   * @throws IOException if there is no place for the copy
   */
  public static Table of(Path csv) throws CsvException, IOException {
    return of(csv, DEFAULT_TIME_LIMIT);
  }

  /**
   * Reads a file.
   *
   * @param csv the file, whose first line names the columns
   * @param timeLimit how long a query may take
   * @return the table
   * @throws CsvException if it cannot be read as CSV
   * @throws IOException if there is no place for the copy
   */
  public static Table of(Path csv, Duration timeLimit) throws CsvException, IOException {
    TemporaryDirectory directory = TemporaryDirectory.create();
    try {
      Path database = directory.path().resolve("table.duckdb");
      ImportReport report = new CsvImport(csv, NAME).into(database);
      return open(directory, database, report, timeLimit);
    } catch (CsvException | IOException | RuntimeException failed) {
      directory.close();
      throw failed;
    }
  }

  private static Table open(
      TemporaryDirectory directory, Path database, ImportReport report, Duration timeLimit)
      throws IOException {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, confined());
      try {
        return new Table(directory, connection, report, timeLimit);
      } catch (SQLException | RuntimeException failed) {
        connection.close();
        throw failed;
      }
    } catch (SQLException failed) {
      throw new IOException("the table cannot be opened: " + failed.getMessage(), failed);
    }
  }

  private static Properties confined() {
    Properties settings = new Properties();
    settings.setProperty("duckdb.read_only", "true");
    settings.setProperty("enable_external_access", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("max_temp_directory_size", "0B");
    settings.setProperty("lock_configuration", "true");
    settings.setProperty("jdbc_stream_results", "true");
    return settings;
  }

  private static List<Column> columns(Connection connection) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      List<String[]> described = new ArrayList<>();
      try (ResultSet found = statement.executeQuery("DESCRIBE " + NAME)) {
        while (found.next()) {
          described.add(new String[] {found.getString(1), found.getString(2)});
        }
      }
      for (String[] column : described) {
        Column.Kind kind = Column.kindOf(column[1]);
        List<String> values = kind == Column.Kind.TEXT ? values(statement, column[0]) : List.of();
        columns.add(new Column(column[0], column[1], kind, values));
      }
    }
    return columns;
  }

  private static List<String> values(Statement statement, String column) throws SQLException {
    String sql = "SELECT DISTINCT \"%s\"::VARCHAR AS value FROM %s WHERE value IS NOT NULL LIMIT %d"
        .formatted(column, NAME, MAX_VALUES + 1);
    List<String> values = new ArrayList<>();
    try (ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        values.add(found.getString(1));
      }
    }
    boolean areFew = values.size() <= MAX_VALUES
        && values.stream().allMatch(value -> value.length() <= MAX_VALUE_CHARS);
    return areFew ? values.stream().sorted().toList() : List.of();
  }

  /**
   * Tells what is in the table.
   *
   * @return the schema
   */
  public Schema schema() {
    return schema;
  }

  /**
   * Tells how the file was read.
   *
   * @return the report
   */
  public ImportReport report() {
    return report;
  }

  /**
   * Runs a query.
   *
   * @param sql one SELECT over the table
   * @return what it gave
   * @throws RefusedSqlException if it is anything else, cannot be run, or passed a bound
   */
  public synchronized QueryResult run(String sql) throws RefusedSqlException {
    check.check(sql);
    return runUnchecked(sql);
  }

  /** Runs a query that was checked, or, in a test, one that the connection alone is to refuse. */
  synchronized QueryResult runUnchecked(String sql) throws RefusedSqlException {
    long begun = System.nanoTime();
    try (Statement statement = connection.createStatement();
        Deadline.Running running = deadline.begin(statement)) {
      try (ResultSet result = statement.executeQuery(sql)) {
        return read(sql, result, begun);
      } catch (SQLException failed) {
        throw running.explained(failed);
      }
    } catch (SQLException failed) {
      throw new RefusedSqlException("DuckDB cannot run the SQL: " + failed.getMessage(), failed);
    }
  }

  private static QueryResult read(String sql, ResultSet result, long begun) throws SQLException {
    ResultSetMetaData described = result.getMetaData();
    int width = Math.min(described.getColumnCount(), KEPT_COLUMNS);
    List<String> columns = new ArrayList<>();
    for (int column = 1; column <= width; column++) {
      columns.add(described.getColumnLabel(column));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    long total = 0;
    while (total < COUNTED_ROWS && result.next()) {
      if (total < KEPT_ROWS) {
        rows.add(Cells.row(result, width));
      }
      total++;
    }
    boolean complete = total < COUNTED_ROWS || !result.next();
    Duration time = Duration.ofNanos(System.nanoTime() - begun);
    return new QueryResult(sql, columns, rows, total, complete, time);
  }

  /** Ends the running query, if there is one, which is then refused. From any thread. */
  public void interrupt() {
    deadline.interrupt();
  }

  /** Ends the running query and deletes the copy of the file. Idempotent. */
  @Override
  public void close() {
    interrupt();
    synchronized (this) {
      deadline.close();
      try {
        connection.close();
      } catch (SQLException failed) {
        throw new IllegalStateException("the table cannot be closed", failed);
      } finally {
        directory.close();
      }
    }
  }
}
