package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import io.github.streamingchat.examples.analysis.data.Column.Kind;
import io.github.streamingchat.examples.analysis.data.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one question word by word. For one thread. */
final class Reading {
  private static final int DEFAULT_ROWS = 10;
  private static final int MOST_ROWS = 1000;

  private static final Set<String> FILLERS = Set.of(
      "a", "all", "an", "and", "are", "at", "did", "do", "does", "for", "give", "had", "has",
      "have", "in", "is", "list", "me", "much", "of", "on", "our", "please", "sell", "show", "sold",
      "tell", "the", "their", "there", "was", "we", "were", "with", "what", "what's");

  private static final Set<String> ROWS =
      Set.of("row", "rows", "record", "records", "sale", "sales", "order", "orders");

  private static final Map<String, String> AGGREGATES = Map.of(
      "total", "total",
      "sum", "total",
      "average", "average",
      "mean", "average",
      "avg", "average");

  private static final Set<String> MOST =
      Set.of("most", "highest", "best", "largest", "biggest", "maximum", "max", "top");

  private static final Set<String> LEAST =
      Set.of("least", "lowest", "worst", "smallest", "fewest", "minimum", "min");

  private final Schema schema;
  private final List<String> words;
  private final Filters filters = new Filters();
  private int at;

  private @Nullable String aggregate;
  private @Nullable Column measure;
  private @Nullable Group group;
  private boolean groupIsAsked;
  private boolean counts;
  private boolean differs;
  private boolean ofRows;
  private boolean by;
  private boolean ranks;
  private @Nullable String extreme;
  private boolean isFirst;
  private int number;

  Reading(String question, Schema schema) {
    this.schema = schema;
    words = Words.of(question).list();
  }

  Request request() throws NoSqlException {
    while (at < words.size()) {
      read();
    }
    return asked();
  }

  private void read() throws NoSqlException {
    String word = words.get(at);
    Optional<Column> column = column();
    if (column.isPresent()) {
      at += name(column.get()).size();
      mention(column.get());
    } else if (!readValue(2) && !readPhrase(word) && !readValue(1) && !readTime(word)) {
      throw new NoSqlException("The word \"%s\" is not understood.".formatted(word));
    }
  }

  private static Words name(Column column) {
    return Words.of(column.name().replace('_', ' '));
  }

  /** Gives the column that is named here, the one with the most words if there are several. */
  private Optional<Column> column() {
    return schema.columns().stream()
        .filter(column -> name(column).standIn(words, at))
        .max(Comparator.comparingInt(column -> name(column).size()));
  }

  /** A number is what is asked for, unless that is known: "the revenue by rating". */
  private void mention(Column column) throws NoSqlException {
    boolean isMeasure = column.kind() == Kind.NUMBER && measure == null && !(by && counts);
    if (column.kind() == Kind.NUMBER && !isMeasure && !by) {
      throw new NoSqlException("Only one figure is understood at a time.");
    }
    if (isMeasure) {
      measure = column;
    } else {
      groupBy(Group.of(column));
    }
    by = false;
  }

  private void groupBy(Group asked) throws NoSqlException {
    if (group != null) {
      throw new NoSqlException("Only one \"by\" is understood at a time, not %s and %s."
          .formatted(group.name(), asked.name()));
    }
    group = asked;
    groupIsAsked = by || ranks;
  }

  private boolean readPhrase(String word) throws NoSqlException {
    String next = at + 1 < words.size() ? words.get(at + 1) : "";
    if ((word.equals("how") && next.equals("many"))
        || (word.equals("number") && next.equals("of"))) {
      counts = true;
      at += 2;
      return true;
    }
    Optional<Group> span = schema.first(Kind.TIME).flatMap(time -> Group.span(word, time));
    if (span.isPresent()) {
      groupBy(span.get());
      by = false;
    } else if (AGGREGATES.containsKey(word)) {
      aggregate = only(aggregate, AGGREGATES.get(word));
    } else if (MOST.contains(word) || LEAST.contains(word)) {
      extreme = only(extreme, MOST.contains(word) ? "highest" : "lowest");
      ranks |= word.equals("top") || word.equals("best") || word.equals("worst");
    } else {
      return readPlain(word);
    }
    at++;
    return true;
  }

  private static @Nullable String only(@Nullable String said, @Nullable String now)
      throws NoSqlException {
    if (said != null && !said.equals(now)) {
      throw new NoSqlException("Not both at a time: the %s and the %s.".formatted(said, now));
    }
    return now;
  }

