package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.sse.HttpProtocol;
import io.github.streamingchat.sse.HttpTransport;
import io.github.streamingchat.sse.internal.Addresses;
import io.github.streamingchat.transport.ChatTransport;
import io.github.streamingchat.transport.TransportProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An endpoint that speaks OpenAI Chat Completions: OpenAI itself, and the many servers, gateways and
 * local runners that are compatible with it. Every method that changes something gives a new
 * description and leaves this one as it is.
 *
 * <pre>{@code
 * Chat chat = Chat.over(OpenAi.at("https://api.openai.com/v1").model("gpt-5").apiKey(key));
 * }</pre>
 *
 * <p>Each attempt makes its request anew, and asks the supplier of the key again. Answers are read
 * leniently: what a compatible server does wrong is repaired or passed over where that is safe, and
 * reported as a problem in the outcome's evidence.
 *
 * <p>Immutable and thread-safe.
 */
public final class OpenAi implements TransportProvider {
  private static final String PATH = "/chat/completions";
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int HIGHEST_PORT = 65_535;

  private final URI address;
  private final String model;
  private final @Nullable Supplier<? extends @Nullable String> apiKey;
  private final @Nullable String system;
  private final boolean streaming;
  private final Map<String, String> headers;
  private final Map<String, String> options;
  private final @Nullable HttpClient client;

  private OpenAi(Draft draft) {
    address = draft.address;
    model = draft.model;
    apiKey = draft.apiKey;
    system = draft.system;
    streaming = draft.streaming;
    headers = draft.headers;
    options = draft.options;
    client = draft.client;
  }

  /**
   * Describes the endpoint at an address, with the model {@code default}, which many local servers
   * take as their only one.
   *
   * @param baseUrl the address that {@code /chat/completions} is put behind, such as {@code
   *     https://api.openai.com/v1}; one that already ends so is taken as it is
   * @return the description
   * @throws IllegalArgumentException if it is not an address with scheme http or https and a host
   */
  public static OpenAi at(String baseUrl) {
    String stripped = baseUrl.strip();
    try {
      return at(new URI(stripped));
    } catch (URISyntaxException invalid) { // whose message shows all of it
      throw notAnEndpoint(stripped, ": " + invalid.getReason());
    }
  }

  /**
   * Describes the endpoint at an address, as {@link #at(String)} does.
   *
   * @param baseUrl the address
   * @return the description
   * @throws IllegalArgumentException if its scheme is not http or https, it has no host, or its port
   *     is none
   */
  public static OpenAi at(URI baseUrl) {
    String scheme = baseUrl.getScheme();
    if (scheme == null
        || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
        || baseUrl.getHost() == null) {
      throw notAnEndpoint(baseUrl.toString(), "");
    }
    int port = baseUrl.getPort();
    if (port == 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("the port of \"%s\" must be from 1 to %d"
          .formatted(Addresses.shown(baseUrl.toString()), HIGHEST_PORT));
    }
    return new OpenAi(new Draft(completions(baseUrl)));
  }

  private static IllegalArgumentException notAnEndpoint(String given, String reason) {
    return new IllegalArgumentException(
        "\"%s\" is not the URL of an endpoint%s; it should look like https://api.openai.com/v1"
            .formatted(Addresses.shown(given), reason));
  }

