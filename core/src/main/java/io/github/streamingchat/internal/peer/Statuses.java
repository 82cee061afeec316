package io.github.streamingchat.internal.peer;

import io.github.streamingchat.ChatError.Kind;
import java.util.Set;

/** What an HTTP status means, unless the application says otherwise. */
public final class Statuses {
  private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);
  private static final Set<Integer> LASTING = Set.of(501, 505, 510, 511);

  private Statuses() {}

  /**
   * Gives the kind of error.
   *
   * @param status any status that is no answer
   * @return the kind
   */
  public static Kind kind(int status) {
    return switch (status) {
      case 401, 403, 407, 511 -> Kind.AUTH;
      case 429 -> Kind.RATE_LIMIT;
      case 408, 409, 425 -> Kind.SERVER;
      default -> status >= 500 ? Kind.SERVER : status >= 300 ? Kind.REQUEST : Kind.PROTOCOL;
    };
  }

  /**
   * Tells whether the same request may succeed at another time.
   *
   * @param status any status that is no answer
   * @return whether patience may help
   */
  public static boolean mayPass(int status) {
    return PASSING.contains(status) || (status >= 500 && !LASTING.contains(status));
  }
}
