package io.github.streamingchat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer begins with.
 *
 * @param user the user's message, or null
 * @param placeholder the message that the answer grows in
 * @param replaces the answer that goes, with all that follows it, or null
 * @param whenBusy what happens if another answer runs
 */
record Beginning(
    @Nullable ChatMessage user,
    ChatMessage placeholder,
    @Nullable MessageId replaces,
    BusyPolicy whenBusy) {
  List<ChatMessage> messages() {
    return user == null ? List.of(placeholder) : List.of(user, placeholder);
  }
}
