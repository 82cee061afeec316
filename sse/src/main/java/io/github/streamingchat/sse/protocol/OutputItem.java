package io.github.streamingchat.sse.protocol;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one output item of a Responses stream while it comes.
 *
 * <p>Not safe for use by several threads at once.
 */
final class OutputItem {
  /** What the keys of the item's parts begin with. */
  final String key;

  /** What of its content was told as a whole already. */
  final Set<String> wholes = new HashSet<>(2);

  /** The keys of its reasoning parts: its summaries, and what else it tells. */
  final Set<String> summaries = new LinkedHashSet<>(0);

  final Set<String> thoughts = new LinkedHashSet<>(0);

  /** Whether an event told that the item begins. */
  boolean isAdded;

  /** Whether the item is a call that was told. */
  boolean isCall;

  /** Whether more of the call's arguments may come. */
  boolean isOpenCall;

  /** How the arguments are told, if they are free text. */
  @Nullable
  TextArguments textArguments;

  /** Whether the item was told as a whole. */
  boolean isDone;

  OutputItem(String key) {
    this.key = key;
  }

  String content(int index) {
    return key + "/" + index;
  }

  String summary(int index) {
    return key + "/summary/" + index;
  }

  String thought(int index) {
    return key + "/reasoning/" + index;
  }
}
