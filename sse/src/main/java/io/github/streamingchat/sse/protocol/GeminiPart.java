package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.internal.json.JsonMembers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One part of a candidate's content, read token by token. A part is of one kind, told by the member it
 * has; a signature or the mark of a thought may stand beside any.
 */
final class GeminiPart {
  /** Members that say something of the content beside them, and are none. */
  private static final Set<String> DETAILS =
      Set.of("partMetadata", "videoMetadata", "mediaResolution");

  @Nullable
  String text;

  boolean thought;

  @Nullable
  String signature;

  @Nullable
  Call call;

  @Nullable
  Map<String, @Nullable Object> inlineData;

  @Nullable
  Map<String, @Nullable Object> fileData;

  @Nullable
  Map<String, @Nullable Object> executableCode;

  @Nullable
  Map<String, @Nullable Object> codeExecutionResult;

  /** The members that this library has no word for. */
  final Map<String, @Nullable Object> others = new LinkedHashMap<>(0);

  /** A function call, which is whole unless it has partial arguments or says that it goes on. */
  static final class Call {
    @Nullable
    String id;

    @Nullable
    String name;

    @Nullable
    Map<String, @Nullable Object> args;

    final List<PartialArg> partialArgs = new ArrayList<>(0);
    boolean willContinue;

    boolean isPiece() {
      return willContinue || !partialArgs.isEmpty() || name == null;
    }
  }

  /** A piece of one argument. */
  static final class PartialArg {
    String path = "";

    /** What is new of a string, or a whole number, truth value or null. */
    @Nullable
    Object value;

    boolean hasValue;
    boolean willContinue;
  }

  /**
   * Whether it has content that is no text. The API names one kind for a part, but serializers also
   * write an empty text beside it. What this library has no word for counts where there is no text.
   */
  boolean isStructured() {
    return call != null
        || inlineData != null
        || fileData != null
        || executableCode != null
        || codeExecutionResult != null
        || (text == null
            ? !others.isEmpty()
            : text.isEmpty() && !DETAILS.containsAll(others.keySet()));
  }

  static GeminiPart read(JsonMembers json) {
    GeminiPart part = new GeminiPart();
    while (json.next()) {
      part.readMember(json);
    }
    return part;
  }

  private void readMember(JsonMembers json) {
    switch (json.name()) {
      case "text" -> text = json.text();
      case "thought" -> thought = json.truth();
      case "thoughtSignature" -> signature = json.text();
      case "functionCall" -> call = readCall(json);
      case "inlineData" -> inlineData = json.object();
      case "fileData" -> fileData = json.object();
      case "executableCode" -> executableCode = json.object();
      case "codeExecutionResult" -> codeExecutionResult = json.object();
      default -> readOther(json);
    }
  }

  private void readOther(JsonMembers json) {
    String name = json.name();
    Object value = json.value();
    if (value != null) {
      others.put(name, value);
    }
  }

  private static @Nullable Call readCall(JsonMembers json) {
    if (!json.enter()) {
      return null;
    }
    Call call = new Call();
    while (json.next()) {
      switch (json.name()) {
        case "id" -> call.id = json.text();
        case "name" -> call.name = json.text();
        case "args" -> call.args = json.object();
        case "partialArgs" -> readPartialArgs(json, call.partialArgs);
        case "willContinue" -> call.willContinue = json.truth();
        default -> json.skip();
      }
    }
    return call;
  }

  private static void readPartialArgs(JsonMembers json, List<PartialArg> to) {
    if (!json.enterArray()) {
      return;
    }
    while (json.nextElement()) {
      if (json.enter()) {
        to.add(readPartialArg(json));
      }
    }
  }

  private static PartialArg readPartialArg(JsonMembers json) {
    PartialArg arg = new PartialArg();
    while (json.next()) {
      switch (json.name()) {
        case "jsonPath" -> {
          String path = json.text();
          arg.path = path == null ? "" : path;
        }
        case "stringValue", "numberValue", "boolValue" -> {
          Object value = json.value();
          if (value != null) {
            arg.value = value;
            arg.hasValue = true;
          }
        }
        case "nullValue" -> {
          json.skip();
          arg.hasValue = true;
        }
        case "willContinue" -> arg.willContinue = json.truth();
        default -> json.skip();
      }
    }
    return arg;
  }
}
