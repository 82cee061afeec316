package io.github.streamingchat.stream;

import io.github.streamingchat.Author;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.LimitExceededException;
import io.github.streamingchat.Limits;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message of an answer, as its attempts write it: which part is which for the peer, and what the
 * peer told about the message.
 *
 * <p>Confined to one thread at a time, as {@link AnswerContent} says. The writes give false when the
 * reservation has ended.
 */
final class WrittenMessage {
  static final int NO_PART = -1;

  /** A peer that names itself anew with each event is not remembered for ever. */
  private static final int MOST_ALIASES = 16;

  private static final ChatText NO_ARGUMENTS = ChatText.of("{}");

  private record PartKey(PartKind kind, String key) {}

  /** Where a part is in the message, and during which step it was opened. */
  private record Place(int position, int step) {}

  private final Reservation reservation;
  private final Limits limits;

  // Small at first: most messages have one part and one member, and there may be thousands of them.
  private final Map<PartKey, Place> parts = new HashMap<>(2);

  /** The metadata that came from the peer, by its name, as the message has it. */
  private final Map<String, @Nullable Object> told = new HashMap<>(2);

  /** The keys of the tool calls whose arguments are not complete; made with the first of them. */
  private Set<String> growingCalls = Set.of();

  /** How many steps were begun. */
  private int step;

  /** Whether a part may be there that was opened during this step. */
  private boolean stepHasParts;

  /** Who speaks, as the peer told it. */
  private @Nullable Author toldAuthor;

  private @Nullable MessageId id;

  // The part of the last piece, which is nearly always the part of the next one.
  private @Nullable PartKind lastKind;
  private @Nullable String lastKey;
  private int lastPart = NO_PART;

  /** What a new text has: more than all that were replaced. */
  private int revision;

  private boolean toldOf;

  /** A message that is there ({@code id}), or that joins with its first event (null). */
  WrittenMessage(Reservation reservation, Limits limits, @Nullable MessageId id) {
    this.reservation = reservation;
    this.limits = limits;
    this.id = id;
  }

  /** Gives the part's position, or -1 if the reservation has ended. */
  int partOf(PartKind kind, String key) {
    if (kind == lastKind && key.equals(lastKey)) {
      return lastPart;
    }
    PartKey partKey = new PartKey(kind, key);
    Place known = parts.get(partKey);
    int part = known == null ? open(partKey, kind.newPart(revision)) : known.position;
    if (part == NO_PART) {
      return NO_PART;
    }
    lastKind = kind;
    lastKey = key;
    lastPart = part;
    return part;
  }

  private int open(PartKey key, Part part) {
    int position = reservation.open(ownId(), part);
    if (position != NO_PART) {
      know(key, position);
    }
    return position;
  }

  private void know(PartKey key, int position) {
    parts.put(key, new Place(position, step));
    stepHasParts = true;
  }

  /** Adds a part, or puts it in the place of the one of its key. */
  boolean put(String key, Part whole) {
    PartKey partKey = new PartKey(PartKind.of(whole), key);
    Place known = parts.get(partKey);
    if (whole instanceof Part.ToolCall call) {
      grows(key, !call.complete());
    }
    return known == null
        ? open(partKey, whole) != NO_PART
        : change(known.position, before -> renewed(before, whole));
  }

  /** A call that still grows keeps its arguments if it is only told again what it is. */
  private static Part renewed(Part before, Part whole) {
    boolean keeps = before instanceof Part.ToolCall
        && whole instanceof Part.ToolCall call
        && !call.complete()
        && call.content().isEmpty();
    return keeps ? ((Part.ToolCall) whole).withContent(((Part.ToolCall) before).content()) : whole;
  }

  private void grows(String call, boolean grows) {
    if (grows && growingCalls.isEmpty()) {
      growingCalls = new HashSet<>();
    }
    if (grows) {
      growingCalls.add(call);
    } else if (growingCalls.contains(call)) {
      growingCalls.remove(call);
    }
  }

  /** Whether there is a tool call of that key whose arguments are not complete. */
  boolean hasGrowingCall(String key) {
    return growingCalls.contains(key);
  }

  boolean knowsCall(String key) {
    return parts.containsKey(new PartKey(PartKind.TOOL_CALL, key));
  }

  boolean completeArguments(String key) {
    grows(key, false);
    return change(partOf(PartKind.TOOL_CALL, key), before -> {
      Part.ToolCall call = (Part.ToolCall) before;
      boolean isBlank = call.content().toString().isBlank();
      return new Part.ToolCall(
          call.callId(),
          call.name(),
          isBlank ? NO_ARGUMENTS : call.content(),
          true,
          call.providerRun(),
          call.seal());
    });
  }

  boolean seal(PartKind kind, String key, Part.Seal seal) {
    int position = partOf(kind, key);
    return position != NO_PART
        && change(position, before -> {
          if (before instanceof Part.Text text) {
            return new Part.Text(text.content(), text.revision(), merged(text.seal(), seal));
          }
          Part.Reasoning reasoning = (Part.Reasoning) before;
          return new Part.Reasoning(reasoning.content(), merged(reasoning.seal(), seal));
        });
  }

  private static Part.Seal merged(Part.@Nullable Seal before, Part.Seal seal) {
    return before == null ? seal : before.mergedWith(seal);
  }

  /** Changes one part of the message as it is now. */
  private boolean change(int position, UnaryOperator<Part> change) {
    return reservation.edit(ownId(), message -> {
      List<Part> changed = new ArrayList<>(now().parts());
      changed.set(position, change.apply(changed.get(position)));
      message.parts(changed);
    });
  }

  /** What is opened from now on belongs to the next step. */
  void beginStep() {
    step++;
    stepHasParts = false;
  }

