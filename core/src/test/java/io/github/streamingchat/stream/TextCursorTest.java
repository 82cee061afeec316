package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.AllocatedBytes;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextCursorTest {
  private final TextCursor cursor = new TextCursor();

  private static ChatMessage message(List<? extends Part> parts) {
    return ChatMessage.builder(MessageId.of("m1"), "c", Role.ASSISTANT, Instant.EPOCH)
        .parts(List.copyOf(parts))
        .build();
  }

  @Test
  void partsThatCameAreReadOneByOneAndAPartThatIsGoneIsMissed() {
    ChatMessage two = message(List.of(Part.text("a"), Part.text("b")));
    ChatMessage three = message(List.of(Part.text("a"), Part.text("bc"), Part.text("d")));

    assertThat(cursor.next(two)).isEqualTo("a");
    assertThat(cursor.next(two)).isEqualTo("b");
    assertThat(cursor.next(three)).isEqualTo("c");
    assertThat(cursor.next(three)).isEqualTo("d");
    assertThat(cursor.next(three)).isNull();
    assertThat(cursor.isVoid(three)).isFalse();
    assertThat(cursor.isVoid(two)).isTrue();
  }

  /** How many parts there are is for the peer to say. */
  @Test
  void memoryIsTakenInProportionToTheParts() {
    int parts = 2_000;
    ChatMessage message = message(Collections.nCopies(parts, Part.text("a")));

    assertThat(AllocatedBytes.by(() -> cursor.skip(message))).isLessThan(400L * parts);
    assertThat(cursor.hasNext(message)).isFalse();
  }
}
