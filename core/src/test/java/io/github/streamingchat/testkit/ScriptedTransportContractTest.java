package io.github.streamingchat.testkit;

import io.github.streamingchat.transport.ChatTransport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ScriptedTransportContractTest {
  private static final class Scripted implements TransportContract.Subject {
    private final VirtualTime time = new VirtualTime();

    @Override
    public ChatTransport transport(Script script) {
      return new ScriptedTransport(time, script);
    }

    @Override
    public void pass() {
      time.run();
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return TransportContract.checks(Scripted::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}
