package io.github.streamingchat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
   * @return the length of its text or arguments in UTF-16 units; 0 for parts that hold neither
   */
  default int length() {
    return 0;
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
   */
  record Text(ChatText content, int revision) implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the text's end.
     *
     * @param content the text
     * @param revision how often the text was replaced
     * @throws IllegalArgumentException if the revision is negative
     */
    public Text {
      content = content.endingWhole();
      if (revision < 0) {
        throw new IllegalArgumentException("a text has no revision " + revision);
      }
    }

    /**
     * Makes a text that was never replaced.
     *
     * @param content the text
     */
    public Text(ChatText content) {
      this(content, 0);
    }

    @Override
    public Text withContent(ChatText newContent) {
      return new Text(newContent, revision);
    }

    @Override
    public String toString() {
      return "Text[" + length() + " chars]";
    }
  }

  /**
   * What a model thinks before it speaks.
   *
   * @param content the readable reasoning, empty if the provider hides it
   * @param signature the provider's seal over it, opaque, needed in the next turn; or null
   * @param encrypted the hidden reasoning, opaque, needed in the next turn; or null
   */
  record Reasoning(
      ChatText content,
      @Nullable String signature,
      @Nullable String encrypted) implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the text's end.
     *
     * @param content the readable reasoning
     * @param signature the provider's seal over it
     * @param encrypted the hidden reasoning
     */
    public Reasoning {
      content = content.endingWhole();
    }

    @Override
    public Reasoning withContent(ChatText newContent) {
      return new Reasoning(newContent, signature, encrypted);
    }

    @Override
    public String toString() {
      return "Reasoning[" + length() + " chars]";
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
   */
  record ToolCall(String callId, String name, ChatText content, boolean complete)
      implements Growing {
    /**
     * Puts U+FFFD in the place of a lone surrogate at the end of the arguments.
     *
     * @param callId the id to answer with in a {@link ToolResult}
     * @param name the tool's name
     * @param content the arguments as JSON text
     * @param complete whether the arguments are all there
     */
    public ToolCall {
      Objects.requireNonNull(callId, "callId");
      Objects.requireNonNull(name, "name");
      content = content.endingWhole();
    }

    @Override
    public ToolCall withContent(ChatText newContent) {
      return new ToolCall(callId, name, newContent, complete);
    }

    @Override
    public String toString() {
      return "ToolCall[" + name + ", " + length() + " chars" + (complete ? "]" : ", growing]");
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
      return result instanceof String text ? text.length() : 0;
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
    public Source {
      details = JsonValues.object(details);
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
      return base64 == null ? 0 : base64.length();
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
    public String toString() {
      return "Raw[" + type + "]";
    }
  }
}