  /** Costs nothing for an empty step: a peer may reset as many of those as it likes. */
  private Stream<Map.Entry<PartKey, Place>> partsOfStep() {
    if (!stepHasParts) {
      return Stream.empty();
    }
    return parts.entrySet().stream().filter(part -> part.getValue().step == step);
  }

  /** Whether text of this step is there, which readers may have been told. */
  boolean hasTextOfStep() {
    List<Part> all = id == null ? List.of() : now().parts();
    return partsOfStep()
        .filter(part -> part.getKey().kind != PartKind.TOOL_CALL)
        .map(part -> all.get(part.getValue().position))
        .anyMatch(part -> part instanceof Part.Growing && part.length() > 0);
  }

  /** Takes back every part of this step. */
  boolean resetStep() {
    Set<Integer> positions =
        partsOfStep().map(part -> part.getValue().position).collect(Collectors.toSet());
    if (positions.isEmpty()) {
      return true;
    }
    raiseRevision();
    partsOfStep()
        .filter(part -> part.getKey().kind == PartKind.TOOL_CALL)
        .forEach(part -> grows(part.getKey().key, false));
    parts.values().removeIf(part -> part.step == step);
    beginStep();
    lastKind = null;
    return reservation.edit(ownId(), message -> {
      List<Part> all = now().parts();
      message.parts(IntStream.range(0, all.size())
          .filter(position -> !positions.contains(position))
          .mapToObj(all::get)
          .toList());
    });
  }

  boolean append(int part, CharSequence piece) {
    return reservation.append(ownId(), part, piece);
  }

  /** Gives how many characters were new, or -1 if the reservation has ended. */
  int append(int part, long offset, CharSequence piece) {
    return reservation.append(ownId(), part, offset, piece);
  }

  int lengthOf(int part) {
    return ((Part.Growing) now().parts().get(part)).content().length();
  }

  boolean replace(int part, CharSequence whole) {
    return reservation.replace(ownId(), part, whole);
  }

  /** Whether the message has joined the conversation. */
  boolean isThere() {
    return id != null;
  }

  Stream<MessageId> id() {
    return Stream.ofNullable(id);
  }

  /** Whether this attempt has told something about the message. */
  boolean isToldOf() {
    return toldOf;
  }

  /** Puts a first piece in the place of all that the answer has said. */
  boolean startOver(PartKind kind, String key, CharSequence piece, Set<MessageId> staying) {
    know(new PartKey(kind, key), 0);
    return reservation.startOver(ownId(), kind.newPart(revision), piece, staying);
  }

  /** The parts that are opened from now on are others than those that the message has. */
  void forgetParts() {
    parts.clear();
    growingCalls = Set.of();
    beginStep();
    lastPart = NO_PART;
    lastKind = null;
    raiseRevision();
  }

  private void raiseRevision() {
    if (id != null) {
      for (Part part : now().parts()) {
        if (part instanceof Part.Text text) {
          revision = Math.max(revision, text.revision() + 1);
        }
      }
    }
  }

  private MessageId ownId() {
    MessageId own = id;
    if (own == null) {
      requireRoomForCandidate();
      own = reservation.add(AnswerRun.PLACEHOLDER).orElse(reservation.primary());
      id = own;
    }
    return own;
  }

  private void requireRoomForCandidate() {
    int most = limits.maxCandidates();
    if (reservation.messages().size() >= most) {
      throw new LimitExceededException("maxCandidates", most, most + 1L);
    }
  }

  private ChatMessage now() {
    return reservation.message(ownId());
  }

  private boolean edit(Consumer<ChatMessage.Builder> edit) {
    toldOf = true;
    return reservation.edit(ownId(), edit);
  }

  boolean started(@Nullable String serverId, @Nullable String model) {
    boolean written = edit(message -> {
      if (serverId != null && now().aliases().size() < MOST_ALIASES) {
        message.alias(serverId);
      }
      if (model != null) {
        message.metadata("model", model);
      }
    });
    if (written && model != null) {
      told.put("model", model);
    }
    return written;
  }

  boolean author(Author author) {
    boolean written = edit(message -> message.author(author));
    if (written) {
      toldAuthor = author;
    }
    return written;
  }

  boolean metadata(Map<String, ? extends @Nullable Object> members) {
    if (!edit(message -> message.metadata(members))) {
      return false;
    }
    Map<String, @Nullable Object> metadata = now().metadata();
    members.keySet().forEach(name -> told.put(name, metadata.get(name)));
    return true;
  }

  boolean usage(Usage usage) {
    Usage before = now().usage().orElse(Usage.NONE);
    return edit(message -> message.usage(before.mergedWith(usage)));
  }

  boolean finish(FinishReason reason) {
    return edit(message -> message.finishReason(reason));
  }

  /**
   * Takes back what a failed attempt told about the message. What the application wrote stays, and so
   * do the peer's ids, by which the peer's own log can be searched.
   */
  void forgetWhatWasTold() {
    takeBackWhatWasTold();
    toldOf = false;
  }

  private void takeBackWhatWasTold() {
    if (id == null) {
      return;
    }
    ChatMessage before = now();
    if (told.isEmpty()
        && toldAuthor == null
        && before.finishReason().isEmpty()
        && before.usage().isEmpty()) {
      return;
    }
    edit(message -> {
      message.finishReason(null).usage(null);
      if (toldAuthor != null && toldAuthor.equals(now().author().orElse(null))) {
        message.author(null);
      }
      told.forEach((name, value) -> {
        if (Objects.equals(now().metadata().get(name), value)) {
          message.removeMetadata(name);
        }
      });
    });
    told.clear();
    toldAuthor = null;
  }
}
