package io.github.streamingchat;

import org.jspecify.annotations.Nullable;

/**
 * Says that a model asked for a tool with arguments that are no JSON object. The tool cannot run; the model
 * may do better if it is told so, by {@link MessageDraft#toolError} with this exception's message.
 *
 * <p>Instances are as thread-safe as any {@link Throwable}.
 */
public final class ToolArgumentsException extends ChatException {
  private static final long serialVersionUID = 1L;

  /** The tool's name. */
  private final String tool;

  /** The id of the call. */
  private final String callId;

  ToolArgumentsException(Part.ToolCall call, @Nullable Throwable cause) {
    super("The arguments of the call of " + call.name() + " are not a JSON object.", cause);
    tool = call.name();
    callId = call.callId();
  }

  /**
   * Tells which tool was to run.
   *
   * @return the tool's name
   */
  public String tool() {
    return tool;
  }

  /**
   * Tells which call it is.
   *
   * @return the {@link Part.ToolCall#callId()}
   */
  public String callId() {
    return callId;
  }
}
