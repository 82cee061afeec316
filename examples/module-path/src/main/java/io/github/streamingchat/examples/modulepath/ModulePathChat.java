package io.github.streamingchat.examples.modulepath;

import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.sse.protocol.OpenAi;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.io.IOException;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Asks a loopback server over HTTP and prints the answer. Ends with an exception unless the answer is
 * whole and the library's modules are resolved as modules, each from a jar with a descriptor.
 */
final class ModulePathChat {
  private static final List<String> MODULES =
      List.of("io.github.streamingchat.core", "io.github.streamingchat.sse");

  private ModulePathChat() {}

  public static void main(String[] args) throws IOException {
    MODULES.forEach(ModulePathChat::requireNamedJar);
    Outcome outcome = ask("Why is the sky blue?");
    System.out.println();
    System.out.println(outcome.status());
    if (outcome.status() != MessageStatus.COMPLETED) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  private static Outcome ask(String question) throws IOException {
    try (LoopbackServer server = new LoopbackServer(List.of("Short waves ", "scatter ", "most."));
        Chat chat = Chat.over(OpenAi.at(server.url()).model("loopback"))) {
      return chat.send(question).onText(System.out::print).join(Duration.ofSeconds(30));
    }
  }

  private static void requireNamedJar(String name) {
    ModuleReference module = ModuleLayer.boot()
        .configuration()
        .findModule(name)
        .orElseThrow(() -> new IllegalStateException("module not resolved: " + name))
        .reference();
    if (module.descriptor().isAutomatic()) {
      throw new IllegalStateException("module without a descriptor of its own: " + name);
    }
    if (!module
        .location()
        .map(URI::getPath)
        .filter(path -> path.endsWith(".jar"))
        .isPresent()) {
      throw new IllegalStateException("module that is not a jar: " + module.location());
    }
  }
}
