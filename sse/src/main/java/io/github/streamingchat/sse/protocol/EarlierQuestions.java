package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.sse.UnsendableException;
import io.github.streamingchat.transport.PromptTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The questions before the one that is asked. They may hold what a format has no way to send: a picture
 * that went to another provider, or one that was refused already. It would stand in the way of every
 * question after it, and so it is told in words; of the question that is asked nothing is left out.
 */
final class EarlierQuestions {
  private EarlierQuestions() {}

  /**
   * Replaces what cannot be sent.
   *
   * @param encode makes the request's JSON of turns, and throws {@link UnsendableException} if it
   *     cannot; asked for each such part alone
   */
  static List<PromptTurn> sendable(List<PromptTurn> turns, Consumer<List<PromptTurn>> encode) {
    int asked = turns.size() - 1;
    while (asked >= 0 && !turns.get(asked).role().equals(Role.USER)) {
      asked--;
    }
    List<PromptTurn> told = new ArrayList<>(turns);
    for (int i = 0; i < asked; i++) {
      PromptTurn turn = turns.get(i);
      if (turn.role().equals(Role.USER)) {
        List<Part> parts =
            turn.parts().stream().map(part -> sendable(part, encode)).toList();
        told.set(i, new PromptTurn(turn.role(), turn.author(), parts));
      }
    }
    return told;
  }

  private static Part sendable(Part part, Consumer<List<PromptTurn>> encode) {
    if (part instanceof Part.Text) {
      return part;
    }
    try {
      encode.accept(List.of(new PromptTurn(Role.USER, null, List.of(part))));
      return part;
    } catch (UnsendableException unsendable) {
      return Part.text("[%s stood here, which could not be sent.]".formatted(inWords(part)));
    }
  }

  private static String inWords(Part part) {
    if (part instanceof Part.File file) {
      return "A file of type %s, \"%s\","
          .formatted(file.mediaType(), Objects.requireNonNullElse(file.name(), "without a name"));
    }
    return "Something of kind " + part.getClass().getSimpleName();
  }
}
