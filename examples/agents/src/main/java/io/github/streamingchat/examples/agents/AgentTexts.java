package io.github.streamingchat.examples.agents;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the agents say when there is no model to ask. */
final class AgentTexts {
  private static final String SKY = """
      The sky is blue because air scatters short waves of light more than long ones. 🌤️ Blue light \
      comes to you from everywhere you look, and red light mostly straight from the sun. In the \
      evening the way through the air is long, the blue is gone before it arrives, and what is left \
      is orange and red. 🌇""";

  private static final String LONG = IntStream.rangeClosed(1, 12)
      .mapToObj(AgentTexts::step)
      .collect(Collectors.joining("\n\n", "A walk in twelve steps. 🥾\n\n", "\n\nThe end. 🏁"));

  private static final String CRITIC = """
      A second opinion, while the Guide still talks: ask what would have to be true for that answer \
      to be wrong. 🧐 I speak without being asked, and take nobody's turn.""";

  private AgentTexts() {}

  private static String step(int number) {
    return """
        Step %d: the path goes on past house number %d, over a bridge and up a hill, from where the \
        town looks small and the river long. Somebody has painted 第%d歩 on a stone.""".formatted(number, number * 7, number);
  }

  static String of(Agent agent, String question) {
    return switch (agent) {
      case GUIDE -> guide(question);
      case CRITIC -> CRITIC;
      case WATCHMAN -> "All is well, and nobody has asked me. 🕯️ " + question;
    };
  }

  private static String guide(String question) {
    String lower = question.toLowerCase(Locale.ROOT);
    if (lower.contains("long") || lower.contains("story")) {
      return LONG;
    }
    if (lower.contains("sky") || lower.contains("blue")) {
      return SKY;
    }
    return """
        You asked: “%s”

        I only seem to think. 🤖 Ask me about the sky or for a long story, or say "agents" to hear \
        two of us at once. Behind `--openai URL --model NAME` a real model answers here.""".formatted(question.strip());
  }
}
