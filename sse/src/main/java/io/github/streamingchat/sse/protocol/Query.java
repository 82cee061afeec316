package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;

/** Adds parameters to the query of an address, with all but the unreserved characters encoded. */
final class Query {
  /** RFC 3986, section 2.3. */
  private static final String UNRESERVED_MARKS = "-._~";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Query() {}

  static URI added(URI address, Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) -> query
        .append(query.isEmpty() ? "" : "&")
        .append(encoded(name))
        .append('=')
        .append(encoded(value)));
    String whole = address.toString();
    int fragment = whole.indexOf('#');
    String base = fragment < 0 ? whole : whole.substring(0, fragment);
    String joint = address.getRawQuery() == null ? "?" : address.getRawQuery().isEmpty() ? "" : "&";
    return URI.create(base + joint + query);
  }

  /** A JSON string stands for its text, any other value for its JSON. */
  static String value(String json) {
    Object string =
        json.startsWith("\"") ? JsonFrames.readOrNull(json, JsonMembers::wholeOrText) : null;
    return string == null ? json : string.toString();
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : JsonBody.utf8(text)) {
      char c = (char) (each & 0xFF);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || UNRESERVED_MARKS.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(each));
      }
    }
    return encoded.toString();
  }
}
