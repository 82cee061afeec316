package io.github.streamingchat.stream;

import io.github.streamingchat.Author;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MisplacedTextException;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one message into the conversation, as far as the attempt lets it.
 *
 * <p>Confined to the transport's thread, as {@link MessageSink} demands.
 */
final class MessageWriter implements MessageSink {
  private final AttemptSink attempt;
  private final AnswerContent content;
  private final String key;
  private @Nullable WrittenMessage written;

  MessageWriter(AttemptSink attempt, AnswerContent content, String key) {
    this.attempt = attempt;
    this.content = content;
    this.key = key;
  }

  /** To be asked for within a write only, when no other attempt writes. */
  private WrittenMessage message() {
    WrittenMessage known = written;
    if (known == null) {
      known = content.message(key);
      written = known;
    }
    return known;
  }

  @Override
  public void text(String part, CharSequence piece) {
    append(PartKind.TEXT, part, piece);
  }

  @Override
  public void text(String part, long offset, CharSequence piece) {
    if (piece.length() == 0) {
      return;
    }
    attempt.content(() -> {
      if (content.isVoid() && offset > 0) {
        attempt.misplaced(MisplacedTextException.Reason.GAP, null);
        return true;
      }
      if (content.isVoid()) {
        return startOver(PartKind.TEXT, part, piece, true);
      }
      int position = message().partOf(PartKind.TEXT, part);
      return position != WrittenMessage.NO_PART && append(position, offset, piece);
    });
  }

  /** The first piece of an attempt that replaces what an earlier one brought. */
  private boolean startOver(PartKind kind, String part, CharSequence piece, boolean hasOffset) {
    attempt.piece(piece.length());
    if (!content.startOver(message(), kind, part, piece)) {
      attempt.notNew(piece.length(), 0);
      return false;
    }
    content.arrived(hasOffset);
    attempt.progressed();
    return true;
  }

  /** Counted as {@link #append(int, CharSequence)} does, and corrected by what was not new. */
  private boolean append(int part, long offset, CharSequence piece) {
    int fresh = 0;
    attempt.piece(piece.length());
    try {
      fresh = message().append(part, offset, piece);
    } finally {
      attempt.notNew(piece.length(), Math.max(fresh, 0));
    }
    if (fresh > 0) {
      attempt.progressed();
    }
    content.arrived(true);
    return fresh >= 0;
  }

  @Override
  public void replaceText(String part, CharSequence whole) {
    attempt.content(() -> {
      if (content.isVoid() && whole.length() > 0) {
        return startOver(PartKind.TEXT, part, whole, false);
      }
      int position = message().partOf(PartKind.TEXT, part);
      return position != WrittenMessage.NO_PART && extend(position, whole);
    });
  }

  @Override
  public void reasoning(String part, CharSequence piece) {
    append(PartKind.REASONING, part, piece);
  }

  @Override
  public void refusal(String part, CharSequence piece) {
    append(PartKind.REFUSAL, part, piece);
  }

  @Override
  public void put(String part, Part whole) {
    part(() -> message().put(part, whole));
  }

  @Override
  public void arguments(String part, CharSequence piece) {
    if (piece.length() > 0) {
      attempt.content(() -> {
        if (!message().hasGrowingCall(part)) {
          return reportNoCall();
        }
        return appendTo(PartKind.TOOL_CALL, part, piece);
      });
    }
  }

  @Override
  public void completeArguments(String part) {
    attempt.content(() -> {
      if (!message().hasGrowingCall(part)) {
        return message().knowsCall(part) || reportNoCall();
      }
      attempt.part();
      return message().completeArguments(part);
    });
  }

  private boolean reportNoCall() {
    attempt.problem(new Problem(
        "no_tool_call", "arguments came for a tool call that never began, and were passed over"));
    return true;
  }

  @Override
  public void sealText(String part, Part.Seal seal) {
    part(() -> message().seal(PartKind.TEXT, part, seal));
  }

  @Override
  public void sealReasoning(String part, Part.Seal seal) {
    part(() -> message().seal(PartKind.REASONING, part, seal));
  }

  /** What adds or changes a part as a whole. */
  private void part(BooleanSupplier write) {
    attempt.content(() -> {
      attempt.part();
      if (content.isVoid() && !content.startOver(message())) {
        return false;
      }
      if (!write.getAsBoolean()) {
        return false;
      }
      content.arrived(false);
      attempt.progressed();
      return true;
    });
  }

  @Override
  public void notice(Part.Data data) {
    attempt.content(() -> {
      attempt.notice(data);
      return true;
    });
  }

  @Override
  public void step() {
    attempt.annotation(() -> {
      message().beginStep();
      return true;
    });
  }

  @Override
  public void resetStep() {
    attempt.annotation(() -> {
      if (!content.replaces() && message().hasTextOfStep()) {
        attempt.stepReset();
        return true;
      }
      return message().resetStep();
    });
  }

  private void append(PartKind kind, String part, CharSequence piece) {
    if (piece.length() == 0) {
      return;
    }
    attempt.content(() -> {
      return content.isVoid() ? startOver(kind, part, piece, false) : appendTo(kind, part, piece);
    });
  }

  private boolean appendTo(PartKind kind, String part, CharSequence piece) {
    int position = message().partOf(kind, part);
    if (position == WrittenMessage.NO_PART || !append(position, piece)) {
      return false;
    }
    content.arrived(false);
    attempt.progressed();
    return true;
  }

  /** Counts first: a subscriber that is told may end the answer, and with it the count. */
  private boolean append(int part, CharSequence piece) {
    boolean appended = false;
    attempt.piece(piece.length());
    try {
      appended = message().append(part, piece);
    } finally {
      if (!appended) {
        attempt.notNew(piece.length(), 0);
      }
    }
    return appended;
  }

  private boolean extend(int part, CharSequence whole) {
    try {
      if (whole.length() >= message().lengthOf(part)) {
        return append(part, 0, whole);
      }
    } catch (MisplacedTextException differs) {
      // dealt with below
    }
    if (content.replaces()) {
      attempt.piece(whole.length());
      return message().replace(part, whole);
    }
    attempt.problem(new Problem(
        "text_differs",
        "the whole text that the peer told differs from the pieces before it, which were kept"));
    return true;
  }

  @Override
  public void started(@Nullable String serverId, @Nullable String model) {
    if (serverId != null || model != null) {
      attempt.annotation(() -> message().started(serverId, model));
    }
  }

  @Override
  public void author(Author author) {
    attempt.annotation(() -> message().author(author));
  }

  @Override
  public void metadata(Map<String, ? extends @Nullable Object> members) {
    attempt.annotation(() -> message().metadata(members));
  }

  @Override
  public void usage(Usage usage) {
    attempt.annotation(() -> message().usage(usage));
  }

  @Override
  public void finish(FinishReason reason) {
    attempt.finishSeen();
    attempt.annotation(() -> message().finish(reason));
  }
}
