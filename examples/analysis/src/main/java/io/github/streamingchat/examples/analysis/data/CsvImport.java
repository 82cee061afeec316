package io.github.streamingchat.examples.analysis.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Reads a CSV file into a new database file. The rows go from the one to the other inside DuckDB, in
 * pieces: none of them is ever on this side.
 */
final class CsvImport {
  /** How many of the lines that were left out are told of. */
  static final int MAX_REASONS = 3;

  private static final String MEMORY = "512MB";
  private static final byte[] UTF_16_BE = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_16_LE = {(byte) 0xFF, (byte) 0xFE};

  private final Path csv;
  private final String table;

  CsvImport(Path csv, String table) {
    this.csv = csv.toAbsolutePath();
    this.table = table;
  }

  ImportReport into(Path database) throws CsvException {
    requireReadable();
    long begun = System.nanoTime();
    Properties settings = new Properties();
    settings.setProperty("memory_limit", MEMORY);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, settings)) {
      read(connection);
      rename(connection);
      long rows = count(connection, "SELECT count(*) FROM " + table);
      List<ImportReport.Reason> reasons = reasons(connection);
      long leftOut = count(connection, "SELECT count(DISTINCT line) FROM reject_errors");
      if (rows == 0 && leftOut > 0) {
        throw new CsvException("%s is no CSV: line %d: %s"
            .formatted(csv, reasons.get(0).line(), reasons.get(0).words()));
      }
      return new ImportReport(rows, leftOut, reasons, Duration.ofNanos(System.nanoTime() - begun));
    } catch (SQLException failed) {
      String words = Objects.requireNonNullElse(failed.getMessage(), "no reason given");
      throw new CsvException(
          "%s cannot be read as CSV: %s"
              .formatted(csv, words.lines().findFirst().orElse("")),
          failed);
    }
  }

  /** Types, quotes, separator and a BOM are found out by DuckDB; only the header is a must. */
  private void read(Connection connection) throws SQLException {
    try (PreparedStatement create = connection.prepareStatement(
        "CREATE TABLE %s AS SELECT * FROM read_csv(?, header = true, store_rejects = true)"
            .formatted(table))) {
      create.setString(1, csv.toString());
      create.execute();
    }
  }

  private void rename(Connection connection) throws SQLException {
    List<String> header =
        strings(connection, "SELECT name FROM pragma_table_info('" + table + "')");
    List<String> reserved = strings(
        connection,
        "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'");
    List<String> names = new ColumnNames(Set.copyOf(reserved)).of(header);
    try (Statement statement = connection.createStatement()) {
      // By way of names that nobody has: a new name may be another column's old one.
      for (int column = 0; column < header.size(); column++) {
        statement.execute(renaming(header.get(column), " " + column));
      }
      for (int column = 0; column < header.size(); column++) {
        statement.execute(renaming(" " + column, names.get(column)));
      }
    }
  }

  private String renaming(String from, String to) {
    return "ALTER TABLE %s RENAME COLUMN %s TO %s".formatted(table, quoted(from), quoted(to));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        strings.add(found.getString(1));
      }
    }
    return strings;
  }

  private static List<ImportReport.Reason> reasons(Connection connection) throws SQLException {
    List<ImportReport.Reason> reasons = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(
        "SELECT line, min(error_message) FROM reject_errors GROUP BY line ORDER BY line LIMIT ?")) {
      select.setInt(1, MAX_REASONS);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          String words = Objects.requireNonNullElse(found.getString(2), "no reason given");
          reasons.add(new ImportReport.Reason(
              found.getLong(1), words.lines().findFirst().orElse("")));
        }
      }
    }
    return reasons;
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery(sql)) {
      counted.next();
      return counted.getLong(1);
    }
  }

  /** Before DuckDB sees the name, which could be an address or a pattern to it. */
  private void requireReadable() throws CsvException {
    if (!Files.isRegularFile(csv) || !Files.isReadable(csv)) {
      throw new CsvException(csv + " is not a file that can be read");
    }
    byte[] first;
    try (InputStream in = Files.newInputStream(csv)) {
      first = in.readNBytes(UTF_16_BE.length);
    } catch (IOException failed) {
      throw new CsvException("%s cannot be read: %s".formatted(csv, failed.getMessage()), failed);
    }
    if (first.length == 0) {
      throw new CsvException(csv + " is empty; its first line should name the columns");
    }
    if (Arrays.equals(first, UTF_16_BE) || Arrays.equals(first, UTF_16_LE)) {
      throw new CsvException(csv + " is in UTF-16; save it as UTF-8");
    }
  }
}
