package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Every way in which an answer that streams can end. */
enum Ending {
  COMPLETED(
      MessageStatus.COMPLETED, LateCause.ENDED, (scene, answer) -> scene.sink().completed(true)),
  COMPLETED_WITHOUT_MARK(
      MessageStatus.COMPLETED, LateCause.ENDED, (scene, answer) -> scene.sink().completed(false)),
  TRUNCATED(
      MessageStatus.FAILED, LateCause.ENDED, (scene, answer) -> scene.sink().truncated(null)),
  FAILED(
      MessageStatus.FAILED,
      LateCause.ENDED,
      (scene, answer) -> scene.sink().failed(ChatError.of(ChatError.Kind.PROVIDER, "overloaded"))),
  WENT_SILENT(
      MessageStatus.FAILED,
      LateCause.ENDED,
      (scene, answer) -> scene.time.advance(Scene.TIMEOUTS.idle())),
  TOOK_TOO_LONG(MessageStatus.FAILED, LateCause.ENDED, (scene, answer) -> {
    for (int second = 0; second < Scene.TIMEOUTS.total().toSeconds(); second++) {
      scene.sink().heartbeat();
      scene.time.advance(Duration.ofSeconds(1));
    }
  }),
  CANCELLED(MessageStatus.CANCELLED, LateCause.CANCELLED, (scene, answer) -> answer.cancel()),
  CHAT_CLOSED(MessageStatus.CANCELLED, LateCause.CANCELLED, (scene, answer) -> scene.chat.close()),
  CLEARED(
      MessageStatus.CANCELLED, LateCause.CLEARED, (scene, answer) -> scene.conversation.clear()),
  REMOVED(
      MessageStatus.CANCELLED,
      LateCause.CLEARED,
      (scene, answer) -> scene.conversation.remove(answer.primary()));

  final MessageStatus status;
  final LateCause lateCause;
  private final BiConsumer<Scene, Answer> how;

  Ending(MessageStatus status, LateCause lateCause, BiConsumer<Scene, Answer> how) {
    this.status = status;
    this.lateCause = lateCause;
    this.how = how;
  }

  void of(Scene scene, Answer answer) {
    how.accept(scene, answer);
  }

  boolean leavesTheMessageInTheConversation() {
    return lateCause != LateCause.CLEARED;
  }
}
