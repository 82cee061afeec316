package io.github.streamingchat.journal;

import io.github.streamingchat.BusyPolicy;
import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.ChatText;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.ReservationOwner;
import io.github.streamingchat.Revocation;
import io.github.streamingchat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** A conversation in which anything may happen that can: each step is one of the ways to change it. */
final class LivelyConversation {
  private static final MessageDraft PLACEHOLDER =
      MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build();

  /** One thing that happens. */
  record Step(Kind kind, int pick, String piece) {}

  enum Kind {
    ADD,
    BEGIN,
    BEGIN_BESIDE,
    WAIT_IN_LINE,
    AGAIN,
    CANDIDATE,
    OPEN,
    APPEND,
    REPLACE,
    START_OVER,
    RETELL,
    DESCRIBE,
    ANNOTATE,
    REWRITE,
    DROP_PART,
    APPLICATION_APPENDS,
    SETTLE,
    REMOVE,
    CLEAR,
    /** Lets the journal's executor run. */
    DELIVER,
    /** Lets the journal's timers ring. */
    PASS
  }

  static Arbitrary<List<Step>> histories() {
    Arbitrary<Kind> kinds = Arbitraries.frequency(
        Tuple.of(4, Kind.ADD),
        Tuple.of(8, Kind.BEGIN),
        Tuple.of(3, Kind.BEGIN_BESIDE),
        Tuple.of(2, Kind.WAIT_IN_LINE),
        Tuple.of(2, Kind.AGAIN),
        Tuple.of(3, Kind.CANDIDATE),
        Tuple.of(12, Kind.OPEN),
        Tuple.of(30, Kind.APPEND),
        Tuple.of(2, Kind.REPLACE),
        Tuple.of(2, Kind.START_OVER),
        Tuple.of(5, Kind.RETELL),
        Tuple.of(4, Kind.DESCRIBE),
        Tuple.of(3, Kind.ANNOTATE),
        Tuple.of(3, Kind.REWRITE),
        Tuple.of(2, Kind.DROP_PART),
        Tuple.of(4, Kind.APPLICATION_APPENDS),
        Tuple.of(5, Kind.SETTLE),
        Tuple.of(2, Kind.REMOVE),
        Tuple.of(1, Kind.CLEAR),
        Tuple.of(12, Kind.DELIVER),
        Tuple.of(6, Kind.PASS));
    Arbitrary<String> pieces = Arbitraries.of(
        "", "a", "word ", "\uD83D\uDE00", "\uD83D", "\uDE00", "\"\n", "l".repeat(60));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 20), pieces)
        .as(Step::new)
        .list()
        .ofMaxSize(60)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  final Conversation conversation;
  private final List<Reservation> writers = new ArrayList<>();
  private final ReservationOwner owner = new ReservationOwner() {
    @Override
    public void onTurn(Reservation reservation) {}

    @Override
    public void onRevoked(Reservation reservation, Revocation why) {}
  };

  LivelyConversation(Conversation conversation) {
    this.conversation = conversation;
  }

  void take(Step step) {
    writers.removeIf(writer -> !writer.isOpen() && conversation.waiting().isEmpty());
    switch (step.kind()) {
      case ADD -> conversation.add(MessageDraft.user(step.piece()));
      case BEGIN -> begin(BusyPolicy.INTERRUPT, step);
      case BEGIN_BESIDE -> writers.add(conversation.beginBeside(PLACEHOLDER, owner));
      case WAIT_IN_LINE -> begin(BusyPolicy.queue(100), step);
      case AGAIN -> again(step);
      case APPLICATION_APPENDS -> withSettled(step, id -> conversation.append(id, step.piece()));
      case REWRITE ->
        withSettled(step, id -> conversation.edit(id, message -> message.text(step.piece())));
      case DROP_PART -> withSettled(step, this::dropPart);
      case ANNOTATE ->
        withMessage(
            step, id -> conversation.edit(id, message -> message.metadata("mark", step.pick())));
      case REMOVE -> withMessage(step, conversation::remove);
      case CLEAR -> conversation.clear();
      case DELIVER, PASS -> {}
      default -> withWriter(step);
    }
  }

  private interface MessageStep {
    void take(MessageId id);
  }

  private void begin(BusyPolicy policy, Step step) {
    MessageDraft user = step.pick() % 3 == 0 ? null : MessageDraft.user(step.piece());
    writers.add(conversation.begin(user, PLACEHOLDER, policy, owner));
  }

  private void again(Step step) {
    conversation.snapshot().messages().stream()
        .skip(1)
        .filter(message -> message.role().equals(Role.ASSISTANT))
        .findFirst()
        .ifPresent(answer -> writers.add(
            conversation.beginInsteadOf(answer.id(), PLACEHOLDER, BusyPolicy.INTERRUPT, owner)));
  }

  private void withMessage(Step step, MessageStep then) {
    int size = conversation.snapshot().size();
    if (size > 0) {
      then.take(conversation.snapshot().get(step.pick() % size).id());
    }
  }

  /** A message that no answer writes. */
  private void withSettled(Step step, MessageStep then) {
    withMessage(step, id -> {
      boolean isOwned = writers.stream().anyMatch(writer -> writer.messages().contains(id));
      if (!isOwned) {
        then.take(id);
      }
    });
  }

  private void dropPart(MessageId id) {
    conversation.edit(id, message -> {
      List<Part> parts = conversation.find(id).orElseThrow().parts();
      message.parts(parts.isEmpty() ? parts : parts.subList(1, parts.size()));
    });
  }

  private void withWriter(Step step) {
    if (writers.isEmpty()) {
      return;
    }
    Reservation writer = writers.get(step.pick() % writers.size());
    MessageId id = writer.messages().get(step.pick() % writer.messages().size());
    if (!writer.isOpen()) {
      if (step.kind() == Kind.SETTLE) {
        settle(writer, step);
      }
      return;
    }
    switch (step.kind()) {
      case CANDIDATE -> writer.add(PLACEHOLDER);
      case OPEN -> writer.open(id, part(step));
      case APPEND -> withGrowing(writer, id, step, part -> writer.append(id, part, step.piece()));
      case REPLACE ->
        withGrowing(writer, id, step, part -> {
          if (writer.message(id).parts().get(part) instanceof Part.Text) {
            writer.replace(id, part, step.piece());
          }
        });
      case START_OVER ->
        writer.startOver(
            id, new Part.Text(ChatText.EMPTY, 1000 + step.pick()), step.piece(), Set.of());
      case RETELL -> writer.edit(id, message -> message.parts(retold(writer.message(id), step)));
      case DESCRIBE ->
        writer.edit(id, message -> message.alias(step.piece()).finishReason(FinishReason.STOP));
      default -> settle(writer, step);
    }
  }

  private interface PartStep {
    void take(int part);
  }

  private static void withGrowing(Reservation writer, MessageId id, Step step, PartStep then) {
    List<Part> parts = writer.message(id).parts();
    int part = parts.isEmpty() ? 0 : step.pick() % parts.size();
    if (!parts.isEmpty() && parts.get(part) instanceof Part.Growing) {
      then.take(part);
    }
  }

  private static Part part(Step step) {
    return switch (step.pick() % 5) {
      case 0 -> new Part.Reasoning(ChatText.EMPTY, null);
      case 1 -> new Part.ToolCall("c", "search", ChatText.EMPTY, false);
      case 2 -> new Part.Data("rows", null, step.piece());
      default -> Part.text(step.piece());
    };
  }

  /** Seals, ends and replaces parts, and changes none of their texts but by chance. */
  private static List<Part> retold(ChatMessage message, Step step) {
    List<Part> parts = new ArrayList<>(message.parts());
    for (int i = 0; i < parts.size(); i++) {
      parts.set(i, retold(parts.get(i), step));
    }
    return parts;
  }

  private static Part retold(Part part, Step step) {
    Part.@Nullable Seal seal = step.pick() % 2 == 0 ? null : new Part.Seal("a", step.piece(), null);
    if (part instanceof Part.Text text) {
      return new Part.Text(text.content(), text.revision(), seal);
    } else if (part instanceof Part.Reasoning thought) {
      return new Part.Reasoning(thought.content(), seal);
    } else if (part instanceof Part.ToolCall call) {
      return new Part.ToolCall(call.callId(), call.name(), call.content(), true, false, seal);
    }
    return new Part.Data("rows", null, List.of(step.piece(), step.pick()));
  }

  private void settle(Reservation writer, Step step) {
    boolean fails = step.pick() % 3 == 0;
    writer.settle(
        fails ? MessageStatus.FAILED : MessageStatus.COMPLETED,
        fails ? ChatError.of(ChatError.Kind.SERVER, step.piece()) : null);
    writers.remove(writer);
  }
}
