package io.github.streamingchat.examples.modulepath;

import java.util.List;

/** Fails unless the library's modules are resolved as named modules with a descriptor. */
final class ModulePathSmoke {
  private static final List<String> MODULES =
      List.of("io.github.streamingchat.core", "io.github.streamingchat.sse");

  private ModulePathSmoke() {}

  public static void main(String[] args) {
    for (String name : MODULES) {
      Module module = ModuleLayer.boot()
          .findModule(name)
          .orElseThrow(() -> new IllegalStateException("module not resolved: " + name));
      if (module.getDescriptor().isAutomatic()) {
        throw new IllegalStateException("module without a descriptor of its own: " + name);
      }
    }
  }
}
