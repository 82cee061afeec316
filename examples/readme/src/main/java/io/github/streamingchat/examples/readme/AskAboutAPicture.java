package io.github.streamingchat.examples.readme;

import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.Part;
import io.github.streamingchat.Role;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.util.List;

/** Sends a picture with a question, and reads what the answer has beside its text. */
final class AskAboutAPicture {
  private AskAboutAPicture() {}

  static List<Part.Reasoning> run(Chat chat, String base64) {
    // @start region="picture"
    MessageDraft question = MessageDraft.builder(Role.USER)
        .text("What is this?")
        .part(new Part.File("image/png", "sky.png", null, base64)) // or by its address
        .build();
    Outcome outcome = chat.send(question).join();
    List<Part.Reasoning> thoughts = outcome.message().parts(Part.Reasoning.class);
    outcome.usage().ifPresent(usage -> System.out.println(usage.outputTokens() + " tokens"));
    // @end
    return thoughts;
  }
}
