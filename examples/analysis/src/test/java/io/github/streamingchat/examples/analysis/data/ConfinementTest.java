package io.github.streamingchat.examples.analysis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that does more than read the table is refused, whoever wrote it. */
class ConfinementTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(1000000000000) t(i) WHERE i % 3 = 1";

  @TempDir
  Path directory;

  private Path secret;
  private Table table;

  @BeforeEach
  void open() throws Exception {
    secret = Files.writeString(directory.resolve("secret.csv"), "key\nhidden\n");
    Path csv = Files.writeString(directory.resolve("rows.csv"), "name,n\na,1\nb,2\nc,3\n");
    table = Table.of(csv, Duration.ofMillis(300));
  }

  @AfterEach
  void stillHasItsRows() throws Exception {
    assertThat(table.run("SELECT count(*) FROM data").rows()).containsExactly(List.of(3L));
    table.close();
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2); // nothing was written
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO data VALUES ('d', 4)",
        "UPDATE data SET n = 0",
        "DELETE FROM data",
        "TRUNCATE data",
        "DROP TABLE data",
        "ALTER TABLE data ADD COLUMN x INT",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE VIEW v AS SELECT 1",
        "CREATE MACRO m() AS 1",
        "COPY data TO '%s/out.csv'",
        "COPY (SELECT 1) TO '%s/out.csv'",
        "COPY data FROM '%s/secret.csv'",
        "EXPORT DATABASE '%s/out'",
        "IMPORT DATABASE '%s'",
        "ATTACH '%s/other.db'",
        "DETACH data",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "PRAGMA enable_profiling",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "SET VARIABLE x = 1",
        "CALL pragma_version()",
        "BEGIN",
        "CHECKPOINT",
        "VACUUM",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "EXPLAIN ANALYZE SELECT 1",
        "USE memory",
        "DESCRIBE data",
        "SHOW TABLES",
        "SUMMARIZE data",
        "SELECT * FROM (DESCRIBE data)",
        "WITH x AS (INSERT INTO data VALUES ('d', 4) RETURNING *) SELECT * FROM x",
        "WITH x AS (DELETE FROM data RETURNING *) SELECT * FROM x",
        "SELECT 1 INTO OUTFILE '%s/out.csv'"
      })
  void statementsThatAreNoSelectAreRefused(String sql) {
    assertRefused(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM '%s/secret.csv'",
        "SELECT * FROM '%s/secret.csv'",
        "SELECT * FROM \"%s/secret.csv\"",
        "SELECT (SELECT count(*) FROM '%s/secret.csv')",
        "SELECT * FROM data WHERE name IN (SELECT key FROM '%s/secret.csv')",
        "SELECT * FROM data, '%s/secret.csv'",
        "WITH x AS (FROM '%s/secret.csv') SELECT * FROM x",
        "SELECT * FROM read_csv('%s/secret.csv')",
        "SELECT * FROM read_csv_auto('%s/*.csv')",
        "SELECT * FROM read_text('%s/secret.csv')",
        "SELECT * FROM read_blob('%s/secret.csv')",
        "SELECT * FROM read_json('%s/secret.csv')",
        "SELECT * FROM read_parquet('%s/secret.csv')",
        "SELECT * FROM sniff_csv('%s/secret.csv')",
        "SELECT * FROM glob('%s/*')",
        "FROM '/etc/passwd'",
        "SELECT * FROM read_csv('/etc/passwd')"
      })
  void filesAreNotRead(String sql) {
    assertRefused(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM enable_logging('QueryLog', storage = 'file', storage_path = '%s/log')",
        "SELECT write_log('x')",
        "SELECT WRITE_LOG('x')",
        "SELECT n FROM data ORDER BY (SELECT write_log(name))",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM query_table('data')",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "SELECT * FROM arrow_scan(1, 1, 1)",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM main.data",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT * FROM sqlite_master",
        "WITH sqlite_master AS (FROM sqlite_master) FROM sqlite_master",
        "WITH DUCKDB_DATABASES AS (FROM duckdb_databases) FROM duckdb_databases",
        "SELECT * FROM pg_settings, (WITH pg_settings AS (SELECT 1) SELECT 1)",
        "SELECT current_setting('secret_directory')",
        "SELECT nextval('s')",
        "SELECT random()",
        "SELECT getenv('HOME')",
        "SELECT repeat('x', 100000000)",
        "SELECT n FROM data ORDER BY length(lpad(name, 100000000, 'x'))",
        "SELECT range(1, 50000000)",
        "SELECT sum(i) FROM unnest(generate_series(1, 50000000)) t(i)",
        "SELECT * FROM range(length(repeat('x', 100000000)))"
      })
  void whatIsNeitherTheTableNorPlainArithmeticIsRefused(String sql) {
    assertRefused(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ;; ",
        "-- nothing",
        "what is this",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE data",
        "SELECT no_such_column FROM data",
        "SELECT n / name FROM data",
        "SELECT '\u0000"
      })
  void whatIsNotOneStatementThatCanRunIsRefused(String sql) {
    assertRefused(sql);
  }

  private void assertRefused(String sql) {
    String written = sql.replace("%s", directory.toString());
    assertThatThrownBy(() -> table.run(written))
        .isInstanceOf(RefusedSqlException.class)
        .hasMessageNotContaining("hidden");
  }

  /** The connection is confined too, if a statement should ever get past the check. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO data VALUES ('d', 4)",
        "DROP TABLE data",
        "COPY data TO '%s/out.csv'",
        "EXPORT DATABASE '%s/out'",
        "ATTACH '%s/other.db'",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SELECT * FROM read_csv('%s/secret.csv')",
        "SELECT * FROM glob('%s/*')",
        "FROM '%s/secret.csv'"
      })
  void theConnectionItselfNeitherWritesNorReadsFiles(String sql) {
    assertThatThrownBy(() -> table.runUnchecked(sql.replace("%s", directory.toString())))
        .isInstanceOf(RefusedSqlException.class);
  }

  @Test
  void selectsOfEveryShapeRun() throws Exception {
    List<String> fine = List.of(
        "SELECT 'a;b' AS x -- a comment; DROP TABLE data",
        "FROM data",
        "SELECT * FROM DATA AS d WHERE d.n > 1;",
        "WITH x AS (SELECT n FROM data), y AS (SELECT n + 1 AS m FROM x) SELECT sum(m) FROM y",
        "WITH data AS (SELECT n FROM data WHERE n > 1) SELECT sum(n) FROM data",
        "SELECT name, sum(n) OVER (ORDER BY n) FROM data",
        "SELECT i FROM range(3) t(i) UNION ALL SELECT n FROM data",
        "SELECT count(*) FROM data a JOIN data b ON a.n = b.n",
        "SELECT * FROM (VALUES (1), (2)) v(x)",
        "SELECT * FROM (SELECT max(n) FROM data) x");
    for (String sql : fine) {
      assertThat(table.run(sql).rows()).as(sql).isNotEmpty();
    }
  }

  @Test
  void aQueryThatRunsForEverIsEnded() {
    assertThatThrownBy(() -> table.run(ENDLESS))
        .isInstanceOf(RefusedSqlException.class)
        .hasMessage("the query was ended after 0.3 s");
  }

  @Test
  void aQueryThatGivesRowsNowAndThenIsEnded() {
    String sql = "SELECT i FROM range(1000000000000) t(i) WHERE i % 30000000 = 1";
    assertThatThrownBy(() -> table.run(sql))
        .isInstanceOf(RefusedSqlException.class)
        .hasMessage("the query was ended after 0.3 s");
  }

  @Test
  void aQueryIsEndedByAnotherThread() throws Exception {
    Path csv = directory.resolve("rows.csv");
    try (Table patient = Table.of(csv, Duration.ofMinutes(5))) {
      CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> {
        try {
          patient.run(ENDLESS);
          return new AssertionError("it came to an end");
        } catch (RefusedSqlException refused) {
          return refused;
        }
      });
      while (!ended.isDone()) {
        patient.interrupt(); // again, for it may not have begun yet
        Thread.onSpinWait();
      }
      assertThat(ended.get()).hasMessage("the query was stopped");
    }
  }

  @Test
  void rowsAreCountedUpToABoundAndTwentyAreKept() throws Exception {
    Path csv = directory.resolve("rows.csv");
    try (Table patient = Table.of(csv, Duration.ofMinutes(5))) {
      QueryResult endless = patient.run("SELECT * FROM range(1000000000000)");
      assertThat(endless.rows()).hasSize(Table.KEPT_ROWS);
      assertThat(endless.totalRows()).isEqualTo(Table.COUNTED_ROWS);
      assertThat(endless.complete()).isFalse();

      QueryResult few = patient.run("SELECT * FROM range(21)");
      assertThat(few.rows()).hasSize(20);
      assertThat(few.totalRows()).isEqualTo(21);
      assertThat(few.complete()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT 1, +1, ''",
    "SELECT , (, 1",
    "SELECT , NOT , true",
    "FROM data, ' UNION FROM data', ''",
    "FROM data, ' EXCEPT FROM data', ''",
    "FROM data, ' JOIN data USING(n)', ''",
    "FROM data, ',data', ''",
    "FROM , (FROM , data",
    "SELECT , (SELECT , 1"
  })
  void sqlThatIsAsDeepAsItMayBeLetsTheProcessLive(String begin, String again, String end) {
    int room = SqlCheck.MAX_CHARS - begin.length() - end.length() - 1;
    int times = again.isEmpty() ? 0 : room / again.length();
    String open = begin + " " + again.repeat(times) + end;
    assertThatCode(() -> table.run(open))
        .satisfiesAnyOf(
            none -> assertThat(none).isNull(),
            refused -> assertThat(refused).isInstanceOf(RefusedSqlException.class));
    String closed = begin + " " + again.repeat(times / 2) + end + ")".repeat(times / 2);
    assertThatCode(() -> table.run(closed))
        .satisfiesAnyOf(
            none -> assertThat(none).isNull(),
            refused -> assertThat(refused).isInstanceOf(RefusedSqlException.class));
    assertThatThrownBy(() -> table.run(open + " ".repeat(SqlCheck.MAX_CHARS)))
        .hasMessageContaining("may have 2000");
  }

  @Test
  void aQueryThatNeedsTooMuchMemoryIsRefused() throws Exception {
    try (Table patient = Table.of(directory.resolve("rows.csv"), Duration.ofMinutes(5))) {
      assertThatThrownBy(
              () -> patient.run("SELECT list(i::VARCHAR || '%s') FROM range(10000000) t(i)"
                  .formatted("x".repeat(1000))))
          .isInstanceOf(RefusedSqlException.class)
          .hasMessageContaining("Memory");
    }
  }

  @Test
  void cellsBecomeJsonOfABoundedLength() throws Exception {
    QueryResult result = table.run(
        "SELECT 170141183460469231731687303715884105727 AS huge, 1.50::DECIMAL(9,2) AS price,"
            + " 'NaN'::DOUBLE AS nan, NULL AS none, true AS yes, DATE '2026-02-03' AS day,"
            + " '%s' AS long, [1, 2] AS list, {'a': 1} AS record".formatted("x".repeat(500)));
    assertThat(result.rows().get(0))
        .startsWith(
            new java.math.BigInteger("170141183460469231731687303715884105727"),
            new java.math.BigDecimal("1.50"),
            "NaN",
            null,
            true,
            "2026-02-03")
        .allMatch(cell -> cell == null || cell.toString().length() <= Cells.MAX_CHARS + 1);
  }
}
