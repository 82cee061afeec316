package io.github.streamingchat.examples.terminal.demo;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The built-in answers. */
final class DemoTexts {
  static final String SKY = """
      The sky is blue because air scatters short waves of light more than long ones. 🌤️

      Sunlight holds every colour. On its way through the atmosphere it meets molecules much \
      smaller than its waves, and these send blue light off in all directions about **ten times** \
      as strongly as red. That is *Rayleigh scattering*: its strength grows with the fourth power \
      of the frequency.

      - At noon, blue reaches you from everywhere you look.
      - At sunset the way through the air is long, the blue is gone before it arrives, and what is \
      left is orange and red. 🌇
      - Violet is scattered even more, but the sun sends less of it and our eyes care less for it.

      In Japanese the same word, 青い, once named both blue and green; the sky is 青空.""";

  static final String LIBRARY = """
      streaming-chat turns the pieces of a streamed answer into one message that grows in place. \
      This is all an application writes:

      ```java
      try (Chat chat = Chat.over(OpenAi.at(url).model("demo"))) {
        Answer answer = chat.send("Why is the sky blue?");
        answer.onText(System.out::print);
        Outcome outcome = answer.join();
      }
      ```

      However it ends (whole, cancelled or broken off), there is exactly one outcome, and the text \
      that arrived is kept. 🧩 Ask me for an "error", a "cut", a "slow" or a "long" answer to see \
      that for yourself.""";

  static final String SLOW = """
      I think before I speak, 🐢 and I send a comment now and then so that nobody takes my silence \
      for the end. Stop me with /stop.""";

  static final String BEFORE_ERROR = "So far everything goes well, and then the model runs out of";

  static final String ERROR = "The demo model ran out of words, as you asked it to.";

  static final String BEFORE_CUT = "The most important thing to remember about networks is that";

  static final String LONG = IntStream.rangeClosed(1, 12)
      .mapToObj(DemoTexts::chapter)
      .collect(Collectors.joining("\n\n", "# A walk in twelve steps 🥾\n\n", "\n\nThe end. 🏁"));

  static final String BEFORE_TOOL = "Let me look that up.";

  /** What a provider signs its reasoning with, or hides it in: base64 of nothing in particular. */
  static final String SEAL = "ZGVtbyBzZWFs";

  private DemoTexts() {}

  static String thoughts(String question) {
    return """
        The question is “%s”. Which of my built-in answers has its words? 🤔 I go through them \
        in order and take the first that fits.""".formatted(question.strip());
  }

  static String afterTool(String result) {
    return """
        The tool says: “%s”

        I have nothing to add to that. 🧰""".formatted(result.strip());
  }

  private static String chapter(int number) {
    return """
        ## Step %d

        The path goes on past house number %d, over a bridge and up a hill, from where the town \
        looks small and the river long. Somebody has painted 第%d歩 on a stone (it means \
        "step %d"), and %s.""".formatted(number, number * 7, number, number, sight(number));
  }

  private static String sight(int number) {
    return switch (number % 4) {
      case 0 -> "a dog of uncertain breed decides to come along 🐕";
      case 1 -> "the first bench is already taken by an old man with a newspaper";
      case 2 -> "it begins to rain, but only on the other side of the valley 🌧️";
      default -> "the view is worth every step of it";
    };
  }

  static String fallback(String question) {
    return """
        You asked: “%s”

        I am only a demo server with a handful of built-in answers, 🤖 so I cannot know. Ask me \
        about the **sky**, the **weather** or this **library**, or for a **long**, **slow**, \
        **cut** or **error** answer; add that I should **think** first. With `--url` and `--model` a real model answers here.""".formatted(question.strip());
  }
}
