package io.github.streamingchat.sse;

import io.github.streamingchat.ChatException;
import java.net.http.HttpHeaders;

/**
 * The response of a server that did not answer with a stream: the cause of the {@link
 * io.github.streamingchat.ChatError}, for the log. It is never thrown.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class HttpStatusException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The status code. */
  private final int status;

  /** The response's headers; lost when serialized. */
  private final transient HttpHeaders headers;

  /** The beginning of the response's body. */
  private final String body;

  HttpStatusException(String message, int status, HttpHeaders headers, String body) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Gives the status code.
   *
   * @return the code, 100 to 999
   */
  public int status() {
    return status;
  }

  /**
   * Gives the response's headers.
   *
   * @return the headers
   */
  public HttpHeaders headers() {
    return headers;
  }

  /**
   * Gives the beginning of the response's body, as UTF-8, up to {@link
   * io.github.streamingchat.Limits#maxErrorBodyBytes()}. It is not made for people's eyes and may hold
   * what a log should not.
   *
   * @return the text, empty if there was none
   */
  public String body() {
    return body;
  }
}
