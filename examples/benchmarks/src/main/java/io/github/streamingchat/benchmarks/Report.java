package io.github.streamingchat.benchmarks;

import io.github.streamingchat.benchmarks.decode.DecodeTargets;
import io.github.streamingchat.benchmarks.decode.FrameTargets;
import io.github.streamingchat.benchmarks.decode.WireFormatTargets;
import io.github.streamingchat.benchmarks.figures.Figure;
import io.github.streamingchat.benchmarks.figures.Figures;
import io.github.streamingchat.benchmarks.figures.Machine;
import io.github.streamingchat.benchmarks.figures.Question;
import io.github.streamingchat.benchmarks.figures.Setting;
import io.github.streamingchat.benchmarks.figures.Target;
import io.github.streamingchat.benchmarks.parse.ParseTargets;
import io.github.streamingchat.benchmarks.store.AppendTargets;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks with what they allocate, and prints what was measured as Markdown: a table of all
 * figures, each beside its reference in the same run, and then the library's promises, kept or not.
 */
public final class Report {
  private static final List<Question> QUESTIONS = List.of(
      new ParseTargets(),
      new DecodeTargets(),
      new WireFormatTargets(),
      new FrameTargets(),
      new AppendTargets());
  private static final List<String> JMH_ANSWERS = List.of("-h", "-l", "-lp", "-lprof", "-lrf");
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Report() {}

  /**
   * Runs JMH.
   *
   * @param args what JMH's own command line takes: names of benchmarks, and options
   * @throws IOException if JMH cannot read its list
   * @throws CommandLineOptionException if there is no such option
   * @throws RunnerException if a benchmark failed
   */
  public static void main(String[] args)
      throws IOException, CommandLineOptionException, RunnerException {
    if (Arrays.stream(args).anyMatch(JMH_ANSWERS::contains)) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Collection<RunResult> results = new Runner(new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .build())
        .run();
    System.out.println();
    System.out.println(Machine.description());
    QUESTIONS.forEach(question -> print(question, results, System.out));
  }

  private static void print(Question question, Collection<RunResult> results, PrintStream to) {
    List<Figure> measured = results.stream()
        .filter(result -> isOf(question, result))
        .map(result -> figure(question, result))
        .toList();
    if (measured.isEmpty()) {
      return;
    }
    Figures figures = new Figures(measured);
    to.printf("%n## %s%n%n", question.benchmark().getSimpleName().replace("Benchmark", ""));
    table(question, figures).forEach(to::println);
    List<Target> targets =
        question.targets(figures).stream().filter(Target::isMeasured).toList();
    if (!targets.isEmpty()) {
      to.printf("%n%s%n", Target.HEAD);
      targets.forEach(target -> to.println(target.row()));
    }
  }

  private static boolean isOf(Question question, RunResult result) {
    return result.getParams().getBenchmark().startsWith(question.benchmark().getName() + ".");
  }

  private static Figure figure(Question question, RunResult result) {
    String name = result.getParams().getBenchmark();
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : result.getParams().getParamsKeys()) {
      values.put(key, result.getParams().getParam(key));
    }
    Setting setting = new Setting(values);
    int units = question.units(setting);
    return new Figure(
        name.substring(name.lastIndexOf('.') + 1),
        setting,
        median(result, IterationResult::getPrimaryResult) / units,
        median(result, iteration -> iteration.getSecondaryResults().get(ALLOCATED)) / units);
  }

  private static double median(
      RunResult result, Function<IterationResult, @Nullable Result<?>> score) {
    List<Double> sorted = result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(score)
        .flatMap(Stream::ofNullable)
        .map(Result::getScore)
        .sorted()
        .toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static List<String> table(Question question, Figures figures) {
    List<String> parameters = List.copyOf(figures.all().stream()
        .flatMap(figure -> figure.setting().values().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new)));
    List<String> rows = new ArrayList<>();
    rows.add("| %s | | ns a %s | B a %s | times %s |"
        .formatted(
            String.join(" | ", parameters),
            question.unit(),
            question.unit(),
            question.reference()));
    rows.add("|" + " --- |".repeat(parameters.size() + 1) + " ---: |".repeat(3));
    for (Figure figure : figures.all()) {
      String times = figures.times(figure, question.reference()).stream()
          .mapToObj(Target::number)
          .findFirst()
          .orElse("");
      rows.add("| %s | %s | %s | %s | %s |"
          .formatted(
              parameters.stream()
                  .map(parameter -> figure.setting().values().getOrDefault(parameter, ""))
                  .collect(Collectors.joining(" | ")),
              figure.method(),
              Target.number(figure.nanos()),
              Target.number(figure.bytes()),
              times));
    }
    return rows;
  }
}
