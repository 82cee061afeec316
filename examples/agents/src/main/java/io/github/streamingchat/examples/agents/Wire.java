package io.github.streamingchat.examples.agents;

import io.github.streamingchat.websocket.protocol.BadFrameException;
import io.github.streamingchat.websocket.protocol.Envelope;
import io.github.streamingchat.websocket.protocol.Frame;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what arrives goes to its room, and what agents say goes out.
 *
 * <p>Thread-safe; Jetty, which finds its methods by their names, wants the class to be public.
 */
public final class Wire implements Session.Listener.AutoDemanding {
  private static final String NO_SESSION = "default";

  private final Rooms rooms;
  private volatile @Nullable Session session;

  Wire(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
  }

  @Override
  public void onWebSocketText(String text) {
    try {
      take(Frame.parse(text));
    } catch (BadFrameException bad) {
      String words = Objects.requireNonNullElse(bad.getMessage(), "not a frame");
      send(new Frame.Failure(Envelope.EMPTY, words, "bad_frame", Map.of()).json());
    }
  }

  private void take(Frame frame) {
    Envelope envelope = frame.envelope();
    Room room = rooms.room(Objects.requireNonNullElse(envelope.sessionId(), NO_SESSION));
    if (frame instanceof Frame.Message turn) {
      room.asked(turn, this);
    } else if (frame instanceof Frame.Resume wish) {
      room.resume(wish, this);
    } else if (frame instanceof Frame.Cancel && envelope.id() != null) {
      room.cancel(envelope.id());
    }
  }

  /** Sends a frame, or drops it if the connection is gone. Does not block. */
  void send(String json) {
    Session open = session;
    if (open != null && open.isOpen()) {
      // a reader so slow that its queue is full has lost a frame, and may come back and resume
      open.sendText(json, Callback.from(() -> {}, failed -> open.disconnect()));
    }
  }

  boolean isOpen() {
    Session open = session;
    return open != null && open.isOpen();
  }
}
