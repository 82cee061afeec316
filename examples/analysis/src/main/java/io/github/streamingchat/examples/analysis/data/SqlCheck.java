package io.github.streamingchat.examples.analysis.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whether SQL is one SELECT over the table and nothing else. What it says is read from the tree
 * that DuckDB's own parser makes of it ({@code json_serialize_sql}, which knows no statement but
 * SELECT), so that what is judged is what would be run. The connection's own restrictions stand behind
 * this: they keep files and the network away, but not functions that write a log or read memory by its
 * address.
 *
 * <p>For one thread at a time.
 */
final class SqlCheck {
  /**
   * More is not SQL for one question, and DuckDB follows it down on its own stack, the end of which is
   * the end of the process: some 350 times UNION do that.
   */
  static final int MAX_CHARS = 2_000;

  /** What makes rows out of nothing; all others read files, settings or other queries. */
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("range", "generate_series", "unnest", "repeat");

  /** They tell of the machine, such as where its user keeps secrets. */
  private static final Set<String> ABOUT_SETTINGS = Set.of("current_setting", "getvariable");

  private final Connection connection;
  private final String table;
  /** A few words of SQL make values of any size with these, which DuckDB does not count as its memory. */
  private static final Set<String> MAKING_LARGE_VALUES =
      Set.of("repeat", "lpad", "rpad", "list_resize", "array_resize", "range", "generate_series");

  private final Set<String> volatileFunctions;
  private final Set<String> otherTables;
  private final JsonMapper json = new JsonMapper();

  SqlCheck(Connection connection, String table) throws SQLException {
    this.connection = connection;
    this.table = table;
    // By DuckDB's own word: those that have effects, or give another value each time.
    volatileFunctions = names("SELECT DISTINCT function_name FROM duckdb_functions()"
        + " WHERE function_type = 'scalar' AND stability = 'VOLATILE'");
    otherTables = names(
        "SELECT view_name FROM duckdb_views()" + " UNION SELECT table_name FROM duckdb_tables()");
    otherTables.remove(table);
  }

  private Set<String> names(String sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  /**
   * Checks SQL without running it.
   *
   * @throws RefusedSqlException if it is anything but one SELECT over the table
   */
  void check(String sql) throws RefusedSqlException {
    if (sql.length() > MAX_CHARS) {
      throw new RefusedSqlException(
          "the SQL has %d characters, and may have %d".formatted(sql.length(), MAX_CHARS));
    }
    JsonNode tree = tree(sql);
    if (tree.path("error").asBoolean(true)) {
      throw new RefusedSqlException(
          tree.path("error_type").asString("").equals("not implemented")
              ? "only a SELECT is run"
              : "DuckDB does not understand the SQL: "
                  + tree.path("error_message").asString("no reason given"));
    }
    int statements = tree.path("statements").size();
    if (statements != 1) {
      throw new RefusedSqlException(
          "one statement is run, but the SQL holds " + (statements == 0 ? "none" : statements));
    }
    Set<String> names = new HashSet<>(Set.of(table));
    collectNames(tree, names);
    judge(tree, names);
  }

  private JsonNode tree(String sql) throws RefusedSqlException {
    try (PreparedStatement parse =
        connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      parse.setString(1, sql);
      try (ResultSet parsed = parse.executeQuery()) {
        parsed.next();
        return json.readTree(parsed.getString(1));
      }
    } catch (SQLException | JacksonException failed) {
      throw new RefusedSqlException("DuckDB cannot parse the SQL: " + failed.getMessage(), failed);
    }
  }

  /**
   * A WITH gives names to queries, wherever in the tree it stands. Where a name holds is not followed: one
   * that DuckDB gave to something else would mean that where it does not.
   */
  private void collectNames(JsonNode node, Set<String> names) throws RefusedSqlException {
    for (JsonNode named : node.path("cte_map").path("map")) {
      String name = name(named, "key");
      if (otherTables.contains(name)) {
        throw new RefusedSqlException("\"%s\" is DuckDB's own name".formatted(name));
      }
      names.add(name);
    }
    for (JsonNode child : node) {
      collectNames(child, names);
    }
  }

  private void judge(JsonNode node, Set<String> names) throws RefusedSqlException {
    switch (node.path("type").asString("")) {
      case "BASE_TABLE" -> judgeTable(node, names);
      case "TABLE_FUNCTION" -> judgeTableFunction(node.path("function"), names);
      case "SHOW_REF" -> throw new RefusedSqlException("only a SELECT is run");
      case "FUNCTION" -> judgeFunction(name(node, "function_name"));
      default -> {}
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      if (!child.getKey().equals("function")) { // of a table function, and judged as that
        judge(child.getValue(), names);
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        judge(element, names);
      }
    }
  }

  private void judgeTable(JsonNode node, Set<String> names) throws RefusedSqlException {
    String name = name(node, "table_name");
    boolean isElsewhere =
        !name(node, "schema_name").isEmpty() || !name(node, "catalog_name").isEmpty();
    if (isElsewhere || !names.contains(name)) {
      throw new RefusedSqlException(
          "\"%s\" is not the table; that is called %s".formatted(name, table));
    }
  }

  private void judgeTableFunction(JsonNode function, Set<String> names) throws RefusedSqlException {
    String name = name(function, "function_name");
    if (!TABLE_FUNCTIONS.contains(name)) {
      throw new RefusedSqlException("the function %s may not be read from".formatted(name));
    }
    for (JsonNode child : function) {
      judge(child, names);
    }
  }

  private void judgeFunction(String name) throws RefusedSqlException {
    if (ABOUT_SETTINGS.contains(name)) {
      throw new RefusedSqlException("the function %s does not tell of the table".formatted(name));
    }
    if (MAKING_LARGE_VALUES.contains(name)) {
      throw new RefusedSqlException("the function %s may make a value of any size".formatted(name));
    }
    if (volatileFunctions.contains(name)) {
      throw new RefusedSqlException(
          "the function %s has effects, or another value each time".formatted(name));
    }
  }

  /** DuckDB's names do not tell upper from lower case. */
  private static String name(JsonNode node, String member) {
    return node.path(member).asString("").toLowerCase(Locale.ROOT);
  }
}
