package io.github.streamingchat.stream;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.FinishReason;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Usage;
import io.github.streamingchat.transport.MessageSink;
import io.github.streamingchat.transport.Problem;
import io.github.streamingchat.transport.StreamEvent;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** All that can happen to an answer, each with what it means. */
final class AnswerSteps {
  /** One thing that happens. */
  record Step(String name, Consumer<AnswerWorld> act) {
    @Override
    public String toString() {
      return name;
    }
  }

  private AnswerSteps() {}

  /**
   * Steps of an answer in one text part, cut anywhere, also between two surrogates.
   */
  static Arbitrary<Step> inOnePart() {
    Arbitrary<String> pieces = Arbitraries.of(
        "a", "bc", "\u00E9", "\uD83D\uDE00", "\uD83D", "\uDE00", "x\uD83D", "\uDE00y", "!", "");
    return steps(Combinators.combine(Arbitraries.of("", "b"), pieces)
        .as((message, piece) -> content(message, "text", "0", piece)));
  }

  /** Steps of an answer in many parts of all kinds. */
  static Arbitrary<Step> inManyParts() {
    Arbitrary<String> pieces = Arbitraries.of("a", "bc", "\uD83D\uDE00", "!", "");
    return steps(Combinators.combine(
            Arbitraries.of("", "", "b"),
            Arbitraries.of("text", "text", "reasoning", "refusal"),
            Arbitraries.of("0", "0", "1"),
            pieces)
        .as(AnswerSteps::content));
  }

  private static Arbitrary<Step> steps(Arbitrary<Step> content) {
    return Arbitraries.frequencyOf(
        Tuple.of(20, content),
        Tuple.of(6, annotations()),
        Tuple.of(5, signsOfLife()),
        Tuple.of(1, ends()),
        Tuple.of(6, passing()),
        Tuple.of(5, application()),
        Tuple.of(4, readers()));
  }

  /** What may still come of an answer after its end. */
  static Arbitrary<Step> events() {
    return Arbitraries.oneOf(
        Arbitraries.of("", "b").map(message -> content(message, "text", "0", "late")),
        annotations(),
        signsOfLife(),
        transportEnds());
  }

  private static Step content(String message, String kind, String part, String piece) {
    return new Step(kind + " " + message + "/" + part + " " + escaped(piece), world -> {
      if (world.sink() == null) {
        return;
      }
      if (!piece.isEmpty() && world.model.counts(world.now())) {
        world.model.append(message, kind + part, piece);
        if (message.isEmpty() && kind.equals("text") && piece.contains("!")) {
          world.model.end(MessageStatus.CANCELLED, LateCause.CANCELLED);
        }
      }
      MessageSink sink = world.sink().message(message);
      switch (kind) {
        case "text" -> sink.text(part, piece);
        case "reasoning" -> sink.reasoning(part, piece);
        default -> sink.refusal(part, piece);
      }
    });
  }

  private static String escaped(String piece) {
    StringBuilder escaped = new StringBuilder("'");
    piece.chars().forEach(unit -> {
      if (unit < 128) {
        escaped.append((char) unit);
      } else {
        escaped.append("\\u%04X".formatted(unit));
      }
    });
    return escaped.append('\'').toString();
  }

  private static Arbitrary<Step> annotations() {
    Arbitrary<String> messages = Arbitraries.of("", "b");
    return Combinators.combine(messages, Arbitraries.integers().between(0, 4))
        .as((message, value) -> switch (value) {
          case 0 ->
            annotation("started", message, sink -> sink.started("srv", "model"), expected -> {
              if (!expected.aliases.contains("srv")) {
                expected.aliases.add("srv");
              }
              expected.metadata.put("model", "model");
            });
          case 1 ->
            annotation(
                "metadata",
                message,
                sink -> sink.metadata(Map.of("peer", 1)),
                expected -> expected.metadata.put("peer", 1L));
          case 2 -> usage(message, new Usage(1L, 2L, null, null, null));
          case 3 -> usage(message, new Usage(null, 5L, 6L, null, null));
          default ->
            annotation("finish", message, sink -> sink.finish(FinishReason.STOP), expected -> {});
        });
  }

