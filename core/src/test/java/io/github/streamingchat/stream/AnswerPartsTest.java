package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Delivery;
import io.github.streamingchat.Part;
import io.github.streamingchat.stream.PartChange.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener is told of the parts of an answer. */
class AnswerPartsTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final RetryPolicy REPLACE = RetryPolicy.builder()
      .backoff(new Backoff(PAUSE, 1, PAUSE, Backoff.Jitter.NONE))
      .afterText(RetryPolicy.AfterText.REPLACE_TEXT)
      .build();
  private static final ChatError BROKEN =
      ChatError.builder(ChatError.Kind.CONNECTION, "Broken.").retryable(true).build();

  private final List<String> told = new ArrayList<>();
  private final ShownParts shown = new ShownParts();
  private Scene scene = new Scene();
  private Answer answer = scene.ask();

  private final AnswerListener listener = new AnswerListener() {
    @Override
    public void onText(String text) {
      told.add("text " + text);
    }

    @Override
    public void onTextReplaced(String text) {
      told.add("instead " + text);
    }

    @Override
    public void onPart(PartChange change) {
      shown.onPart(change);
      told.add("%s %d %s %s"
          .formatted(
              change.kind(),
              change.index(),
              change.part().getClass().getSimpleName(),
              change.text()));
    }

    @Override
    public void onOutcome(Outcome outcome) {
      told.add("end");
      assertThat(shown.parts()).isEqualTo(ShownParts.of(outcome.messages()));
    }
  };

  private void follow(Delivery delivery) {
    answer.subscribe(listener, delivery);
    told.clear();
  }

  private static Delivery delivery(boolean every) {
    return every ? Delivery.every().on(Runnable::run) : Delivery.coalesced().on(Runnable::run);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyPartIsToldAsItGrows(boolean every) {
    follow(delivery(every));
    scene.primary().reasoning("r", "Let me ");
    scene.primary().reasoning("r", "see.");
    scene.text("It");
    scene.primary().put("k", new Part.ToolCall("c", "add", ChatText.EMPTY, false));
    scene.primary().arguments("k", "{\"a\":");
    scene.primary().arguments("k", "1}");
    scene.primary().completeArguments("k");
    scene.text(" is");
    scene.sink().completed(true);

    assertThat(told)
        .containsExactly(
            "ADDED 0 Reasoning Let me ",
            "UPDATED 0 Reasoning see.",
            "text It",
            "ADDED 1 Text It",
            "ADDED 2 ToolCall ",
            "UPDATED 2 ToolCall {\"a\":",
            "UPDATED 2 ToolCall 1}",
            "UPDATED 2 ToolCall ",
            "text  is",
            "UPDATED 1 Text  is",
            "end");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoComesLateIsToldAllOfIt(boolean every) {
    scene.primary().reasoning("r", "Hm.");
    scene.text("Because");
    answer.subscribe(listener, delivery(every));

    assertThat(told)
        .containsExactly("text Because", "ADDED 0 Reasoning Hm.", "ADDED 1 Text Because");
    scene.sink().completed(true);
    assertThat(told).endsWith("end");
  }

  @Test
  void furtherMessagesAreToldWithTheirOwn() {
    List<ChatMessage> messages = new ArrayList<>();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onPart(PartChange change) {
            messages.add(change.message());
          }
        },
        Runnable::run);
    follow(delivery(false));
    scene.text("a");
    scene.sink().message("1").text("0", "x");
    scene.sink().message("1").text("0", "y");
    scene.text("b");

    assertThat(told)
        .containsExactly(
            "text a",
            "ADDED 0 Text a",
            "ADDED 0 Text x",
            "UPDATED 0 Text y",
            "text b",
            "UPDATED 0 Text b");
    assertThat(messages)
        .extracting(ChatMessage::id)
        .containsExactly(
            answer.primary(), answer.messages().get(1), answer.messages().get(1), answer.primary());
    assertThat(messages).extracting(ChatMessage::text).containsExactly("a", "x", "xy", "ab");
  }

  @Test
  void whatComesAgainWholeTakesThePlaceOfWhatWasTold() {
    follow(delivery(false));
    scene.primary().put("d", new Part.Data("chart", "d", List.of(1)));
    scene.primary().put("d", new Part.Data("chart", "d", List.of(1)));
    scene.primary().put("d", new Part.Data("chart", "d", List.of(2)));

    assertThat(told).containsExactly("ADDED 0 Data ", "REPLACED 0 Data ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAFailedAttemptBroughtIsTakenBack(boolean every) {
    scene = new Scene(REPLACE);
    answer = scene.ask();
    follow(delivery(every));
    scene.primary().reasoning("r", "Wrong.");
    scene.text("No");
    scene.sink().message("1").text("0", "x");
    scene.sink().failed(BROKEN);
    told.clear();
    scene.time.advance(PAUSE);
    scene.text("Yes");
    scene.sink().completed(true);

    assertThat(told)
        .containsExactly(
            "instead Yes", "REPLACED 0 Text Yes", "REMOVED 1 Text ", "REMOVED 0 Text ", "end");
  }

  @Test
  void aBusyListenerIsToldWhatCameMeanwhileAsOne() {
    List<Runnable> tasks = new ArrayList<>();
    answer.subscribe(listener, tasks::add);
    scene.primary().reasoning("r", "Let me ");
    scene.primary().reasoning("r", "see.");
    scene.text("Be");
    scene.text("cause");
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }

    assertThat(told)
        .containsExactly("text Because", "ADDED 0 Reasoning Let me see.", "ADDED 1 Text Because");
  }

  @Test
  void aListenerThatThrowsIsReportedAndToldTheRest() {
    IllegalStateException thrown = new IllegalStateException("listener");
    List<String> texts = new ArrayList<>();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onPart(PartChange change) {
            texts.add(change.text());
            throw thrown;
          }
        },
        Runnable::run);
    scene.text("Be");
    scene.text("cause");

    assertThat(texts).containsExactly("Be", "cause");
    assertThat(scene.reported).containsExactly(thrown, thrown);
  }

  @Test
  void toTellAPartCopiesNothing() {
    StringBuilder kinds = new StringBuilder();
    answer.subscribe(
        new AnswerListener() {
          @Override
          public void onPart(PartChange change) {
            kinds.append(change.kind()).append(change.from()).append(' ');
          }
        },
        Runnable::run);
    scene.text("Be");
    scene.text("cause");

    assertThat(kinds).hasToString("ADDED0 UPDATED2 ");
    assertThat(new PartChange(answer.message(), 0, Kind.ADDED, Part.text("secret"), 0).toString())
        .doesNotContain("secret");
  }

  @Test
  void theEndOfAClearedAnswerIsToldWithItsParts() {
    follow(delivery(false));
    scene.text("Because");
    scene.conversation.clear();

    assertThat(told).containsExactly("text Because", "ADDED 0 Text Because", "end");
    assertThat(answer.messages()).hasSize(1);
  }
}
