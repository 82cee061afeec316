package io.github.streamingchat.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerRequestTest {
  private static final MessageId ID = MessageId.of("m1");

  @Test
  void itsMessagesDoNotChangeWithTheCallersList() {
    Conversation conversation = Conversation.create();
    conversation.add(MessageDraft.user("Why?"));
    List<ChatMessage> messages = new ArrayList<>(conversation.snapshot().messages());
    AnswerRequest request = new AnswerRequest("c", ID, messages, 1, null, Limits.DEFAULTS);
    messages.clear();

    assertThat(request.messages()).hasSize(1);
    assertThatThrownBy(() -> request.messages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void itNamesWhatIsMissing() {
    assertThatThrownBy(() -> new AnswerRequest(null, ID, List.of(), 1, null, Limits.DEFAULTS))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("conversationId");
    assertThatThrownBy(() -> new AnswerRequest("c", null, List.of(), 1, null, Limits.DEFAULTS))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("answerId");
    assertThatThrownBy(() -> new AnswerRequest("c", ID, List.of(), 1, null, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("limits");
    assertThatThrownBy(() -> new Problem(null, "message"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
    assertThatThrownBy(() -> new Problem("code", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("message");
  }
}
