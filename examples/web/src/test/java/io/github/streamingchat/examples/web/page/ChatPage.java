package io.github.streamingchat.examples.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page as a person uses it. Nothing here sleeps: it waits for what must be seen. */
final class ChatPage {
  static final String GENERAL = "general";

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final Dimension USUAL = new Dimension(1280, 860);

  final ChromeDriver driver;
  final URI url;

  ChatPage(ChromeDriver driver, URI url) {
    this.driver = driver;
    this.url = url;
    driver.manage().timeouts().scriptTimeout(PATIENCE);
  }

  /** Makes a stranger of the visitor. */
  void begin() {
    driver.get("about:blank");
    command("Storage.clearCookies", Map.of());
    command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    resize(USUAL.width, USUAL.height);
    driver.manage().logs().get(LogType.BROWSER);
  }

  /** The browser reports what a page threw, and what its policy did not allow. */
  void assertNothingWentWrong() {
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .filteredOn(entry -> !entry.getMessage().contains("Failed to load resource"))
        .isEmpty();
  }

  void close() {
    driver.quit();
  }

  /** Opens documents side by side; the first one if none is named. */
  ChatPage open(String... documents) {
    return openAt(documents.length == 0 ? url : url.resolve("#" + String.join("+", documents)));
  }

  ChatPage openAt(URI address) {
    driver.get("about:blank"); // another fragment alone would load nothing
    driver.get(address.toString());
    return loaded();
  }

  void reload() {
    driver.navigate().refresh();
    loaded();
  }

  private ChatPage loaded() {
    until(() -> !driver.findElements(By.cssSelector(".pane textarea")).isEmpty());
    return this;
  }

  void media(String feature, String value) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  void resize(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void command(String name, Map<String, Object> parameters) {
    var unused = driver.executeCdpCommand(name, parameters);
  }

  /** Types a question and Enter. */
  void ask(String question) {
    ask(GENERAL, question);
  }

  void ask(String document, String question) {
    write(document, question + Keys.ENTER);
  }

  void write(String document, String keys) {
    question(document).sendKeys(keys);
  }

  WebElement question(String document) {
    return in(document, "textarea");
  }

  WebElement in(String document, String css) {
    return find("#document-" + document + " " + css);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** The words of all that matches, in order. */
  List<String> texts(String css) {
    return until(() -> all(css).stream().map(ChatPage::text).toList());
  }

  static String text(WebElement element) {
    return element.getDomProperty("textContent");
  }

  /** What the last answer says, as it was written; empty if there is none yet. */
  String answer(String document) {
    List<WebElement> answers =
        all("#document-" + document + " .message.assistant:last-child .body");
    return answers.isEmpty() ? "" : text(answers.get(0));
  }

  void awaitAnswer(String text) {
    awaitAnswer(GENERAL, text);
  }

  /** Waits until the last answer is whole, and says this. */
  void awaitAnswer(String document, String text) {
    awaitStatus(document, "COMPLETED");
    assertThat(answer(document)).isEqualTo(text);
  }

  /** Waits until the last answer, which grows, shows this. */
  void awaitShown(String text) {
    awaitShown(GENERAL, text);
  }

  void awaitShown(String document, String text) {
    until(() -> answer(document).startsWith(text));
  }

  void awaitStatus(String status) {
    awaitStatus(GENERAL, status);
  }

  void awaitStatus(String document, String status) {
    String css = "#document-%s .message.assistant:last-child[data-status=%s]";
    until(() -> !all(css.formatted(document, status)).isEmpty());
  }

  /** Remembers the status lines from now on, however short they stand. */
  void rememberStatus() {
    script("""
        const line = document.querySelector('.status');
        const seen = window.seen = [];
        new MutationObserver(() => seen.push(line.textContent)).observe(line, {childList: true});
        """);
  }

  void awaitRememberedStatus(String words) {
    until(() -> this.<List<String>>script("return window.seen").stream()
        .anyMatch(line -> line.contains(words)));
  }

  String notice(String document) {
    return text(in(document, ".notice"));
  }

  /** Waits for a condition; what goes away while it is looked at is looked for again. */
  <T> T until(Supplier<T> condition) {
    return new WebDriverWait(driver, PATIENCE, GLANCE)
        .withMessage(() -> "the page shows: " + find("main").getText())
        .ignoring(StaleElementReferenceException.class)
        .until(unused -> condition.get());
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  <T> T script(String script, Object... arguments) {
    @SuppressWarnings("unchecked")
    T result = (T) driver.executeScript(script, arguments);
    return result;
  }

  /** Runs the body of an asynchronous function in which {@code module(name)} gives a module of the page. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  <T> T withModules(String body, Object... arguments) {
    String script = """
        const [done, ...given] = [...arguments].reverse();
        const args = given.reverse();
        const module = name => import(`/page/${name}.js`);
        (async () => {
          %s
        })().then(done, error => done(`threw ${error.stack}`));
        """.formatted(body);
    @SuppressWarnings("unchecked")
    T result = (T) driver.executeAsyncScript(script, arguments);
    return result;
  }
}
