package io.github.streamingchat.examples.web.http;

import io.github.streamingchat.examples.web.wire.Refusal;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives histories away as files. A transcript is written to a file first and sent from there, so that a
 * browser that takes it slowly holds neither a thread nor the text.
 *
 * <p>Immutable and thread-safe.
 */
final class Exports {
  private static final System.Logger LOG = System.getLogger(Exports.class.getName());

  private final Visitors visitors;

  Exports(Visitors visitors) {
    this.visitors = visitors;
  }

  /** {@code GET /api/documents/{doc}/export?format=..&zone=..}. */
  void export(Exchange exchange) {
    ExportFormat format =
        ExportFormat.named(Objects.requireNonNullElse(exchange.query("format"), "text"));
    Transcript transcript =
        Transcript.of(visitors.room(exchange).history()).zone(zone(exchange.query("zone")));
    Path file = written(transcript, format);
    exchange.response().setStatus(200);
    exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, format.type());
    exchange
        .response()
        .getHeaders()
        .put(
            "Content-Disposition",
            "attachment; filename=\"chat-%s.%s\"".formatted(exchange.path("doc"), format.suffix()));
    Callback whenSent = Callback.from(exchange.callback(), () -> delete(file));
    Content.copy(Content.Source.from(file), exchange.response(), whenSent);
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw Refusal.invalid("There is no such time zone.");
    }
  }

  private static Path written(Transcript transcript, ExportFormat format) {
    try {
      Path file = Files.createTempFile("chat-export", "." + format.suffix());
      try (Writer writer = Files.newBufferedWriter(file)) {
        format.write(transcript, writer);
        return file;
      } catch (IOException | RuntimeException failed) {
        delete(file);
        throw failed;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      LOG.log(System.Logger.Level.WARNING, "an export was left behind", left);
    }
  }
}
