package io.github.streamingchat.internal.peer;

import java.net.URI;
import java.util.Locale;

/** Addresses as a person may see them: without user-info and query, either of which may hold a key. */
public final class Addresses {
  private Addresses() {}

  /**
   * Words an address.
   *
   * @param uri an address with a host
   * @return its scheme, host, port and path
   */
  public static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }

  /**
   * Words what was meant to be an address and may be none.
   *
   * @param text what was given
   * @return the text without what stands where user-info and query would, fit to show
   */
  public static String shown(String text) {
    int authority = text.indexOf("//");
    int user = text.lastIndexOf('@');
    String anonymous = user < 0
        ? text
        : text.substring(0, authority < 0 ? 0 : authority + 2) + text.substring(user + 1);
    return PeerWords.shown(anonymous.replaceFirst("(?s)[?#].*", ""));
  }

  /**
   * Tells whether two addresses are of one origin (RFC 6454, section 4), which share credentials.
   *
   * @param one an http or https address
   * @param other another
   * @return whether scheme, host and port are the same
   */
  public static boolean sameOrigin(URI one, URI other) {
    return scheme(one).equals(scheme(other))
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  /**
   * Gives the scheme of an address.
   *
   * @param uri an address
   * @return its scheme in lower case, empty if it has none
   */
  public static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
  }
}
