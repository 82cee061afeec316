package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.Part;
import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonValueWriter;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of a streamed answer: what the rules of the formats have in common, whatever they call
 * things. What is null or empty says nothing, and once the answer has ended nothing is said any more.
 *
 * <p>Not safe for use by several threads at once.
 */
final class DecodedMessage {
  private static final int LONGEST_NAME = 256;

  private record Call(
      String callId, String name, boolean providerRun, Part.@Nullable Seal seal, Spoken arguments) {
    Part.ToolCall with(String json, boolean complete) {
      return new Part.ToolCall(callId, name, ChatText.of(json), complete, providerRun, seal);
    }
  }

  private final JsonFrames frames;
  private final MessageSink message;
  private final String issuer;
  private final RawParts raws;
  private final SpokenParts texts;
  private final SpokenParts reasonings = new SpokenParts(true);
  private final SpokenParts refusals = new SpokenParts(true);

  /** The calls whose arguments are not complete. */
  private final Map<String, Call> calls = new LinkedHashMap<>();

  private boolean hasToolCalls;
  private boolean named;
  private boolean modelTold;
  private @Nullable FinishReason finish;

  /**
   * Begins a message.
   *
   * @param issuer the format's name in the seals that it gives
   */
  DecodedMessage(JsonFrames frames, MessageSink message, String issuer) {
    this.frames = frames;
    this.message = message;
    this.issuer = issuer;
    raws = new RawParts(message);
    texts = new SpokenParts(frames.isStrict());
  }

  MessageSink sink() {
    return message;
  }

  /** Tells the peer's id and the model; of formats that repeat them the first of each counts. */
  void started(@Nullable String id, @Nullable String model) {
    String newId = named ? null : named(id);
    String newModel = modelTold ? null : named(model);
    named |= newId != null;
    modelTold |= newModel != null;
    if ((newId != null || newModel != null) && frames.isOpen()) {
      message.started(newId, newModel);
    }
  }

  /** A name that can be kept; nobody's is blank, or longer than this. */
  static @Nullable String named(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > LONGEST_NAME ? null : text;
  }

  private boolean says(@Nullable String piece) {
    return piece != null && !piece.isEmpty() && frames.isOpen();
  }

  void text(String part, @Nullable String piece) {
    if (piece != null && says(piece)) {
      texts.of(part).add(piece);
      message.text(part, piece);
    }
  }

  /**
   * Takes the whole of a text whose pieces came before. What of it is new only the message knows: this
   * stream may go on where another one broke off, and have brought the end of the text only.
   */
  void wholeText(String part, @Nullable String whole) {
    if (whole == null || !frames.isOpen()) {
      return;
    }
    Spoken spoken = texts.of(part);
    boolean isNothing = whole.isEmpty() && !spoken.isEmpty();
    if (isNothing || (frames.isStrict() && !spoken.begins(whole) && !spoken.ends(whole))) {
      differs("text_differs", "text");
    } else if (!whole.isEmpty()) {
      spoken.become(whole);
      message.replaceText(part, whole);
    }
  }

  private void differs(String code, String what) {
    frames.problem(
        code,
        "the whole %s at the end differs from the pieces before it, which were kept"
            .formatted(what));
  }

  void reasoning(String part, @Nullable String piece) {
    if (piece != null && says(piece)) {
      reasonings.of(part).add(piece);
      message.reasoning(part, piece);
    }
  }

  void wholeReasoning(String part, @Nullable String whole) {
    reasoning(part, rest(reasonings.of(part), whole, "reasoning_differs", "reasoning"));
  }

  void refusal(String part, @Nullable String piece) {
    if (piece != null && says(piece)) {
      refusals.of(part).add(piece);
      message.refusal(part, piece);
    }
  }

  void wholeRefusal(String part, @Nullable String whole) {
    refusal(part, rest(refusals.of(part), whole, "text_differs", "refusal"));
  }

  /** Only what is new of a whole that follows its pieces counts. */
  private @Nullable String rest(Spoken known, @Nullable String whole, String code, String what) {
    if (whole == null || known.begins(whole)) {
      return whole == null ? null : known.restOf(whole);
    }
    differs(code, what);
    return null;
  }

  /** Begins a tool call whose arguments come in pieces, or tells one of them anew. */
  void toolCall(
      String part, String callId, String name, boolean providerRun, Part.@Nullable Seal seal) {
    if (!frames.isOpen()) {
      return;
    }
    Call before = calls.get(part);
    Spoken arguments = before == null ? new Spoken(true) : before.arguments;
    Call call = new Call(callId, name, providerRun, seal, arguments);
    if (!call.equals(calls.put(part, call))) {
      hasToolCalls |= !providerRun;
      message.put(part, call.with("", false));
    }
  }

