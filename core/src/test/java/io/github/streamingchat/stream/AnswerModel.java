package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must become of an answer, told in the plainest way: what arrived before the one end, and which
 * end it was. It knows nothing of threads, snapshots or buffers.
 */
final class AnswerModel {
  static final String PRIMARY = "";

  /** One message of the answer. */
  static final class Message {
    final Map<String, StringBuilder> parts = new LinkedHashMap<>();
    final Map<String, Object> metadata = new LinkedHashMap<>();
    final List<String> aliases = new ArrayList<>();
    Usage usage;

    /** Of the text parts, which are the ones whose keys begin with {@code text}. */
    String text(boolean last) {
      StringBuilder joined = new StringBuilder();
      parts.forEach((key, part) -> {
        if (key.startsWith("text")) {
          joined.append(last ? marked(part) : withoutHalf(part));
        }
      });
      return joined.toString();
    }
  }

  final Map<String, Message> messages = new LinkedHashMap<>();
  long late;
  int problems;
  int pieces;
  long characters;
  MessageStatus status;
  LateCause lateCause;
  ChatError.Kind errorKind;
  String timeout;

  private final long totalDue;
  private boolean begun;
  private boolean lives;
  private long lastLife;

  AnswerModel(Duration now) {
    totalDue = now.plus(Scene.TIMEOUTS.total()).toNanos();
    messages.put(PRIMARY, new Message());
  }

  boolean ended() {
    return status != null;
  }

  boolean begun() {
    return begun;
  }

  void beginAttempt(long now) {
    if (!ended() && !begun) {
      begun = true;
      lastLife = now;
    }
  }

  void signOfLife(long now) {
    lives = true;
    lastLife = now;
  }

  /** An event that says something; returns whether it counts. */
  boolean counts(long now) {
    if (ended()) {
      late++;
      return false;
    }
    signOfLife(now);
    return true;
  }

  Message message(String key) {
    return messages.computeIfAbsent(key, unknown -> new Message());
  }

  void append(String message, String part, String piece) {
    message(message).parts.computeIfAbsent(part, unknown -> new StringBuilder()).append(piece);
    pieces++;
    characters += piece.length();
  }

  void end(MessageStatus newStatus, LateCause cause) {
    if (!ended()) {
      status = newStatus;
      lateCause = cause;
    }
  }

  void fail(ChatError.Kind kind) {
    if (!ended()) {
      errorKind = kind;
      end(MessageStatus.FAILED, LateCause.ENDED);
    }
  }

  void timePassesUntil(long until) {
    if (ended() || !begun) {
      return;
    }
    Duration limit = lives ? Scene.TIMEOUTS.idle() : Scene.TIMEOUTS.connect();
    long silenceDue = lastLife + limit.toNanos();
    if (Math.min(totalDue, silenceDue) <= until) {
      String silence = lives ? "idle" : "connect";
      timeout = totalDue <= silenceDue ? "total" : silence;
      fail(ChatError.Kind.TIMEOUT);
    }
  }

  /** A text as it stays: a lone surrogate at its end becomes U+FFFD. */
  static String marked(CharSequence text) {
    boolean whole = withoutHalf(text).length() == text.length();
    return whole ? text.toString() : text.subSequence(0, text.length() - 1) + "\uFFFD";
  }

  /** A text as it is shown while it grows. */
  static String withoutHalf(CharSequence text) {
    int end = text.length();
    while (end > 0
        && Character.isSurrogate(text.charAt(end - 1))
        && !(end > 1 && Character.isSurrogatePair(text.charAt(end - 2), text.charAt(end - 1)))) {
      end--;
    }
    return text.subSequence(0, end).toString();
  }
}
