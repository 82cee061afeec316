package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.protocol.AgUiEvents.callStart;
import static io.github.streamingchat.sse.protocol.AgUiEvents.chunk;
import static io.github.streamingchat.sse.protocol.AgUiEvents.content;
import static io.github.streamingchat.sse.protocol.AgUiEvents.end;
import static io.github.streamingchat.sse.protocol.AgUiEvents.event;
import static io.github.streamingchat.sse.protocol.AgUiEvents.run;
import static io.github.streamingchat.sse.protocol.AgUiEvents.runStrictly;
import static io.github.streamingchat.sse.protocol.AgUiEvents.start;
import static io.github.streamingchat.sse.protocol.AgUiEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Part;
import io.github.streamingchat.transport.StreamEvent.Completed;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One run's many messages, and the disorder in which servers tell them. */
class AgUiTextsTest {
  private static List<String> texts(Decoding decoding) {
    return decoding.messages().stream().map(ChatMessage::text).toList();
  }

  private static String snapshot(String messages) {
    return event("MESSAGES_SNAPSHOT", "'messages':[" + messages + "]");
  }

  @Test
  void oneRunYieldsManyMessagesAndTheFirstIsThePrimaryOne() {
    Decoding decoding = run(text("m1", "one"), text("m2", "two"), text("m3", "three"));

    assertThat(decoding.texts()).isEqualTo(Map.of("", "one", "m2", "two", "m3", "three"));
    assertThat(decoding.messages())
        .extracting(message -> List.copyOf(message.aliases()))
        .containsExactly(List.of("m1"), List.of("m2"), List.of("m3"));
  }

