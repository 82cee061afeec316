package io.github.streamingchat;

import io.github.streamingchat.internal.json.JsonObjectText;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One piece of a message's content. JSON values inside parts are Map, List, String, Number, Boolean
 * or null; they are copied when the part is made, with numbers normalised, and NaN and infinity
 * refused. No part's {@code toString} shows its content.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Part {
  /**
   * Makes a text part.
   *
   * @param text the text
   * @return the part
   */
  static Text text(CharSequence text) {
    return new Text(ChatText.of(text));
  }

  /**
   * Tells how much this part counts against {@link Limits#maxMessageChars()}.
   *
   * @return the length of its text or arguments in UTF-16 units; of JSON that of its names and values,
   *     as an estimate
   */
  int length();

  /**
   * Something opaque that a provider gave with a part and wants back with it in the next turn. No
   * other provider can make use of it.
   *
   * <p>Immutable and thread-safe.
   *
   * @param issuer the wire format that it belongs to, such as {@code anthropic}
   * @param signature the provider's seal over the part, or null
   * @param encrypted what the part says in a form that only the provider can read, or null
   */
  record Seal(
      String issuer, @Nullable String signature, @Nullable String encrypted) {
    /**
     * Checks that there is an issuer.
     *
     * @param issuer the wire format that it belongs to
     * @param signature the provider's seal over the part
     * @param encrypted what the part says in a form that only the provider can read
     */
    public Seal {
      Objects.requireNonNull(issuer, "issuer");
    }

    /**
     * Adds what was told later.
     *
     * @param later a seal over the same part; its null members leave those of this one
     * @return both, with the last word on each
     */
    public Seal mergedWith(Seal later) {
      return new Seal(
          later.issuer,
          later.signature == null ? signature : later.signature,
          later.encrypted == null ? encrypted : later.encrypted);
    }

    private static int length(@Nullable Seal seal) {
      return seal == null
          ? 0
          : JsonValues.length(seal.signature) + JsonValues.length(seal.encrypted);
    }

    @Override
    public String toString() {
      return "Seal[" + issuer + "]";
    }
  }

  /** A part whose content is one growing text. */
  sealed interface Growing extends Part {
    /**
     * Gives the text so far.
     *
     * @return the text
     */
    ChatText content();

    /**
     * Tells how often the text of this part was replaced by another one, rather than appended to.
     * Two values of a part that have the same revision share their beginning.
     *
     * @return 0 for a text that only grew, and for parts whose text cannot be replaced
     */
    default int revision() {
      return 0;
    }

    /**
     * Gives this part with another text.
     *
     * @param content the new text
     * @return a part that is otherwise equal
     */
    Growing withContent(ChatText content);

    @Override
    default int length() {
      return content().length();
    }
  }

  /**
   * What the author says.
   *
   * @param content the text
   * @param revision how often the text was replaced, at least 0
   * @param seal what the provider wants back with it, or null
   */
  record Text(ChatText content, int revision, @Nullable Seal seal) implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the text's end.
     *
     * @param content the text
     * @param revision how often the text was replaced
     * @param seal what the provider wants back with it
     * @throws IllegalArgumentException if the revision is negative
     */
    public Text {
      content = content.endingWhole();
      if (revision < 0) {
        throw new IllegalArgumentException("a text has no revision " + revision);
      }
    }

    /**
     * Makes a text without a seal.
     *
     * @param content the text
     * @param revision how often the text was replaced
     * @throws IllegalArgumentException if the revision is negative
     */
    public Text(ChatText content, int revision) {
      this(content, revision, null);
    }

    /**
     * Makes a text that was never replaced.
     *
     * @param content the text
     */
    public Text(ChatText content) {
      this(content, 0, null);
    }

    @Override
    public Text withContent(ChatText newContent) {
      return new Text(newContent, revision, seal);
    }

    @Override
    public int length() {
      return content.length() + Seal.length(seal);
    }

    @Override
    public String toString() {
      return "Text[" + content.length() + " chars]";
    }
  }

  /**
   * What a model thinks before it speaks.
   *
   * @param content the readable reasoning, empty if the provider hides it
   * @param seal the provider's signature over it, or the hidden reasoning; or null
   */
  record Reasoning(ChatText content, @Nullable Seal seal) implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the text's end.
     *
     * @param content the readable reasoning
     * @param seal the provider's signature over it, or the hidden reasoning
     */
    public Reasoning {
      content = content.endingWhole();
    }

    @Override
    public Reasoning withContent(ChatText newContent) {
      return new Reasoning(newContent, seal);
    }

    @Override
    public int length() {
      return content.length() + Seal.length(seal);
    }

    @Override
    public String toString() {
      return "Reasoning[" + content.length() + " chars]";
    }
  }

  /**
   * The model's words for not answering.
   *
   * @param content the text
   */
  record Refusal(ChatText content) implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the text's end.
     *
     * @param content the text
     */
    public Refusal {
      content = content.endingWhole();
    }

    @Override
    public Refusal withContent(ChatText newContent) {
      return new Refusal(newContent);
    }

    @Override
    public String toString() {
      return "Refusal[" + length() + " chars]";
    }
  }

  /**
   * A model's wish to have a tool run. While {@code complete} is false the arguments may still grow,
   * even if they already parse: they are not to be acted on.
   *
   * @param callId the id to answer with in a {@link ToolResult}
   * @param name the tool's name
   * @param content the arguments as JSON text
   * @param complete whether the arguments are all there
   * @param providerRun whether the provider runs the tool itself, so that nobody else is to answer
   * @param seal what the provider wants back with it, or null
   */
  record ToolCall(
      String callId,
      String name,
      ChatText content,
      boolean complete,
      boolean providerRun,
      @Nullable Seal seal)
      implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the end of the arguments.
     *
     * @param callId the id to answer with in a {@link ToolResult}
     * @param name the tool's name
     * @param content the arguments as JSON text
     * @param complete whether the arguments are all there
     * @param providerRun whether the provider runs the tool itself
     * @param seal what the provider wants back with it
     */
    public ToolCall {
      Objects.requireNonNull(callId, "callId");
      Objects.requireNonNull(name, "name");
      content = content.endingWhole();
    }

    /**
     * Makes a call of a tool that the application runs.
     *
     * @param callId the id to answer with in a {@link ToolResult}
     * @param name the tool's name
     * @param content the arguments as JSON text
     * @param complete whether the arguments are all there
     */
    public ToolCall(String callId, String name, ChatText content, boolean complete) {
      this(callId, name, content, complete, false, null);
    }

    /**
     * Reads the arguments, for the tool to run. They are read anew each time.
     *
     * @return the members of the JSON object in their order, unmodifiable; none if the arguments are blank
     * @throws IllegalStateException if they are not complete; {@link #partialArguments()} shows what there
     *     is of them
     * @throws ToolArgumentsException if they are complete, but no JSON object
     */
    public Map<String, @Nullable Object> arguments() {
      if (!complete) {
        throw new IllegalStateException(
            "the arguments of the call of %s are not complete; wait for the end of the answer, or show partialArguments()"
                .formatted(name));
      }
      String json = content.toString();
      try {
        return json.isBlank() ? Map.of() : JsonValues.object(JsonObjectText.whole(json));
      } catch (JacksonException | UnexpectedJsonException notAnObject) {
        throw new ToolArgumentsException(this, notAnObject);
      }
    }

    /**
     * Reads as much of the arguments as has come, to show them while they grow; the tool must not run on
     * them. A string is there as far as it came, without half an escape or half a character at its end; a
     * number or a word at the very end is not there yet, since it may go on. What is not JSON ends the
     * view, and so does a nesting of more than 500 levels. They are read anew each time, so a reader of every
     * change should take a pace of its own.
     *
     * @return the members so far in their order, unmodifiable; empty if there are none yet
     */
    public Map<String, @Nullable Object> partialArguments() {
      return JsonValues.object(JsonObjectText.soFar(content.toString()));
    }

    @Override
    public ToolCall withContent(ChatText newContent) {
      return new ToolCall(callId, name, newContent, complete, providerRun, seal);
    }

    @Override
    public int length() {
      return content.length() + Seal.length(seal);
    }

    @Override
    public String toString() {
      return "ToolCall[" + name + ", " + content.length() + " chars"
          + (complete ? "]" : ", growing]");
    }
  }

  /**
   * What a tool answered.
   *
   * @param callId the id of the {@link ToolCall} it answers
   * @param result the result as a JSON value
   * @param error whether the tool failed, and the result says how
   */
  record ToolResult(String callId, @Nullable Object result, boolean error) implements Part {
    /**
     * Copies the result.
     *
     * @param callId the id of the {@link ToolCall} it answers
     * @param result the result as a JSON value
     * @param error whether the tool failed
     * @throws IllegalArgumentException if it is not a JSON value
     */
    public ToolResult {
      Objects.requireNonNull(callId, "callId");
      result = JsonValues.value(result);
    }

    @Override
    public int length() {
      return JsonValues.length(result);
    }

    @Override
    public String toString() {
      return "ToolResult[" + callId + (error ? ", error]" : "]");
    }
  }

  /**
   * Where a statement comes from.
   *
   * @param id the source's id at the provider, or null
   * @param url its address, or null
   * @param title its title, or null
   * @param details whatever else the provider says of it, as JSON
   */
  record Source(
      @Nullable String id,
      @Nullable String url,
      @Nullable String title,
      Map<String, @Nullable Object> details)
      implements Part {
    /**
     * Copies the details.
     *
     * @param id the source's id at the provider
     * @param url its address
     * @param title its title
     * @param details whatever else the provider says of it
     * @throws IllegalArgumentException if they are not JSON
     */
    public Source(
        @Nullable String id,
        @Nullable String url,
        @Nullable String title,
        Map<String, @Nullable Object> details) {
      this.id = id;
      this.url = url;
      this.title = title;
      this.details = JsonValues.object(details);
    }

    @Override
    public int length() {
      return JsonValues.length(id)
          + JsonValues.length(url)
          + JsonValues.length(title)
          + JsonValues.length(details);
    }

    @Override
    public String toString() {
      return "Source[" + id + "]";
    }
  }

  /**
   * A file, by its address or by its bytes.
   *
   * @param mediaType its media type, such as {@code image/png}
   * @param name its name, or null
   * @param url its address, or null
   * @param base64 its bytes in base64 (RFC 4648, section 4), or null
   */
  record File(
      String mediaType,
      @Nullable String name,
      @Nullable String url,
      @Nullable String base64) implements Part {
    /**
     * Checks that there is a media type.
     *
     * @param mediaType its media type
     * @param name its name
     * @param url its address
     * @param base64 its bytes in base64
     */
    public File {
      Objects.requireNonNull(mediaType, "mediaType");
    }

    @Override
    public int length() {
      return JsonValues.length(name) + JsonValues.length(url) + JsonValues.length(base64);
    }

    @Override
    public String toString() {
      return "File[" + mediaType + "]";
    }
  }

  /**
   * JSON of the application's own, such as the rows of a chart.
   *
   * @param type what kind of data it is
   * @param id the id by which it is replaced later, or null
   * @param value the JSON value
   */
  record Data(String type, @Nullable String id, @Nullable Object value) implements Part {
    /**
     * Copies the value.
     *
     * @param type what kind of data it is
     * @param id the id by which it is replaced later
     * @param value the JSON value
     * @throws IllegalArgumentException if it is not a JSON value
     */
    public Data {
      Objects.requireNonNull(type, "type");
      value = JsonValues.value(value);
    }

    @Override
    public int length() {
      return JsonValues.length(value);
    }

    @Override
    public String toString() {
      return "Data[" + type + "]";
    }
  }

  /**
   * Something a peer sent that this library has no word for, kept as it came.
   *
   * @param type the peer's name for it
   * @param value the JSON value
   */
  record Raw(String type, @Nullable Object value) implements Part {
    /**
     * Copies the value.
     *
     * @param type the peer's name for it
     * @param value the JSON value
     * @throws IllegalArgumentException if it is not a JSON value
     */
    public Raw {
      Objects.requireNonNull(type, "type");
      value = JsonValues.value(value);
    }

    @Override
    public int length() {
      return JsonValues.length(value);
    }

    @Override
    public String toString() {
      return "Raw[" + type + "]";
    }
  }
}
