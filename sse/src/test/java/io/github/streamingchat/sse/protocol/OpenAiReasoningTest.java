package io.github.streamingchat.sse.protocol;

import static io.github.streamingchat.sse.Chunks.DONE;
import static io.github.streamingchat.sse.Chunks.data;
import static io.github.streamingchat.sse.Chunks.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.transport.StreamEvent.Reasoning;
import io.github.streamingchat.transport.StreamEvent.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasoning, which only the compatible servers tell. */
class OpenAiReasoningTest {
  private static String delta(String members) {
    return data("{'choices':[{'index':0,'delta':{" + members + "}}]}");
  }

  private static Decoding decoded(String... frames) {
    return Decoding.of(String.join("", frames) + DONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'reasoning_content':'Hmm'",
        "'reasoning':'Hmm'",
        "'reasoning_content':'Hmm','reasoning':'no'",
        "'reasoning':'no','reasoning_content':'Hmm'",
        "'reasoning_content':'','reasoning':'Hmm'",
        "'reasoning_content':null,'reasoning':'Hmm','content':''",
        "'reasoning':'Hmm','reasoning_details':[{'type':'reasoning.text','text':'Hmm'}]",
      })
  void reasoningByEitherName(String members) {
    assertThat(decoded(delta(members)).all(Reasoning.class))
        .containsExactly(new Reasoning("", "reasoning", "Hmm"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'reasoning_content':null",
        "'reasoning_content':''",
        "'reasoning':{'effort':'high'}",
        "'reasoning':[]",
      })
  void whatIsNoTextIsNoReasoning(String members) {
    assertThat(decoded(delta(members)).all(Reasoning.class)).isEmpty();
  }

  @Test
  void reasoningBesideTheFirstTextComesBeforeIt() {
    assertThat(decoded(delta("'content':'So','reasoning_content':'Hmm'")).events())
        .startsWith(new Reasoning("", "reasoning", "Hmm"), new Text("", "content", "So"));
  }

  @Test
  void theFirstTextClosesTheReasoning() {
    assertThat(decoded(
                delta("'reasoning':'a'"),
                delta("'reasoning':'b','content':''"),
                text("So"),
                delta("'reasoning':'c'"),
                delta("'reasoning':'d'"))
            .all(Reasoning.class))
        .extracting(Reasoning::part, Reasoning::piece)
        .extracting(Object::toString)
        .containsExactly(
            "(\"reasoning\", \"a\")",
            "(\"reasoning\", \"b\")",
            "(\"reasoning-1\", \"c\")",
            "(\"reasoning-1\", \"d\")");
  }

  @Test
  void theFirstToolCallClosesTheReasoning() {
    assertThat(decoded(
                delta("'reasoning':'a'"),
                delta("'tool_calls':[{'index':0,'id':'x','function':{'name':'now'}}]"),
                delta("'reasoning':'b'"))
            .all(Reasoning.class))
        .extracting(Reasoning::part)
        .containsExactly("reasoning", "reasoning-1");
  }

  @Test
  void anAnswerInOnePieceHasItsReasoningWhole() {
    Decoding decoding = Decoding.ofWholeBody(
        "{\"choices\":[{\"message\":{\"content\":\"So\",\"reasoning_content\":\"Hmm\"}}]}");

    assertThat(decoding.all(Reasoning.class))
        .containsExactly(new Reasoning("", "reasoning", "Hmm"));
    assertThat(decoding.text()).isEqualTo("So");
  }

  @Test
  void aClosingChunkThatRepeatsTheReasoningAddsTheRestOfIt() {
    Decoding decoding = decoded(
        delta("'reasoning':'Hm'"),
        text("So"),
        data("{'choices':[{'index':0,'message':{'content':'So','reasoning':'Hmm'}}]}"));

    assertThat(decoding.all(Reasoning.class))
        .extracting(Reasoning::piece)
        .containsExactly("Hm", "m");
    assertThat(decoding.problems()).isEmpty();
  }

  @Test
  void aClosingChunkSaysNothingNewOfSeveralThoughts() {
    Decoding decoding = decoded(
        delta("'reasoning':'a'"),
        text("So"),
        delta("'reasoning':'b'"),
        data("{'choices':[{'index':0,'message':{'content':'So','reasoning':'ab'}}]}"));

    assertThat(decoding.all(Reasoning.class))
        .extracting(Reasoning::piece)
        .containsExactly("a", "b");
  }
}
