package io.github.streamingchat.benchmarks.parse;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.StreamClosedByServerException;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.logging.LDLogger;
import io.github.streamingchat.benchmarks.input.Pieces;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** LaunchDarkly's okhttp-eventsource, connected to bytes and not to a server. */
final class OkHttpEventSource {
  private static final URI ORIGIN = URI.create("http://localhost/");

  private OkHttpEventSource() {}

  static void read(Pieces pieces, Consumer<Object> events) throws IOException {
    try (EventSource source =
        new EventSource.Builder(new Connected(pieces)).logger(LDLogger.none()).build()) {
      while (true) {
        events.accept(source.readMessage().getData());
      }
    } catch (StreamClosedByServerException whole) {
      // how it tells the end
    } catch (StreamException thrown) {
      throw new IOException(thrown);
    }
  }

  private static final class Connected extends ConnectStrategy {
    private final Pieces pieces;

    Connected(Pieces pieces) {
      this.pieces = pieces;
    }

    @Override
    public Client createClient(LDLogger logger) {
      return new Client() {
        @Override
        public Result connect(@Nullable String lastEventId) {
          return new Result(pieces.pull(), ORIGIN, () -> {});
        }

        @Override
        public boolean awaitClosed(long millis) {
          return true;
        }

        @Override
        public URI getOrigin() {
          return ORIGIN;
        }

        @Override
        public void close() {}
      };
    }
  }
}