  @Test
  void anAgentThatDoesNotStreamTellsItsAnswerInASnapshot() {
    Decoding decoding = run(snapshot("{'id':'a0','role':'assistant','content':'before'},"
        + "{'id':'u1','role':'user','content':'?'},"
        + "{'id':'a1','role':'assistant','content':'one'},"
        + "{'id':'a2','role':'assistant','content':'two'}"));

    assertThat(texts(decoding)).containsExactly("one", "two");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aSnapshotThatEndsWithTheQuestionTellsNothing() {
    assertThat(run(snapshot("{'id':'a0','role':'assistant','content':'before'},"
                + "{'id':'u1','role':'user','content':'?'}"))
            .text())
        .isEmpty();
  }

  @Test
  void messagesThatInterleaveAreRoutedByTheirIds() {
    Decoding decoding = run(
        start("m1"),
        start("m2"),
        content("m1", "on"),
        content("m2", "tw"),
        content("m1", "e"),
        end("m1"),
        content("m2", "o"),
        end("m2"));

    assertThat(texts(decoding)).containsExactly("one", "two");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theNameOfTheAgentIsItsAuthor() {
    Decoding decoding = run(
        event("TEXT_MESSAGE_START", "'messageId':'m1','name':'planner'"),
        content("m1", "Hi"),
        end("m1"));

    assertThat(decoding.message().author()).contains(Author.named("planner"));
  }

  @Test
  void aMessageThatSaysNothingIsNoneOfTheAnswer() {
    Decoding decoding = run(
        text("m1", "Hi"),
        event("TEXT_MESSAGE_START", "'messageId':'m2','name':'helper','metadata':{'a':1}"),
        content("m2", ""),
        event("TEXT_MESSAGE_END", "'messageId':'m2','metadata':{'finishReason':'stop'}"));

    assertThat(texts(decoding)).containsExactly("Hi");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void whatWasToldOfAMessageBeforeItSaidSomethingIsKept() {
    ChatMessage second = run(
            text("m1", "Hi"),
            event("TEXT_MESSAGE_START", "'messageId':'m2','name':'helper','metadata':{'a':1}"),
            content("m2", "Bye"),
            end("m2"))
        .messages()
        .get(1);

    assertThat(second.author()).contains(Author.named("helper"));
    assertThat(second.metadata()).containsEntry("a", 1L);
    assertThat(second.aliases()).containsExactly("m2");
  }

  @Test
  void textInAnotherRoleIsNoPartOfTheAnswer() {
    Decoding decoding = run(
        event("TEXT_MESSAGE_START", "'messageId':'u1','role':'user'"),
        content("u1", "How is "),
        content("u1", "it?"),
        end("u1"),
        text("m1", "Fine."),
        chunk("'messageId':'s1','role':'system','delta':'Be '"),
        chunk("'messageId':'s1','delta':'kind.'"));

    assertThat(texts(decoding)).containsExactly("Fine.");
    assertThat(decoding.message().parts(Part.Raw.class))
        .containsExactly(
            new Part.Raw("message", Map.of("id", "u1", "role", "user", "content", "How is it?")),
            new Part.Raw("message", Map.of("id", "s1", "role", "system", "content", "Be kind.")));
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void theFirstChunkOpensAndTheOthersNeedNoId() {
    Decoding decoding = run(
        chunk("'messageId':'m1','role':'assistant','delta':'Hel'"),
        chunk("'delta':'lo'"),
        chunk("'messageId':'m2','delta':'Bye'"),
        chunk("'delta':'!'"));

    assertThat(texts(decoding)).containsExactly("Hello", "Bye!");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void chunksGoOnAfterAnEventOfAnotherKindUnderTheirId() {
    Decoding decoding = run(
        chunk("'messageId':'m1','delta':'Hel'"),
        event("TOOL_CALL_CHUNK", "'toolCallId':'c1','toolCallName':'w','delta':'{}'"),
        chunk("'messageId':'m1','delta':'lo'"));

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aChunkForAnOpenIdIsContentAgUi161() {
    Decoding decoding = run(
        start("m1"),
        chunk("'messageId':'m1','delta':'Hel'"),
        chunk("'delta':'l'"),
        content("m1", "o"),
        end("m1"));

    assertThat(texts(decoding)).containsExactly("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void emptyAndMissingDeltasSayNothing() {
    Decoding decoding = run(
        start("m1"),
        content("m1", ""),
        event("TEXT_MESSAGE_CONTENT", "'messageId':'m1'"),
        event("TEXT_MESSAGE_CONTENT", "'messageId':'m1','delta':null"),
        event("TEXT_MESSAGE_CONTENT", "'messageId':'m1','delta':{'text':'x'}"),
        chunk("'messageId':'m1'"),
        content("m1", "Hi"),
        end("m1"));

    assertThat(decoding.message().text()).isEqualTo("Hi");
    assertThat(decoding.problems()).isEmpty();
  }

  static Stream<Arguments> disorder() {
    return Stream.of(
        Arguments.of("text_after_end", text("m1", "Hel") + content("m1", "lo") + end("m1")),
        Arguments.of("text_after_end", text("m1", "Hel") + text("m1", "lo")),
        Arguments.of("text_after_end", text("m1", "Hel") + chunk("'messageId':'m1','delta':'lo'")),
        Arguments.of("text_without_start", content("m1", "Hel") + content("m1", "lo") + end("m1")),
        Arguments.of("started_twice", start("m1") + content("m1", "Hel") + text("m1", "lo")),
        Arguments.of("end_without_start", text("m1", "Hello") + end("m1")),
        Arguments.of("open_at_end", start("m1") + content("m1", "Hello")),
        Arguments.of("chunk_without_id", chunk("'delta':'Hel'") + chunk("'delta':'lo'")));
  }

  @ParameterizedTest
  @MethodSource("disorder")
  void disorderIsPutRightAndReportedAgentscopeJava3071(String code, String events) {
    Decoding decoding = run(events);

    assertThat(texts(decoding)).containsExactly("Hello");
    assertThat(decoding.problems()).containsExactly(code);
    assertThat(decoding.end()).isEqualTo(new Completed(true));
  }

  @ParameterizedTest
  @MethodSource("disorder")
  void readStrictlyDisorderFailsTheAnswerAndKeepsTheText(String code, String events) {
    Decoding decoding = runStrictly(events);

    assertThat(decoding.error().kind()).isEqualTo(ChatError.Kind.PROTOCOL);
    assertThat(decoding.error().code()).isEqualTo(code);
    assertThat(decoding.ends()).isOne();
    assertThat("Hello").startsWith(decoding.text());
  }

  @Test
  void contentThatNamesNoMessageIsThatOfTheOpenOne() {
    Decoding decoding = run(
        start("m1"), event("TEXT_MESSAGE_CONTENT", "'delta':'Hi'"), event("TEXT_MESSAGE_END", ""));

    assertThat(texts(decoding)).containsExactly("Hi");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aSnapshotTellsTheWholeOfATextThatEnded() {
    Decoding decoding =
        run(text("m1", "Hel"), snapshot("{'id':'m1','role':'assistant','content':'Hello'}"));

    assertThat(decoding.message().text()).isEqualTo("Hello");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aSnapshotDoesNotDropTheMessageThatIsBeingToldCopilotKit6301() {
    for (String known : List.of("", "{'id':'m2','role':'assistant','content':'Good'}")) {
      Decoding decoding = run(
          text("m1", "Hi"),
          start("m2"),
          content("m2", "Good b"),
          snapshot(known),
          content("m2", "ye"),
          end("m2"));

      assertThat(texts(decoding)).containsExactly("Hi", "Good bye");
      assertThat(decoding.problems()).isEmpty();
    }
  }

  @Test
  void aSnapshotBetweenTwoChunksDoublesNothing() {
    Decoding decoding = run(
        chunk("'messageId':'m1','delta':'Hello '"),
        callStart("c1", ""),
        snapshot("{'id':'m1','role':'assistant','content':'Hello wo'}"),
        chunk("'messageId':'m1','delta':'world'"));

    assertThat(texts(decoding)).containsExactly("Hello world");
  }

  @Test
  void aSnapshotBehindTheLastChunkCounts() {
    Decoding decoding = run(
        chunk("'messageId':'m1','delta':'Hello '"),
        callStart("c1", ""),
        snapshot("{'id':'m1','role':'assistant','content':'Hello world'}"));

    assertThat(texts(decoding)).containsExactly("Hello world");
  }

  @Test
  void nothingElseOfASnapshotTouchesTheConversation() {
    Decoding decoding = run(
        text("m1", "Hi"),
        snapshot("{'id':'u1','role':'user','content':'?'},"
            + "{'id':'m0','role':'assistant','content':'earlier'},"
            + "{'id':'m1','role':'assistant'},"
            + "{'id':'a1','role':'activity','activityType':'x','content':{}},"
            + "7,{'id':3}"));

    assertThat(texts(decoding)).containsExactly("Hi");
    assertThat(decoding.message().parts()).hasSize(1);
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void idsWithoutEndDoNotFillTheMemory() {
    LatestIds<Boolean> ids = new LatestIds<>();
    for (int i = 0; i <= LatestIds.MOST; i++) {
      ids.put("id" + i, true);
    }

    assertThat(ids).hasSize(LatestIds.MOST).doesNotContainKey("id0");
  }

  @Test
  void anOverlongIdIsNone() {
    String id = "x".repeat(2000);
    Decoding decoding = run(text(id, "Hi"), callStart("c1", ",'parentMessageId':'" + id + "'"));

    assertThat(texts(decoding)).containsExactly("Hi");
    assertThat(decoding.messages()).hasSize(1);
  }
}
