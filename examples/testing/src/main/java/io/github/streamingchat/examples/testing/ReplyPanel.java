package io.github.streamingchat.examples.testing;

import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.util.concurrent.Executor;

/**
 * The application's own code: a panel with a button that asks, the answer as it grows, and a line that
 * says what went wrong. Confined to the thread of its executor.
 */
final class ReplyPanel implements AnswerListener {
  private final Chat chat;
  private final Executor uiThread;
  private final StringBuilder shown = new StringBuilder();
  private boolean buttonEnabled = true;
  private String note = "";

  ReplyPanel(Chat chat, Executor uiThread) {
    this.chat = chat;
    this.uiThread = uiThread;
  }

  void ask(String question) {
    buttonEnabled = false;
    shown.setLength(0);
    note = "";
    chat.send(question).subscribe(this, uiThread);
  }

  @Override
  public void onText(String text) {
    shown.append(text);
  }

  @Override
  public void onOutcome(Outcome outcome) {
    buttonEnabled = true;
    note = outcome.error().map(error -> error.message()).orElse("");
  }

  boolean buttonEnabled() {
    return buttonEnabled;
  }

  String shown() {
    return shown.toString();
  }

  String note() {
    return note;
  }
}
