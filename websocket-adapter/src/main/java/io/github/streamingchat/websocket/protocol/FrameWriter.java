package io.github.streamingchat.websocket.protocol;

import io.github.streamingchat.Author;
import io.github.streamingchat.internal.json.JsonValueWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes frames as the document has them. */
final class FrameWriter {
  private FrameWriter() {}

  static String json(Frame frame) {
    return JsonValueWriter.json(members(frame));
  }

  private static Map<String, ? extends @Nullable Object> members(Frame frame) {
    if (frame instanceof Frame.Other other) {
      return other.members();
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (frame instanceof Frame.Failure failure) {
      members.putAll(failure.members());
    }
    members.put("type", type(frame));
    put(members, "id", frame.envelope().id());
    if (frame instanceof Frame.Message message) {
      members.put("content", message.content());
    } else if (frame instanceof Frame.Stream stream) {
      put(members, "chunk", stream.chunk());
      if (stream.offset() >= 0) {
        members.put("offset", stream.offset());
      }
    } else if (frame instanceof Frame.Failure failure) {
      members.put("message", failure.message());
      put(members, "code", failure.code());
    } else if (frame instanceof Frame.Resume resume) {
      members.put("offset", resume.offset());
    }
    envelope(members, frame);
    return members;
  }

  private static String type(Frame frame) {
    return frame instanceof Frame.Message
        ? FrameReader.MESSAGE
        : frame instanceof Frame.Stream
            ? FrameReader.STREAM
            : frame instanceof Frame.Failure
                ? FrameReader.ERROR
                : frame instanceof Frame.Cancel
                    ? FrameReader.CANCEL
                    : frame instanceof Frame.Resume
                        ? FrameReader.RESUME
                        : FrameReader.CANNOT_RESUME;
  }

  private static void envelope(Map<String, @Nullable Object> members, Frame frame) {
    Envelope envelope = frame.envelope();
    put(members, "sender", envelope.sender());
    Instant timestamp = envelope.timestamp();
    put(members, "timestamp", timestamp == null ? null : timestamp.toString());
    Author agent = envelope.agent();
    if (agent != null) {
      put(members, "agentId", agent.id());
      put(members, "agentName", agent.name());
      put(members, "agentType", agent.type());
      put(members, "agentAvatar", agent.avatar());
    }
    put(members, "session_id", envelope.sessionId());
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(envelope.metadata());
    put(metadata, "reply_to", envelope.replyTo());
    if (frame instanceof Frame.Stream stream) {
      members.put("stream_start", stream.start());
      boolean isEmptyStep = !stream.start() && !stream.end();
      members.put("stream_chunk", stream.chunk() != null || isEmptyStep);
      members.put("stream_end", stream.end());
      if (stream.error()) {
        members.put("error", true);
      }
    }
    if (!metadata.isEmpty()) {
      members.put("metadata", metadata);
    }
  }

  private static void put(
      Map<String, @Nullable Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
