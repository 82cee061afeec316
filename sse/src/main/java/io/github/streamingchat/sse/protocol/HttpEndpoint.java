package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.HttpTransport;
import io.github.streamingchat.sse.StreamDecoder;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.EventSink;
import io.github.streamingchat.transport.PromptHistory;
import io.github.streamingchat.transport.TransportProvider;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the descriptions of endpoints have in common, whatever wire format they speak. Every method
 * that changes something gives a new description and leaves this one as it is.
 *
 * <p>Each attempt makes its request anew, and asks the supplier of the key again. Answers are read
 * leniently unless {@link #strict} says otherwise: what a server does wrong is repaired or passed
 * over where that is safe, and reported as a problem in the outcome's evidence.
 *
 * <p>No argument may be null unless it says so. Immutable and thread-safe.
 *
 * @param <E> the description's own type
 */
public abstract sealed class HttpEndpoint<E extends HttpEndpoint<E>> implements TransportProvider
    permits AgUi, MessageEvents, ModelEndpoint, TextLines, TokenEvents, UiMessages {
  private final EndpointSettings settings;

  HttpEndpoint(EndpointSettings settings) {
    this.settings = settings;
  }

  /**
   * Sets the key, which is sent as a bearer token unless the provider has a header of its own for it.
   *
   * @param key the key; null or blank sends none
   * @return a description with that key
   * @throws IllegalArgumentException if the key has a character that no header can carry; the
   *     message does not show the key
   */
  public final E apiKey(@Nullable String key) {
    if (key == null || key.isBlank()) {
      return withKey(null, false);
    }
    EndpointProtocol.requireSendable(key);
    return withKey(() -> key, false);
  }

  /**
   * Sets where the key comes from. The supplier is asked for each attempt, on the chat's executor, and
   * may block; what it throws fails the answer with kind APPLICATION. A server that refuses the key
   * with status 401 is asked once more, at once, with the next one.
   *
   * @param supplier gives the key; null or blank sends none
   * @return a description with that supplier
   */
  public final E apiKey(Supplier<? extends @Nullable String> supplier) {
    return withKey(Objects.requireNonNull(supplier, "supplier"), true);
  }

  private E withKey(@Nullable Supplier<? extends @Nullable String> key, boolean changes) {
    return changed(settings -> {
      settings.apiKey = key;
      settings.keyChanges = changes;
    });
  }

  /**
   * Adds a header to each request.
   *
   * @param name the header's name
   * @param value the header's value
   * @return a description with that header
   * @throws IllegalArgumentException if HTTP or the JDK does not allow that name, or a character of
   *     the value; the message does not show the value
   */
  public final E header(String name, String value) {
    requireSendable(name, value);
    return changed(settings -> settings.headers.put(name, value));
  }

  /** The JDK would refuse it too, but with each request, and with a message that shows the value. */
  private static void requireSendable(String name, String value) {
    try {
      HttpRequest.newBuilder().header(name, value);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "the header \"%s\" cannot be sent: its name is reserved, or name or value have a character that no header can carry"
              .formatted(name));
    }
  }

  /**
   * Adds something to what each request asks, such as {@code temperature}: a member of its JSON body,
   * or a parameter of its query where the format asks by a GET. It takes the place of what the format
   * would write under that name.
   *
   * @param name the option's name
   * @param value a JSON value: Map, List, String, Number, Boolean or null; what it says now is kept
   * @return a description with that option
   * @throws IllegalArgumentException if the value is not JSON
   */
  public final E option(String name, @Nullable Object value) {
    String json = json(name, value);
    return withOption(name, request -> json);
  }

  /**
   * Adds something to what each request asks, as {@link #option} does, with a value of its own for
   * each request. The function is called for each attempt, on the chat's executor, and may block; what
   * it throws, also because of a value that is not JSON, fails the answer with kind APPLICATION.
   *
   * @param name the option's name
   * @param value gives the JSON value
   * @return a description with that option
   */
  public final E optionFrom(
      String name, Function<? super AnswerRequest, ? extends @Nullable Object> value) {
    Objects.requireNonNull(value, "value");
    return withOption(name, request -> json(name, value.apply(request)));
  }

  private E withOption(String name, Function<AnswerRequest, String> json) {
    Objects.requireNonNull(name, "name");
    return changed(settings -> settings.options.put(name, json));
  }

  private static String json(String name, @Nullable Object value) {
    try {
      return JsonValueWriter.json(value);
    } catch (IllegalArgumentException | JacksonException notJson) {
      throw new IllegalArgumentException(
          "the option \"%s\" is not JSON: %s".formatted(name, notJson.getMessage()), notJson);
    }
  }

  /**
   * Replaces the request of this format, options and all, for a server that is asked in a way of its
   * own. The key and the headers of this description are still set, and an {@code Accept} header is
   * added if there is none. The function is called as {@link HttpProtocol#request} says.
   *
   * @param request makes the request of an attempt
   * @return a description with that request
   */
  public final E request(Function<? super AnswerRequest, HttpRequest> request) {
    Objects.requireNonNull(request, "request");
    return changed(settings -> settings.request = request);
  }

  /**
   * Sets whether an answer fails with kind PROTOCOL at the first thing that the server does against
   * the format. A kind of event that this library does not know is no such thing.
   *
   * @param strict false by default: it is repaired or passed over, and reported
   * @return a description with that setting
   */
  public final E strict(boolean strict) {
    return changed(settings -> settings.strict = strict);
  }

  /**
   * Sets what of earlier answers that were stopped or broke off a request tells, where the format sends
   * the whole conversation.
   *
   * @param history {@link PromptHistory#DEFAULTS} by default
   * @return a description with that setting
   */
  public final E history(PromptHistory history) {
    Objects.requireNonNull(history, "history");
    return changed(settings -> settings.history = history);
  }

  /**
   * Lends a client, as {@link HttpTransport.Builder#client} says.
   *
   * @param lent used as it is and never closed
   * @return a description with that client
   */
  public final E client(HttpClient lent) {
    Objects.requireNonNull(lent, "client");
    return changed(settings -> settings.client = lent);
  }

  /** The same description with other settings, which are the caller's own until it returns. */
  final E changed(Consumer<EndpointSettings> change) {
    return with(settings.with(change));
  }

  /**
   * Gives the wire format alone, for a transport with settings of its own ({@link
   * HttpTransport#builder}) or for its decoder without a network. The client that was lent is not
   * part of it.
   *
   * @return how this endpoint is asked, and how its answers are read
   */
  public final HttpProtocol protocol() {
    return new EndpointProtocol(this);
  }

  /**
   * Makes a transport to this endpoint, which several chats may share.
   *
   * @return a new transport, to be closed by the caller
   */
  @Override
  public final ChatTransport newTransport() {
    HttpTransport.Builder transport = HttpTransport.builder(protocol());
    if (settings.client != null) {
      transport.client(settings.client);
    }
    return transport.build();
  }

  /**
   * Describes the endpoint without its key, headers and options.
   *
   * @return the format's name and the host
   */
  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + settings.address.getHost() + "]";
  }

  final EndpointSettings settings() {
    return settings;
  }

  /** The same description with other settings. */
  abstract E with(EndpointSettings settings);

  /** How the format asks, but for the key and the headers. */
  abstract HttpRequest.Builder asking(AnswerRequest request);

  abstract StreamDecoder decoder(EventSink sink);

  /** The decoder of what answers a request; most need not know what was asked. */
  StreamDecoder decoder(AnswerRequest request, EventSink sink) {
    return decoder(sink);
  }

  /** Puts the key, which a header can carry, where the provider looks for it. */
  void authorize(HttpRequest.Builder request, String key) {
    request.setHeader("Authorization", "Bearer " + key);
  }

  Framing framing() {
    return Framing.EVENT_STREAM;
  }
}
