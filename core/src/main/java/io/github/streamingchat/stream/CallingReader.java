package io.github.streamingchat.stream;

import io.github.streamingchat.internal.delivery.DrainLoop;
import io.github.streamingchat.internal.delivery.SharedPool;
import java.util.concurrent.Executor;

/** A reader that calls the application: on its executor, one call at a time. */
abstract class CallingReader extends Reader {
  final DrainLoop loop;
  private final boolean onPool;

  CallingReader(AnswerRun run, Executor executor) {
    super(run);
    this.loop = new DrainLoop(executor, this::drain, run::report);
    this.onPool = executor.equals(SharedPool.callbacks());
  }

  @Override
  void signal() {
    if (!isClosed()) {
      loop.signal();
    }
  }

  @Override
  final boolean isAwaited() {
    return onPool;
  }

  /** Tells what is new. Called by one thread at a time. */
  abstract void drain();

  /** One call that throws takes nothing from the next. */
  final void tell(Runnable call) {
    if (isClosed()) {
      return;
    }
    try {
      call.run();
    } catch (Throwable thrown) { // also what other languages throw undeclared
      run.report(thrown);
    }
  }
}
