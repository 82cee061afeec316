package io.github.streamingchat.sse;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import io.github.streamingchat.internal.peer.Addresses;
import io.github.streamingchat.internal.peer.Credentials;
import io.github.streamingchat.internal.peer.PeerWords;
import io.github.streamingchat.internal.peer.StatusFailures;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a response that is no answer into words: what the server said or sent instead, where, and what
 * to do about it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param request what was asked
 * @param credentials what must not be shown
 * @param home the address that the credentials are for, if a redirect left them behind, or null
 */
record ResponseFailures(
    HttpRequest request, Credentials credentials, @Nullable URI home) {
  ChatError status(int status, HttpHeaders headers, String body, StatusPolicy policy, Instant now) {
    StatusPolicy.Meaning meaning = policy.meaning(status);
    return new StatusFailures(request.uri(), credentials, home)
        .status(
            new StatusFailures.Response(status, headers, body),
            meaning.kind(),
            meaning.retryable(),
            now)
        .cause(new HttpStatusException("HTTP status " + status, status, headers, body))
        .build();
  }

  ChatError redirect(int status, RedirectException refused, HttpHeaders headers, String body) {
    String where = "(HTTP %d from %s)".formatted(status, Addresses.shown(request.uri()));
    return ChatError.builder(
            Kind.REQUEST, credentials.hiddenIn(refused.words()) + " " + where + ".")
        .code(refused.code())
        .cause(new HttpStatusException("HTTP status " + status, status, headers, body))
        .build();
  }

  ChatError contentType(Framing framing, String contentType, HttpHeaders headers, String body) {
    String type = contentType.isEmpty() ? "no content type" : PeerWords.shown(contentType);
    String what =
        "The server at %s answered with %s instead of %s; check that the URL is that of the API."
            .formatted(Addresses.shown(request.uri()), type, framing.inWords());
    String cause = "HTTP status 200 with " + type + " instead of " + framing.inWords();
    return ChatError.builder(Kind.PROTOCOL, what)
        .code("content_type")
        .cause(new HttpStatusException(cause, 200, headers, body))
        .build();
  }

  ChatError contentCoding(HttpHeaders headers) {
    String coding = PeerWords.shown(String.join(", ", headers.allValues("Content-Encoding")));
    String what =
        "The server at %s compressed its answer in a way that was not asked for and cannot be read (%s); let it send gzip or nothing of the kind."
            .formatted(Addresses.shown(request.uri()), coding);
    String cause = "HTTP status 200 with content coding " + coding;
    return ChatError.builder(Kind.PROTOCOL, what)
        .code("content_encoding")
        .cause(new HttpStatusException(cause, 200, headers, ""))
        .build();
  }
}
