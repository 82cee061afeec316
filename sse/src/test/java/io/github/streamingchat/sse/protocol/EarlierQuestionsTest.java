package io.github.streamingchat.sse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.streamingchat.Conversation;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.AnswerRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question that could not be sent does not stand in the way of those after it. */
class EarlierQuestionsTest {
  private static final MessageDraft TABLE = MessageDraft.builder(Role.USER)
      .text("Look at this: ")
      .part(new Part.Data("table", null, List.of(1, 2)))
      .build();
  private static final Ollama OLLAMA = Ollama.at("http://localhost").model("m");

  static Stream<HttpEndpoint<?>> endpoints() {
    return Stream.of(
        OpenAi.at("http://localhost").model("m"),
        OpenAiResponses.at("http://localhost").model("m"),
        Anthropic.at("http://localhost").model("m"),
        Gemini.at("http://localhost").model("m"),
        OLLAMA,
        AgUi.at("http://localhost"),
        TextLines.at("http://localhost"));
  }

  private static String asked(HttpEndpoint<?> endpoint, MessageDraft... drafts) {
    Conversation conversation = Conversation.create();
    for (MessageDraft draft : drafts) {
      conversation.add(draft);
    }
    return Bodies.of(endpoint
        .protocol()
        .request(new AnswerRequest(
            "c", MessageId.of("a"), conversation.snapshot().messages(), 1, null, Limits.DEFAULTS)));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void whatItHeldIsToldInWords(HttpEndpoint<?> endpoint) {
    String body = asked(endpoint, TABLE, MessageDraft.user("Then without it"));

    assertThat(body)
        .contains("Look at this: ", "Something of kind Data stood here", "Then without it");
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void theQuestionThatIsAskedIsSentWholeOrNotAtAll(HttpEndpoint<?> endpoint) {
    assertThatThrownBy(() -> asked(endpoint, MessageDraft.user("Hi"), TABLE))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("Data");
  }

  @Test
  void aPictureThatAnotherProviderTookIsNamed() {
    MessageDraft picture = MessageDraft.builder(Role.USER)
        .part(new Part.File("image/png", "p.png", "https://example.org/p.png", null))
        .build();

    assertThat(asked(OLLAMA, picture, MessageDraft.assistant("A cat"), MessageDraft.user("Why?")))
        .contains("A file of type image/png, \\\"p.png\\\", stood here");
  }

  @Test
  void aPictureThatCanBeSentIsSentEachTime() {
    MessageDraft picture = MessageDraft.builder(Role.USER)
        .part(new Part.File("image/png", "p.png", "data:image/png;base64,aGk=", null))
        .build();

    assertThat(asked(OLLAMA, picture, MessageDraft.assistant("A cat"), MessageDraft.user("Why?")))
        .contains("\"images\":[\"aGk=\"]");
  }
}