  void arguments(String part, @Nullable String piece) {
    Call call = calls.get(part);
    if (piece == null || !says(piece)) {
      return;
    }
    if (call != null) {
      call.arguments.add(piece);
    }
    message.arguments(part, piece);
  }

  /**
   * The arguments are all there.
   *
   * @param whole all of them, if the peer repeats them: nobody has acted on the pieces yet, so that
   *     they give way to another whole, but not to nothing
   */
  void completeArguments(String part, @Nullable String whole) {
    Call call = calls.remove(part);
    if (call == null || !frames.isOpen()) {
      return;
    }
    if (whole == null
        || call.arguments.is(whole)
        || (whole.isBlank() && !call.arguments.isEmpty())) {
      message.completeArguments(part);
      return;
    }
    if (!call.arguments.isEmpty()) {
      frames.problem(
          "arguments_differ",
          "the whole arguments of a tool call differ from the pieces before them, which gave way");
    }
    if (frames.isOpen()) {
      message.put(part, call.with(whole.isBlank() ? "{}" : whole, true));
    }
  }

  /** Takes a tool call that comes whole, with arguments that are JSON or the text of it. */
  void wholeToolCall(
      String part,
      String callId,
      String name,
      @Nullable Object arguments,
      boolean providerRun,
      Part.@Nullable Seal seal) {
    if (!frames.isOpen()) {
      return;
    }
    String json = arguments instanceof String text
        ? text
        : arguments == null ? "" : JsonValueWriter.json(arguments);
    calls.remove(part);
    hasToolCalls |= !providerRun;
    Call call = new Call(callId, name, providerRun, seal, new Spoken(true));
    message.put(part, call.with(json.isBlank() ? "{}" : json, true));
  }

  /** Whether there is a call that the application is to answer. */
  boolean hasToolCalls() {
    return hasToolCalls;
  }

  void put(String part, Part whole) {
    if (frames.isOpen()) {
      message.put(part, whole);
    }
  }

  void sealText(String part, @Nullable String signature, @Nullable String encrypted) {
    if ((signature != null || encrypted != null) && frames.isOpen()) {
      message.sealText(part, new Part.Seal(issuer, signature, encrypted));
    }
  }

  void sealReasoning(String part, @Nullable String signature, @Nullable String encrypted) {
    if ((signature != null || encrypted != null) && frames.isOpen()) {
      message.sealReasoning(part, new Part.Seal(issuer, signature, encrypted));
    }
  }

  /** Keeps what this library has no word for. */
  void raw(String type, @Nullable Object json) {
    if (frames.isOpen()) {
      Problem dropped = raws.add(type, json);
      if (dropped != null) {
        frames.notice(dropped);
      }
    }
  }

  void metadata(Map<String, ? extends @Nullable Object> members) {
    if (!members.isEmpty() && frames.isOpen()) {
      message.metadata(members);
    }
  }

  void usage(@Nullable Usage usage) {
    if (usage != null && !usage.equals(Usage.NONE) && frames.isOpen()) {
      message.usage(usage);
    }
  }

  /** Tells why the model stopped; one that stopped to have tools run says so, whatever its word. */
  void finish(FinishReason.Kind kind, @Nullable String raw) {
    boolean isPlain = kind == FinishReason.Kind.STOP || kind == FinishReason.Kind.UNKNOWN;
    FinishReason told =
        new FinishReason(isPlain && hasToolCalls ? FinishReason.Kind.TOOL_CALLS : kind, raw);
    if (!told.equals(finish) && frames.isOpen()) {
      finish = told;
      message.finish(told);
    }
  }

  /** Whether a reason was told. */
  boolean isFinished() {
    return finish != null;
  }

  /** Whether the model had to stop, perhaps in the middle of the arguments of its last call. */
  boolean isCutOff() {
    return finish != null
        && switch (finish.kind()) {
          case LENGTH, CONTENT_FILTER, ERROR -> true;
          default -> false;
        };
  }

  /**
   * The answer has ended: no arguments are missing but those of a call that was cut off, which nobody may
   * act on, and no better reason for the end will come.
   */
  void close() {
    List<String> open = List.copyOf(calls.keySet());
    open.subList(0, isCutOff() && !open.isEmpty() ? open.size() - 1 : open.size())
        .forEach(part -> completeArguments(part, null));
    FinishReason told = finish == null ? FinishReason.UNKNOWN : finish;
    finish(told.kind(), told.raw());
  }
}