  private boolean readPlain(String word) {
    switch (word) {
      case "by", "per", "each", "every" -> by = true;
      case "which" -> ranks = true;
      case "count" -> counts = true;
      case "different", "distinct", "unique" -> differs = true;
      case "first" -> isFirst = true;
      default -> {
        boolean isNumber = word.matches("[1-9]\\d{0,2}");
        if (isNumber && number == 0) {
          number = Integer.parseInt(word);
        } else if (ROWS.contains(word)) {
          ofRows = true;
        } else if (!FILLERS.contains(word)) {
          return false;
        }
      }
    }
    at++;
    return true;
  }

  private record Value(Column column, String text) {
    Words words() {
      return Words.of(text);
    }
  }

  /** A title may begin with a word that means something else, such as "The". */
  private boolean readValue(int leastWords) throws NoSqlException {
    List<Value> here = schema.columns().stream()
        .flatMap(column -> column.values().stream().map(text -> new Value(column, text)))
        .filter(value -> value.words().standIn(words, at))
        .toList();
    int size = here.stream().mapToInt(value -> value.words().size()).max().orElse(0);
    if (size < leastWords) {
      return false;
    }
    List<Value> longest =
        here.stream().filter(value -> value.words().size() == size).toList();
    if (longest.size() > 1) {
      throw new NoSqlException(
          "There is more than one \"%s\" in the table.".formatted(longest.get(0).text()));
    }
    filters.add(longest.get(0).column(), longest.get(0).text());
    at += size;
    return true;
  }

  private boolean readTime(String word) {
    boolean isTime =
        schema.first(Kind.TIME).map(time -> filters.addTime(word, time)).orElse(false);
    at += isTime ? 1 : 0;
    return isTime;
  }

  private Request asked() throws NoSqlException {
    if (by) {
      throw new NoSqlException("It is not clear by what the figure is asked for.");
    }
    boolean isPlain = extreme == null && aggregate == null && measure == null;
    if (isPlain && !counts && !differs && ofRows && group == null) {
      int rows = number == 0 ? DEFAULT_ROWS : Math.min(number, MOST_ROWS);
      return new Request("", "", null, "", false, filters.conditions(), 0, false, rows);
    }
    if (isFirst) {
      throw new NoSqlException("Only rows have a first one; they are in the order of the file.");
    }
    if (measure != null && !counts) {
      return figure(measure, group);
    }
    if (counts && isPlain && group != null && !ofRows && !groupIsAsked && number == 0) {
      return of("count(DISTINCT " + group.expression() + ")", Words.plural(group.name()), null);
    }
    if (measure == null && aggregate == null && !differs && ofRows) {
      return of("count(*)", "rows", group);
    }
    throw new NoSqlException("It is not clear which figure is asked for.");
  }

  private Request figure(Column column, @Nullable Group of) throws NoSqlException {
    if (differs) {
      throw new NoSqlException("Different values are counted with \"how many\".");
    }
    String name = column.name();
    boolean isRanked = of != null && (ranks || number > 0);
    boolean isExtreme = extreme != null && aggregate == null && !isRanked;
    if (isExtreme) {
      boolean isHighest = "highest".equals(extreme);
      extreme = null;
      return of(
          (isHighest ? "max(" : "min(") + name + ")", (isHighest ? "max_" : "min_") + name, of);
    }
    return "average".equals(aggregate)
        ? of("round(avg(" + name + "), 2)", "average_" + name, of)
        : of(sum(column), "total_" + name, of);
  }

  /** A sum of binary fractions shows what they are: 0.1 + 0.2 is 0.30000000000000004. */
  private static String sum(Column column) {
    boolean isBinary = column.type().equals("DOUBLE") || column.type().equals("FLOAT");
    return (isBinary ? "round(sum(%s), 2)" : "sum(%s)").formatted(column.name());
  }

  private Request of(String expression, String name, @Nullable Group each) throws NoSqlException {
    boolean isRanked = each != null && (ranks || extreme != null || number > 0);
    if (!isRanked && (ranks || extreme != null || number > 0)) {
      throw new NoSqlException("It is not clear what is to be ranked.");
    }
    if (isRanked && extreme == null) {
      throw new NoSqlException("It is not clear whether the highest or the lowest is asked for.");
    }
    return new Request(
        expression,
        name,
        each == null ? null : each.expression(),
        each == null ? "" : each.name(),
        each != null && each.isTime(),
        filters.conditions(),
        isRanked ? Math.max(number, 1) : 0,
        "lowest".equals(extreme),
        0);
  }
}
