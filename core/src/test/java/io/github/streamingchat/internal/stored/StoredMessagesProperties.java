package io.github.streamingchat.internal.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.AnyMessage;
import io.github.streamingchat.ChatMessage;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A message that was written down is equal to the one that is read again. */
class StoredMessagesProperties {
  @Property(tries = 500)
  void whatIsReadEqualsWhatWasWritten(@ForAll("messages") ChatMessage message) {
    String line = JsonLine.write(StoredMessages.write(message));

    assertThat(read(line)).isEqualTo(message);
    assertThat(line).doesNotContain("\n", "\r");
  }

  @Property(tries = 200)
  void aMessagePassesThroughUtf8(@ForAll("messages") ChatMessage message) {
    byte[] bytes = JsonLine.write(StoredMessages.write(message)).getBytes(StandardCharsets.UTF_8);

    assertThat(read(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(message);
  }

  private static ChatMessage read(String line) {
    return StoredMessages.read(new Fields(JsonLine.read(line)));
  }

  @Provide
  Arbitrary<ChatMessage> messages() {
    return AnyMessage.messages("page-42");
  }
}
