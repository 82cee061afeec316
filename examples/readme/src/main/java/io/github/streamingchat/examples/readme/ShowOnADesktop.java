package io.github.streamingchat.examples.readme;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.stream.Answer;
import io.github.streamingchat.stream.AnswerListener;
import io.github.streamingchat.stream.Chat;
import io.github.streamingchat.stream.Outcome;
import java.awt.event.ActionListener;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;

/** Shows an answer in components that only their own thread may touch. */
final class ShowOnADesktop {
  private final JTextArea page = new JTextArea();
  private final JButton stop = new JButton("Stop");
  private final JLabel status = new JLabel();

  JTextArea page() {
    return page;
  }

  JButton stop() {
    return stop;
  }

  JLabel status() {
    return status;
  }

  /** Called on the thread of the components. */
  Answer ask(Chat chat, String question) {
    // @start region="show-on-a-desktop"
    Answer answer = chat.send(question);
    ActionListener cancel = click -> answer.cancel();
    stop.addActionListener(cancel);
    AnswerListener view = new AnswerListener() {
      @Override
      public void onText(String text) {
        page.append(text);
      }

      @Override
      public void onOutcome(Outcome outcome) {
        stop.removeActionListener(cancel);
        status.setText(outcome.error().map(ChatError::message).orElse("done"));
      }
    };
    answer.subscribe(view, SwingUtilities::invokeLater);
    // @end
    return answer;
  }
}
