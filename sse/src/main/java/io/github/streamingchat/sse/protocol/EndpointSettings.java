package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.peer.Addresses;
import io.github.streamingchat.transport.AnswerRequest;
import io.github.streamingchat.transport.PromptHistory;
import io.github.streamingchat.transport.PromptTurn;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the descriptions of all endpoints have. It is changed by {@link #with} alone, which changes a
 * copy before anyone else sees it.
 */
final class EndpointSettings {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int HIGHEST_PORT = 65_535;

  final URI address;
  final Map<String, String> headers = new LinkedHashMap<>();

  /** What gives the JSON of each option, by the option's name. */
  final Map<String, Function<? super AnswerRequest, String>> options = new LinkedHashMap<>();

  @Nullable
  Supplier<? extends @Nullable String> apiKey;

  /** Whether the next key may be another one. */
  boolean keyChanges;

  @Nullable
  Function<? super AnswerRequest, HttpRequest> request;

  @Nullable
  HttpClient client;

  boolean strict;

  /** Which model is to answer, by the provider's name for it; empty if it needs none. */
  String model = "";

  /** What is sent before the conversation, without being part of it. */
  @Nullable
  String system;

  boolean streaming = true;

  PromptHistory history = PromptHistory.DEFAULTS;

  private EndpointSettings(URI address) {
    this.address = address;
  }

  /**
   * Begins with an address.
   *
   * @param example what an address should look like
   * @throws IllegalArgumentException if it is not one of http or https, with a host
   */
  static EndpointSettings at(String address, String example) {
    String stripped = address.strip();
    try {
      return at(new URI(stripped), example);
    } catch (URISyntaxException invalid) { // whose message shows all of it
      throw notAnEndpoint(stripped, ": " + invalid.getReason(), example);
    }
  }

  static EndpointSettings at(URI address, String example) {
    String scheme = address.getScheme();
    if (scheme == null
        || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
        || address.getHost() == null) {
      throw notAnEndpoint(address.toString(), "", example);
    }
    int port = address.getPort();
    if (port == 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("the port of \"%s\" must be from 1 to %d"
          .formatted(Addresses.shown(address.toString()), HIGHEST_PORT));
    }
    return new EndpointSettings(address);
  }

  private static IllegalArgumentException notAnEndpoint(
      String given, String reason, String example) {
    return new IllegalArgumentException(
        "\"%s\" is not the URL of an endpoint%s; it should look like %s"
            .formatted(Addresses.shown(given), reason, example));
  }

  /** The same settings at the address of a path below a base, unless the base ends in it already. */
  EndpointSettings below(String path) {
    String base = Objects.requireNonNullElse(address.getRawPath(), "").replaceAll("/+$", "");
    return at(base.endsWith(path) ? base : base + path);
  }

  /** The same settings at another path of the same server, with the same query. */
  EndpointSettings at(String rawPath) {
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return copied(
        URI.create(address.getScheme() + "://" + address.getRawAuthority() + rawPath + query));
  }

  EndpointSettings with(Consumer<EndpointSettings> change) {
    EndpointSettings changed = copied(address);
    change.accept(changed);
    return changed;
  }

  private EndpointSettings copied(URI to) {
    EndpointSettings copy = new EndpointSettings(to);
    copy.headers.putAll(headers);
    copy.options.putAll(options);
    copy.apiKey = apiKey;
    copy.keyChanges = keyChanges;
    copy.request = request;
    copy.client = client;
    copy.strict = strict;
    copy.model = model;
    copy.system = system;
    copy.streaming = streaming;
    copy.history = history;
    return copy;
  }

  /**
   * What of the conversation a request tells.
   *
   * @param encode makes JSON of turns, and says so if it cannot
   */
  List<PromptTurn> turnsOf(AnswerRequest asked, Consumer<List<PromptTurn>> encode) {
    return EarlierQuestions.sendable(history.of(asked.messages()), encode);
  }

  /** The JSON of each option for one request, by its name. */
  Map<String, String> optionsOf(AnswerRequest asked) {
    Map<String, String> json = new LinkedHashMap<>();
    options.forEach((name, value) -> json.put(name, value.apply(asked)));
    return json;
  }
}
