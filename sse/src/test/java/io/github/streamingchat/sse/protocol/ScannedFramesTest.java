package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.internal.json.ScannedMembers;
import io.github.streamingchat.sse.Framing;
import io.github.streamingchat.sse.JsonLinesParser;
import io.github.streamingchat.sse.SseFrame;
import io.github.streamingchat.sse.SseParser;
import io.github.streamingchat.sse.protocol.Recordings.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What peers send is read from its bytes: a frame that is left to Jackson costs several times as much. */
class ScannedFramesTest {
  static List<Recording> recordings() {
    return Recordings.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void noFrameOfARecordingIsLeftToJackson(Recording recording) {
    ScannedMembers scanned = new ScannedMembers();
    List<String> left = new ArrayList<>();
    List<String> read = new ArrayList<>();
    byte[] bytes = recording.bytes();
    if (recording.endpoint().framing() == Framing.JSON_LINES) {
      new JsonLinesParser(frame -> (isRead(scanned, frame) ? read : left).add(frame.data()))
          .feed(bytes, 0, bytes.length);
    } else {
      new SseParser(frame -> (isRead(scanned, frame) ? read : left).add(frame.data()))
          .feed(bytes, 0, bytes.length);
    }

    assertThat(left).filteredOn(data -> data.startsWith("{")).isEmpty();
    assertThat(read).isNotEmpty();
  }

  private static boolean isRead(ScannedMembers scanned, SseFrame frame) {
    Map<String, @Nullable Object> members = scanned.read(
        frame.bytes(), frame.offset(), frame.length(), json -> json.whole(name -> true));
    return members != null;
  }
}
