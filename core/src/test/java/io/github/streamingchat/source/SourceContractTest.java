package io.github.streamingchat.source;

import io.github.streamingchat.testkit.Script;
import io.github.streamingchat.testkit.TransportContract;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // a guard against hanging; nothing here waits for time
class SourceContractTest {
  @TestFactory
  Stream<DynamicContainer> everySourceKeepsTheContract() {
    return Stream.of(
        contract(
            "iterator", script -> Answers.fromIterator(request -> ScriptedItems.texts(script))),
        contract(
            "iterable",
            script -> Answers.fromIterable(
                request -> (Iterable<String>) () -> ScriptedItems.texts(script))),
        contract("stream", script -> Answers.fromStream(request -> stream(script))),
        contract(
            "events",
            script -> Answers.fromIterator(
                request -> ScriptedItems.events(script), AnswerEmitter::event)),
        contract("publisher", script -> Answers.fromPublisher(request -> publisher(script))),
        contract("callback", script -> Answers.from((request, out) -> emit(script, out))),
        contract(
            "callback on another thread",
            script -> Answers.from((request, out) -> new Thread(() -> emit(script, out)).start())));
  }

  private static DynamicContainer contract(String name, Function<Script, Answers> source) {
    TransportContract.Subject subject = script -> source.apply(script).newTransport();
    return DynamicContainer.dynamicContainer(
        name,
        TransportContract.checks(() -> subject).stream()
            .map(check -> DynamicTest.dynamicTest(check.name(), check::run)));
  }

  private static Stream<String> stream(Script script) {
    ScriptedItems<String> items = ScriptedItems.texts(script);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false)
        .onClose(items::close);
  }

  private static ScriptedPublisher<String> publisher(Script script) {
    List<String> texts = ScriptedItems.textsOf(script);
    if (ScriptedItems.fails(script)) {
      return ScriptedPublisher.failing(new IllegalStateException("scripted"), texts);
    }
    return ScriptedItems.completes(script)
        ? ScriptedPublisher.completing(texts)
        : ScriptedPublisher.silent(texts);
  }

  private static void emit(Script script, AnswerEmitter out) {
    ScriptedItems.textsOf(script).forEach(out::text);
    if (ScriptedItems.completes(script)) {
      out.complete();
    } else if (ScriptedItems.fails(script)) {
      out.fail(new IllegalStateException("scripted"));
    }
  }
}
