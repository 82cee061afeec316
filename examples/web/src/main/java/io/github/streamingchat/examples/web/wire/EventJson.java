package io.github.streamingchat.examples.web.wire;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.stream.Progress;
import io.github.streamingchat.stream.StateChange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What the events of a stream say, as document 004 has them and beyond it. */
public final class EventJson {
  private EventJson() {}

  /**
   * Says first by which id the stream can be cancelled.
   *
   * @param streamId the id
   * @return the data of a {@code message} without text
   */
  public static Map<String, @Nullable Object> named(String streamId) {
    Map<String, @Nullable Object> metadata = metadata("", false, false);
    metadata.put("stream_id", streamId);
    return Json.object("content", "", "metadata", metadata);
  }

  /**
   * Says more of the text.
   *
   * @param text the new text only
   * @param code whether it is code, or some of it
   * @param link whether it is a link, or some of it
   * @return the data of a {@code message}
   */
  public static Map<String, @Nullable Object> piece(String text, boolean code, boolean link) {
    return Json.object("content", text, "metadata", metadata(text, code, link));
  }

  /** Document 004 counts characters and calls them tokens. */
  private static Map<String, @Nullable Object> metadata(String text, boolean code, boolean link) {
    int characters = text.codePointCount(0, text.length());
    return Json.object("token_count", characters, "is_code", code, "is_link", link);
  }

  /**
   * Says where the answer stands.
   *
   * @param change how it came there
   * @return the data of a {@code status}
   */
  public static Map<String, @Nullable Object> status(StateChange change) {
    Map<String, @Nullable Object> status =
        Json.object("state", change.to().name(), "attempt", change.attempt());
    Optional.ofNullable(change.delay())
        .map(Duration::toMillis)
        .ifPresent(millis -> status.put("retryInMillis", millis));
    return status;
  }

  /**
   * Says how far the answer has come.
   *
   * @param progress how far
   * @param total how many characters are expected, or 0 if nobody knows
   * @return the data of a {@code progress}
   */
  public static Map<String, @Nullable Object> progress(Progress progress, long total) {
    OptionalDouble share = progress.share(total);
    return Json.object(
        "elapsedMillis",
        progress.elapsed().toMillis(),
        "pieces",
        progress.pieces(),
        "characters",
        progress.characters(),
        "share",
        share.isPresent() ? share.getAsDouble() : null);
  }

  /**
   * Says why the answer failed.
   *
   * @param error why
   * @return the data of an {@code error}
   */
  public static Map<String, @Nullable Object> error(ChatError error) {
    return Json.object("error", ErrorJson.of(error));
  }

  /**
   * Says how the answer ended.
   *
   * @param message the answer as it stays
   * @return the data of a {@code complete}
   */
  public static Map<String, @Nullable Object> complete(ChatMessage message) {
    return Json.object(
        "status",
        message.status().name(),
        "finishReason",
        MessageJson.finishReason(message),
        "messageId",
        message.id().value(),
        "metadata",
        message.metadata());
  }
}
