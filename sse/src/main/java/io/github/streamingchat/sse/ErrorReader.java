package io.github.streamingchat.sse;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads the beginning of the body of a response that is no answer. */
final class ErrorReader implements BodyReader {
  private final BoundedBody body;
  private final Consumer<String> then;

  ErrorReader(int most, Consumer<String> then) {
    this.body = new BoundedBody(most);
    this.then = then;
  }

  @Override
  public boolean read(ByteBuffer bytes) {
    return body.take(bytes);
  }

  @Override
  public boolean end() {
    then.accept(body.text()); // the status alone says enough, however the body ended
    return true;
  }
}
