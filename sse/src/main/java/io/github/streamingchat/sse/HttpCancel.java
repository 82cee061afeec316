package io.github.streamingchat.sse;

import io.github.streamingchat.internal.json.Json;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.stream.CancelHook;
import io.github.streamingchat.stream.CancelledAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Tells a server of a cancelled answer by a POST to a URL with the stream's id in it:
 *
 * <pre>{@code
 * Chat.builder(provider)
 *     .onCancel(HttpCancel.post("https://example.org/cancel?stream_id={stream_id}"))
 *     .build();
 * }</pre>
 *
 * <p>The server's word is the member {@code status} of its JSON reply, such as {@code cancelled} or
 * {@code not_found}; a reply of another shape has none. A status code other than 2xx is a failure with
 * an {@link HttpStatusException}. An answer of which the server never told a stream id cannot be asked
 * for, and nothing is sent.
 *
 * <p>Redirects are not followed. Without a lent client it makes one of its own with its first request,
 * which ends when this is no longer in use and collected.
 *
 * <p>Immutable and thread-safe.
 */
public final class HttpCancel implements CancelHook {
  /** What stands for the stream's id in the URL. */
  public static final String STREAM_ID = "{stream_id}";

  /** How long the server has to begin its reply: ten seconds; the chat's own limit may be shorter. */
  public static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

  /** How much of a reply is read, in bytes: 16 KiB. */
  public static final int MOST_REPLY_BYTES = 16 * 1024;

  private static final int FIRST_SUCCESS = 200;
  private static final int AFTER_SUCCESS = 300;

  private final String template;
  private final Supplier<Map<String, String>> headers;
  private final Supplier<HttpClient> client;

  private HttpCancel(
      String template, Supplier<Map<String, String>> headers, Supplier<HttpClient> client) {
    this.template = template;
    this.headers = headers;
    this.client = client;
  }

  /**
   * Describes the request.
   *
   * @param template an absolute http or https URL with {@value #STREAM_ID} in it, in whose place the
   *     stream's id is put, percent-encoded
   * @return the hook
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static HttpCancel post(String template) {
    Objects.requireNonNull(template, "template");
    if (!template.contains(STREAM_ID)) {
      throw new IllegalArgumentException(
          "\"%s\" has no %s where the stream's id belongs".formatted(template, STREAM_ID));
    }
    URI example = filledIn(template, "id");
    String scheme = String.valueOf(example.getScheme()).toLowerCase(Locale.ROOT);
    if (example.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("\"%s\" is no absolute http URL".formatted(template));
    }
    return new HttpCancel(template, Map::of, new OwnClient());
  }

  /**
   * Sets the headers of the request.
   *
   * @param newHeaders asked for each request, on the chat's executor, such as for a fresh token; none
   *     by default
   * @return a hook with those headers
   */
  public HttpCancel headers(Supplier<Map<String, String>> newHeaders) {
    return new HttpCancel(template, Objects.requireNonNull(newHeaders, "headers"), client);
  }

  /**
   * Lends a client.
   *
   * @param lent used as it is and never closed
   * @return a hook with that client
   */
  public HttpCancel client(HttpClient lent) {
    Objects.requireNonNull(lent, "client");
    return new HttpCancel(template, headers, () -> lent);
  }

  @Override
  public @Nullable CompletionStage<String> cancel(CancelledAnswer answer) {
    Optional<String> streamId = answer.streamId();
    if (streamId.isEmpty()) {
      return null;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(filledIn(template, streamId.get()))
        .timeout(REPLY_TIMEOUT)
        .POST(BodyPublishers.noBody());
    new TreeMap<>(headers.get()).forEach(request::setHeader);
    return client
        .get()
        .sendAsync(request.build(), info -> new ReplyReceiver(MOST_REPLY_BYTES))
        .thenApply(HttpCancel::wordOf);
  }

  private static URI filledIn(String template, String streamId) {
    String encoded = URLEncoder.encode(streamId, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create(template.replace(STREAM_ID, encoded));
  }

  private static String wordOf(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status < FIRST_SUCCESS || status >= AFTER_SUCCESS) {
      throw new HttpStatusException(
          "The server answered the cancel request with status " + status + ".",
          status,
          response.headers(),
          response.body());
    }
    return PeerWords.shown(statusIn(response.body()));
  }

  /** The member's value, or "" in a reply of another shape. */
  private static String statusIn(String body) {
    try (JsonParser parser = Json.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isStatus = parser.currentName().equals("status");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isStatus) {
          return parser.getString();
        }
        parser.skipChildren();
      }
      return "";
    } catch (JacksonException malformed) {
      return "";
    }
  }

  /** A client made when it is first needed. */
  private static final class OwnClient implements Supplier<HttpClient> {
    private @Nullable HttpClient made;

    @Override
    public synchronized HttpClient get() {
      HttpClient client = made;
      if (client == null) {
        client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(REPLY_TIMEOUT)
            .executor(Runnable::run)
            .build();
        made = client;
      }
      return client;
    }
  }
}
