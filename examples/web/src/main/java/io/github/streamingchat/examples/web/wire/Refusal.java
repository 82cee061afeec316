package io.github.streamingchat.examples.web.wire;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not done, in words for people.
 *
 * <p>Immutable and thread-safe.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final @Nullable Duration retryAfter;

  private Refusal(int status, String type, String message, @Nullable Duration retryAfter) {
    super(message, null, false, false); // it is an answer, and its stack says nothing
    this.status = status;
    this.type = type;
    this.retryAfter = retryAfter;
  }

  /**
   * Says that the request is wrong.
   *
   * @param message what is wrong
   * @return the refusal, 400
   */
  public static Refusal invalid(String message) {
    return new Refusal(400, "invalid", message, null);
  }

  /**
   * Says that a request is not taken from where it comes from.
   *
   * @param message why not
   * @return the refusal, 403
   */
  public static Refusal forbidden(String message) {
    return new Refusal(403, "invalid", message, null);
  }

  /**
   * Says that there is no such thing, at least not for whoever asks.
   *
   * @param message what there is not
   * @return the refusal, 404
   */
  public static Refusal notFound(String message) {
    return new Refusal(404, "not_found", message, null);
  }

  /**
   * Says that an address does something else.
   *
   * @return the refusal, 405
   */
  public static Refusal method() {
    return new Refusal(405, "invalid", "This address does not do that.", null);
  }

  /**
   * Says that something else runs.
   *
   * @param message a notice
   * @return the refusal, 409
   */
  public static Refusal busy(String message) {
    return new Refusal(409, "busy", message, null);
  }

  /**
   * Says that something is too large.
   *
   * @param message what, and how large it may be
   * @return the refusal, 413
   */
  public static Refusal tooLarge(String message) {
    return new Refusal(413, "too_large", message, null);
  }

  /**
   * Says that a body is of the wrong kind.
   *
   * @param message the kind it must be
   * @return the refusal, 415
   */
  public static Refusal mediaType(String message) {
    return new Refusal(415, "invalid", message, null);
  }

  /**
   * Asks for patience.
   *
   * @param wait how long
   * @return the refusal, 429
   */
  public static Refusal tooOften(Duration wait) {
    return new Refusal(
        429, "rate_limit", "That was a lot at once. Please wait a moment and ask again.", wait);
  }

  /**
   * Says that the server has too much to do.
   *
   * @param wait when to come back
   * @return the refusal, 503
   */
  public static Refusal full(Duration wait) {
    return new Refusal(
        503, "server", "Too many answers run at the moment. Please ask again soon.", wait);
  }

  /**
   * Says that the server failed, and nothing else: what failed stands in its log.
   *
   * @return the refusal, 500
   */
  public static Refusal failed() {
    return new Refusal(500, "server", "The server failed. Please try again.", null);
  }

  /**
   * Gives the status.
   *
   * @return the HTTP status
   */
  public int status() {
    return status;
  }

  /**
   * Tells how long to wait.
   *
   * @return the time, or null if waiting does not help
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /**
   * Gives what the page is told.
   *
   * @return the body of the response
   */
  public Map<String, @Nullable Object> json() {
    return Json.object("error", Json.object("type", type, "message", getMessage()));
  }
}