  private static Step usage(String message, Usage usage) {
    return annotation(
        "usage",
        message,
        sink -> sink.usage(usage),
        expected ->
            expected.usage = expected.usage == null ? usage : expected.usage.mergedWith(usage));
  }

  private static Step annotation(
      String name,
      String message,
      Consumer<MessageSink> call,
      Consumer<AnswerModel.Message> meaning) {
    return new Step(name + " " + message, world -> {
      if (world.sink() != null) {
        if (world.model.counts(world.now())) {
          meaning.accept(world.model.message(message));
        }
        call.accept(world.sink().message(message));
      }
    });
  }

  private static Arbitrary<Step> signsOfLife() {
    Step problem = new Step("problem", world -> {
      if (world.sink() != null) {
        if (world.model.counts(world.now())) {
          world.model.problems++;
        }
        world.sink().problem(new Problem("odd", "passed over"));
      }
    });
    return Arbitraries.of(
        signOfLife(new StreamEvent.Connected()),
        signOfLife(new StreamEvent.Heartbeat()),
        signOfLife(new StreamEvent.Received(5)),
        problem);
  }

  private static Step signOfLife(StreamEvent event) {
    return new Step(event.getClass().getSimpleName(), world -> {
      if (world.sink() != null) {
        world.model.signOfLife(world.now());
        event.deliverTo(world.sink());
      }
    });
  }

  private static Arbitrary<Step> ends() {
    return Arbitraries.oneOf(
        transportEnds(),
        Arbitraries.of(
            new Step("cancel", world -> {
              world.answer.cancel();
              world.model.end(MessageStatus.CANCELLED, LateCause.CANCELLED);
            }),
            new Step("clear", AnswerWorld::clear),
            new Step("remove the answer", world -> world.removeAnswer(0)),
            new Step("remove its last message", world -> world.removeAnswer(1))));
  }

  private static Arbitrary<Step> transportEnds() {
    return Arbitraries.of(
        transportEnd(
            new StreamEvent.Completed(true),
            model -> model.end(MessageStatus.COMPLETED, LateCause.ENDED)),
        transportEnd(
            new StreamEvent.Completed(false),
            model -> model.end(MessageStatus.COMPLETED, LateCause.ENDED)),
        transportEnd(
            new StreamEvent.Truncated(null), model -> model.fail(ChatError.Kind.TRUNCATED)),
        transportEnd(
            new StreamEvent.Failed(ChatError.of(ChatError.Kind.SERVER, "boom")),
            model -> model.fail(ChatError.Kind.SERVER)));
  }

  private static Step transportEnd(StreamEvent event, Consumer<AnswerModel> meaning) {
    return new Step(event.toString(), world -> {
      if (world.sink() != null) {
        if (world.model.counts(world.now())) {
          meaning.accept(world.model);
        }
        event.deliverTo(world.sink());
      }
    });
  }

  private static Arbitrary<Step> passing() {
    return Arbitraries.of(
            Duration.ZERO,
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Scene.TIMEOUTS.idle().minusNanos(1),
            Scene.TIMEOUTS.connect().minus(Scene.TIMEOUTS.idle()))
        .map(duration -> new Step("pass " + duration, world -> world.passTime(duration)));
  }

  private static Arbitrary<Step> application() {
    return Arbitraries.of(
        new Step("annotate 1", world -> world.annotate(1)),
        new Step("annotate 2", world -> world.annotate(2)),
        new Step("write over", AnswerWorld::tryToWriteOver),
        new Step("ask again", AnswerWorld::tryToAskAgain),
        new Step("write to the bystander", world -> world.writeToBystander("z")),
        new Step("remove the user's turn", AnswerWorld::removeUserTurn));
  }

  private static Arbitrary<Step> readers() {
    return Arbitraries.of(
        new Step("run a reader", world -> world.runReaders(1)),
        new Step("run the readers", world -> world.runReaders(100)),
        new Step("observe directly", world -> world.observe(true)),
        new Step("observe queued", world -> world.observe(false)),
        new Step("close the second observer", world -> world.closeObserver(1)),
        new Step("close an observer", world -> world.closeObserver(7)));
  }
}
