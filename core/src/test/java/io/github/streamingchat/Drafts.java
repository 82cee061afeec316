package io.github.streamingchat;

/** What the tests of the store add again and again. */
final class Drafts {
  /** An answer of which nothing has arrived. */
  static final MessageDraft PLACEHOLDER =
      MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build();

  /** A question. */
  static final MessageDraft QUESTION = MessageDraft.user("Why is the sky blue?");

  private Drafts() {}

  static Part.Text emptyText() {
    return Part.text("");
  }
}
