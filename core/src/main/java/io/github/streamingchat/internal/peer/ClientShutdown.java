package io.github.streamingchat.internal.peer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpClient.shutdownNow()}, which came with JDK 21 (JDK-8267140). Before that a client ends
 * when nobody holds it any more, and there is nothing to call.
 */
public final class ClientShutdown {
  private static final Logger LOG = System.getLogger("io.github.streamingchat");
  private static final @Nullable MethodHandle SHUTDOWN_NOW = find();

  private ClientShutdown() {}

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class));
    } catch (NoSuchMethodException | IllegalAccessException before21) {
      return null;
    }
  }

  /**
   * Shuts a client down, where that is possible. What it carries fails.
   *
   * @param client the client
   */
  public static void now(HttpClient client) {
    if (SHUTDOWN_NOW == null) {
      return;
    }
    try {
      SHUTDOWN_NOW.invoke(client);
    } catch (Throwable thrown) {
      LOG.log(Level.WARNING, "the HTTP client could not be shut down", thrown);
    }
  }
}
