package io.github.streamingchat.examples.analysis;

import io.github.streamingchat.examples.analysis.data.Column;
import io.github.streamingchat.examples.analysis.data.Column.Kind;
import io.github.streamingchat.examples.analysis.data.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one question word by word. For one thread. */
final class Reading {
  private static final int DEFAULT_ROWS = 10;
  private static final int MOST_ROWS = 1000;

  private static final Set<String> FILLERS = Set.of(
      "a", "all", "an", "and", "are", "at", "did", "do", "does", "for", "from", "give", "had",
      "has", "have", "in", "is", "list", "me", "much", "of", "on", "our", "please", "sell", "show",
      "sold", "tell", "the", "their", "there", "was", "we", "were", "with", "what", "what's");

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
    Optional<Column> column = longest(schema.columns().stream(), Reading::name);
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

  /** Gives the candidate whose words stand here, the one with the most words if there are several. */
  private <C> Optional<C> longest(Stream<C> candidates, Function<C, Words> wordsOf) {
    return candidates
        .filter(candidate -> wordsOf.apply(candidate).standIn(words, at))
        .max(Comparator.comparingInt(candidate -> wordsOf.apply(candidate).size()));
  }

  /** A number is what is asked for, unless that is known: "the revenue by rating". */
  private void mention(Column column) throws NoSqlException {
    boolean isMeasure = column.kind() == Kind.NUMBER && measure == null && !(by && counts);
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
      aggregate = AGGREGATES.get(word);
    } else if (MOST.contains(word) || LEAST.contains(word)) {
      extreme = MOST.contains(word) ? "highest" : "lowest";
      ranks |= word.equals("top") || word.equals("best") || word.equals("worst");
    } else {
      return readPlain(word);
    }
    at++;
    return true;
  }

  private boolean readPlain(String word) {
    switch (word) {
      case "by", "per", "each", "every" -> by = true;
      case "which" -> ranks = true;
      case "count" -> counts = true;
      case "different", "distinct", "unique" -> differs = true;
      case "first" -> {}
      default -> {
        boolean isNumber = word.matches("[1-9]\\d{0,2}");
        if (isNumber) {
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

  /** A title may begin with a word that means something else, such as "The". */
  private boolean readValue(int leastWords) {
    record Value(Column column, String text) {}
    Optional<Value> value = longest(
        schema.columns().stream()
            .flatMap(column -> column.values().stream().map(text -> new Value(column, text))),
        candidate -> Words.of(candidate.text()));
    int size = value.map(found -> Words.of(found.text()).size()).orElse(0);
    if (size < leastWords) {
      return false;
    }
    value.ifPresent(found -> filters.add(found.column(), found.text()));
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
    Group by = group;
    if (measure != null && !counts) {
      return figure(measure, by);
    }
    if (counts && measure == null && by != null && !ofRows && !groupIsAsked) {
      return new Request(
          "count(DISTINCT " + by.expression() + ")",
          Words.plural(by.name()),
          null,
          "",
          false,
          filters.conditions(),
          0,
          false,
          0);
    }
    boolean countsRows = measure == null && aggregate == null && !differs;
    if (countsRows && (counts || (ofRows && by != null))) {
      return of("count(*)", "rows", by);
    }
    if (countsRows && ofRows && extreme == null) {
      int rows = number == 0 ? DEFAULT_ROWS : Math.min(number, MOST_ROWS);
      return new Request("", "", null, "", false, filters.conditions(), 0, false, rows);
    }
    throw new NoSqlException("It is not clear which figure is asked for.");
  }

  private Request figure(Column column, @Nullable Group by) throws NoSqlException {
    if (differs) {
      throw new NoSqlException("Different values are counted with \"how many\".");
    }
    String name = column.name();
    boolean isExtreme = extreme != null && aggregate == null && !(ranks && by != null);
    if (isExtreme) {
      boolean isHighest = "highest".equals(extreme);
      extreme = null;
      return of(
          (isHighest ? "max(" : "min(") + name + ")", (isHighest ? "max_" : "min_") + name, by);
    }
    return "average".equals(aggregate)
        ? of("round(avg(" + name + "), 2)", "average_" + name, by)
        : of(sum(column), "total_" + name, by);
  }

  /** A sum of binary fractions shows what they are: 0.1 + 0.2 is 0.30000000000000004. */
  private static String sum(Column column) {
    boolean isBinary = column.type().equals("DOUBLE") || column.type().equals("FLOAT");
    return (isBinary ? "round(sum(%s), 2)" : "sum(%s)").formatted(column.name());
  }

  private Request of(String expression, String name, @Nullable Group by) throws NoSqlException {
    boolean isRanked = by != null && (ranks || extreme != null || number > 0);
    if (!isRanked && (ranks || number > 0)) {
      throw new NoSqlException("It is not clear what is to be ranked.");
    }
    if (ranks && extreme == null) {
      throw new NoSqlException("It is not clear whether the highest or the lowest is asked for.");
    }
    return new Request(
        expression,
        name,
        by == null ? null : by.expression(),
        by == null ? "" : by.name(),
        by != null && by.isTime(),
        filters.conditions(),
        isRanked ? Math.max(number, 1) : 0,
        "lowest".equals(extreme),
        0);
  }
}
