package io.github.streamingchat.examples.web.page;

import io.github.streamingchat.examples.web.PageServer;
import io.github.streamingchat.source.Answers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a page in a real browser, without a window, and the mind behind it. One browser and one
 * server serve all tests; each begins as a visitor who was never there. Where no browser is installed
 * the tests are skipped.
 */
final class InBrowser
    implements ExecutionCondition, ParameterResolver, BeforeEachCallback, AfterEachCallback {
  private static final String MISSING =
      "no browser: install Chromium and its driver (apt-get install chromium chromium-driver)";

  private static final Optional<Path> BROWSER =
      installed("chromium", "chromium-browser", "google-chrome");
  private static final Optional<Path> DRIVER = installed("chromedriver");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return BROWSER.isPresent() && DRIVER.isPresent()
        ? ConditionEvaluationResult.enabled("a browser is installed")
        : ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    stage(context).page.begin();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stage(context).page.assertNothingWentWrong();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ChatPage.class || type == ToldMind.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Stage stage = stage(context);
    return parameter.getParameter().getType() == ChatPage.class ? stage.page : stage.mind;
  }

  private static Stage stage(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(
            Stage.class,
            first -> new Stage(BROWSER.orElseThrow(), DRIVER.orElseThrow()),
            Stage.class);
  }

  private static Optional<Path> installed(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(names)
        .flatMap(
            name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Closed by JUnit behind the last test. */
  private static final class Stage implements AutoCloseable {
    private final ToldMind mind = new ToldMind();
    private final PageServer server;
    private final ChatPage page;

    private Stage(Path browser, Path driver) {
      try {
        server = PageServer.start(Answers.from(mind).on(Runnable::run));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      page = new ChatPage(Chromium.start(browser, driver), server.url());
    }

    @Override
    public void close() {
      page.close();
      server.close();
    }
  }
}
