package io.github.streamingchat.transport;

import io.github.streamingchat.Author;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a transport pushes the events of one message. The first event that adds or changes a part
 * commits the attempt, and so does a {@link #notice}, which cannot be taken back; {@link #started},
 * {@link #author}, {@link #metadata}, {@link #usage}, {@link #step} and {@link #finish} do not.
 *
 * <p>A part is named by the peer's key for it, unique among the parts of its kind within the message.
 * The threading is that of {@link EventSink}.
 */
public interface MessageSink {
  /**
   * The peer told its own id of the message, or the model.
   *
   * @param serverId the peer's id, kept as an alias, or null
   * @param model the model's name, kept as metadata {@code model}, or null
   */
  void started(@Nullable String serverId, @Nullable String model);

  /**
   * The peer told who speaks, for instance which of its agents.
   *
   * @param author who it is, in the place of whoever was told before
   */
  void author(Author author);

  /**
   * More of a text part.
   *
   * @param part the part's key
   * @param piece the new text only; may end in half a surrogate pair; an empty one does nothing
   */
  void text(String part, CharSequence piece);

  /**
   * More of a text part, by a peer that says where it belongs. What the part holds already from that
   * place on is passed over if it is the same, so that a peer may send again what it has sent. A place
   * behind the end of the part fails the attempt with kind PROTOCOL and code {@code offset_gap},
   * another text than the one that is there with {@code offset_conflict}.
   *
   * @param part the part's key
   * @param offset where the piece begins in the part, in UTF-16 units, at least 0
   * @param piece text from there on
   */
  void text(String part, long offset, CharSequence piece);

  /**
   * The peer tells the whole of a text part. What goes beyond the text that is there is appended. A
   * whole that says something else takes its place where the chat lets text be replaced ({@code
   * RetryPolicy.AfterText.REPLACE_TEXT}); elsewhere it is reported as a problem, {@code text_differs},
   * and the text that is there stays: readers were told it, and many cannot take it back.
   *
   * @param part the part's key; a new one is opened
   * @param whole the part's whole text
   */
  void replaceText(String part, CharSequence whole);

  /**
   * More of a reasoning part.
   *
   * @param part the part's key
   * @param piece the new text only, as in {@link #text}
   */
  void reasoning(String part, CharSequence piece);

  /**
   * More of a refusal.
   *
   * @param part the part's key
   * @param piece the new text only, as in {@link #text}
   */
  void refusal(String part, CharSequence piece);

  /**
   * A part as a whole: it is added, or takes the place of the one of its kind and key.
   *
   * <p>A tool call that is not complete is one that grows by {@link #arguments}. Put again with empty
   * arguments it has another name or seal and keeps those that it has.
   *
   * @param part the part's key
   * @param whole the part
   */
  void put(String part, Part whole);

  /**
   * More of the arguments of a tool call.
   *
   * @param part the key under which the call was {@linkplain #put put}; without such a call, or when
   *     it is complete, the piece is passed over and reported as a problem, {@code no_tool_call}
   * @param piece the new JSON text only, as in {@link #text}
   */
  void arguments(String part, CharSequence piece);

  /**
   * The arguments of a tool call are all there. None at all stand for an empty object.
   *
   * @param part the key of the call; of one that is complete nothing changes, and one that was never
   *     put is reported as {@link #arguments} does
   */
  void completeArguments(String part);

  /**
   * The provider gave something opaque with a text, to be given back in the next turn.
   *
   * @param part the part's key; a new one is opened
   * @param seal what it gave; its null members leave what was given before
   */
  void sealText(String part, Part.Seal seal);

  /**
   * The provider gave something opaque with its reasoning, to be given back in the next turn.
   *
   * @param part the part's key; a new one is opened
   * @param seal what it gave; its null members leave what was given before
   */
  void sealReasoning(String part, Part.Seal seal);

  /**
   * The peer told something for the moment: listeners hear of it, and nothing of it is kept.
   *
   * @param data what it told
   */
  void notice(Part.Data data);

  /** The peer begins a step of its work, all of which it may {@linkplain #resetStep take back}. */
  void step();

  /**
   * The peer takes back every part that was opened since the last {@link #step}, or since the
   * beginning. Text of them that readers were told can be taken back only where the chat lets text be
   * replaced ({@code RetryPolicy.AfterText.REPLACE_TEXT}); elsewhere the attempt fails with kind SERVER
   * and code {@code step_reset}, and what arrived is kept.
   */
  void resetStep();

  /**
   * The peer told something to remember with the message.
   *
   * @param members JSON members; each replaces the one of its name
   */
  void metadata(Map<String, ? extends @Nullable Object> members);

  /**
   * The peer reported what the answer cost. Reports are running totals: the last word on each count
   * wins.
   *
   * @param usage the report
   */
  void usage(Usage usage);

  /**
   * The peer told why the model stopped. This is not the end of the answer.
   *
   * @param reason the reason; the last one wins
   */
  void finish(FinishReason reason);
}