  private static URI completions(URI base) {
    String path = Objects.requireNonNullElse(base.getRawPath(), "");
    String trimmed = path.replaceAll("/+$", "");
    String full = trimmed.endsWith(PATH) ? trimmed : trimmed + PATH;
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + full + query);
  }

  /**
   * Chooses the model.
   *
   * @param newModel the provider's name for it
   * @return a description with that model
   */
  public OpenAi model(String newModel) {
    Objects.requireNonNull(newModel, "model");
    return with(draft -> draft.model = newModel);
  }

  /**
   * Sets the key that is sent as a bearer token.
   *
   * @param key the key; null or blank sends none
   * @return a description with that key
   * @throws IllegalArgumentException if the key has a character that no header can carry; the
   *     message does not show the key
   */
  public OpenAi apiKey(@Nullable String key) {
    if (key == null || key.isBlank()) {
      return withKey(null);
    }
    OpenAiProtocol.bearer(key);
    return withKey(() -> key);
  }

  /**
   * Sets where the key comes from. The supplier is asked for each attempt, on the chat's executor, and
   * may block; what it throws fails the answer with kind APPLICATION.
   *
   * @param supplier gives the key; null or blank sends none
   * @return a description with that supplier
   */
  public OpenAi apiKey(Supplier<? extends @Nullable String> supplier) {
    return withKey(Objects.requireNonNull(supplier, "supplier"));
  }

  private OpenAi withKey(@Nullable Supplier<? extends @Nullable String> newKey) {
    return with(draft -> draft.apiKey = newKey);
  }

  /**
   * Sets a system prompt that is sent before the conversation, without being part of it.
   *
   * @param prompt the prompt
   * @return a description with that prompt
   */
  public OpenAi system(String prompt) {
    Objects.requireNonNull(prompt, "prompt");
    return with(draft -> draft.system = prompt);
  }

  /**
   * Sets whether the answer is asked for as a stream.
   *
   * @param newStreaming true by default; with false the answer comes in one piece
   * @return a description with that setting
   */
  public OpenAi streaming(boolean newStreaming) {
    return with(draft -> draft.streaming = newStreaming);
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
  public OpenAi header(String name, String value) {
    requireSendable(name, value);
    return with(draft -> draft.headers = added(headers, name, value));
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
   * Adds a member to the JSON of each request, such as {@code temperature}; it takes the place of one
   * that this class would write.
   *
   * @param name the member's name
   * @param value a JSON value: Map, List, String, Number, Boolean or null; what it says now is kept
   * @return a description with that member
   * @throws IllegalArgumentException if the value is not JSON
   */
  public OpenAi option(String name, @Nullable Object value) {
    String json = json(name, value);
    return with(draft -> draft.options = added(options, name, json));
  }

  private static Map<String, String> added(Map<String, String> some, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(some);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return Collections.unmodifiableMap(more);
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
   * Lends a client, as {@link HttpTransport.Builder#client} says.
   *
   * @param lent used as it is and never closed
   * @return a description with that client
   */
  public OpenAi client(HttpClient lent) {
    Objects.requireNonNull(lent, "client");
    return with(draft -> draft.client = lent);
  }

  private OpenAi with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new OpenAi(draft);
  }

  /**
   * Gives the wire format alone, for a transport with settings of its own ({@link
   * HttpTransport#builder}) or for its decoder without a network. The client that was lent is not
   * part of it.
   *
   * @return how this endpoint is asked, and how its answers are read
   */
  public HttpProtocol protocol() {
    return new OpenAiProtocol(this);
  }

  /**
   * Makes a transport to this endpoint, which several chats may share.
   *
   * @return a new transport, to be closed by the caller
   */
  @Override
  public ChatTransport newTransport() {
    HttpTransport.Builder transport = HttpTransport.builder(protocol());
    if (client != null) {
      transport.client(client);
    }
    return transport.build();
  }

  URI address() {
    return address;
  }

  String model() {
    return model;
  }

  /** The key for one attempt, or null if none is to be sent. */
  @Nullable
  String currentKey() {
    return apiKey == null ? null : apiKey.get();
  }

  @Nullable
  String system() {
    return system;
  }

  boolean streaming() {
    return streaming;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The JSON of each option, by its name. */
  Map<String, String> options() {
    return options;
  }

  /**
   * Describes the endpoint without its key, headers and options.
   *
   * @return host and model
   */
  @Override
  public String toString() {
    return "OpenAi[" + address.getHost() + ", model=" + model + "]";
  }

  /** The fields of a description that is being changed; never seen outside. */
  private static final class Draft {
    private final URI address;
    private String model = "default";
    private @Nullable Supplier<? extends @Nullable String> apiKey;
    private @Nullable String system;
    private boolean streaming = true;
    private Map<String, String> headers = Map.of();
    private Map<String, String> options = Map.of();
    private @Nullable HttpClient client;

    Draft(URI address) {
      this.address = address;
    }

    Draft(OpenAi original) {
      address = original.address;
      model = original.model;
      apiKey = original.apiKey;
      system = original.system;
      streaming = original.streaming;
      headers = original.headers;
      options = original.options;
      client = original.client;
    }
  }
}
