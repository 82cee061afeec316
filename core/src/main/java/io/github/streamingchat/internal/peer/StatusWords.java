package io.github.streamingchat.internal.peer;

/**
 * What a status means in words, and what to do about it.
 *
 * @param problem the beginning of a sentence
 * @param advice what to do, or empty
 */
public record StatusWords(String problem, String advice) {
  /**
   * Looks a status up.
   *
   * @param status any status but 200
   * @return what it means
   */
  public static StatusWords of(int status) {
    return switch (status) {
      case 204 -> words("The server had nothing to answer", "");
      case 401 -> words("The server wants other credentials", "check the API key");
      case 402 -> words("The account has no credit for this", "check its balance and its billing");
      case 403 -> words("The credentials are not allowed to do this", "check the API key's rights");
      case 404 -> words("There is nothing at this address", "check the URL and the model's name");
      case 405 ->
        words("This address takes no questions", "check the URL, which should be that of the API");
      case 407 ->
        words(
            "The proxy wants credentials",
            "lend an HttpClient that has the proxy and an authenticator");
      case 408, 425 -> words("The server could not take the request now", "try again");
      case 409 -> words("The server is busy with a conflicting request", "try again");
      case 410 ->
        words("There is nothing at this address any more", "check the URL and the model's name");
      case 413 -> words("The request is too large", "send a shorter conversation");
      case 414 -> words("The address is too long", "shorten its query");
      case 415 ->
        words("The server does not take a body of this type", "check the URL and its protocol");
      case 422 ->
        words(
            "The server understood the request but did not accept it",
            "check the model and the options");
      case 426 ->
        words("The server wants another version of HTTP", "set HttpTransport.Builder.http2");
      case 429 -> words("Too many requests", "wait before trying again");
      case 431 -> words("The request's headers are too large", "send fewer or shorter ones");
      case 501, 505, 510 -> words("The server cannot do this", "check the URL and the options");
      case 511 -> words("The network wants a login", "log in to it");
      default -> ofClass(status);
    };
  }

  private static StatusWords ofClass(int status) {
    if (status >= 500) {
      return words("The server failed", "try again later");
    }
    if (status >= 400) {
      return words("The server did not accept the request", "check the model and the options");
    }
    return status >= 300
        ? words("The server is elsewhere", "")
        : words("The server answered with a status that has no stream", "");
  }

  private static StatusWords words(String problem, String advice) {
    return new StatusWords(problem, advice);
  }
}
