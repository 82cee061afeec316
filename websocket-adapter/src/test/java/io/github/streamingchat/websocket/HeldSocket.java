package io.github.streamingchat.websocket;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A socket whose messages stay on their way until it is aborted, as they do when nobody reads. */
final class HeldSocket implements WebSocket {
  private final List<CompletableFuture<WebSocket>> held = new ArrayList<>();
  final List<Integer> closes = new ArrayList<>();
  int pings;
  int aborts;
  int asked;

  private CompletableFuture<WebSocket> hold() {
    CompletableFuture<WebSocket> sent = new CompletableFuture<>();
    held.add(sent);
    return sent;
  }

  @Override
  public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
    return hold();
  }

  @Override
  public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
    return hold();
  }

  @Override
  public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
    pings++;
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
    return hold();
  }

  @Override
  public CompletableFuture<WebSocket> sendClose(int code, String reason) {
    closes.add(code);
    return closes.size() == 1 && aborts == 0
        ? CompletableFuture.completedFuture(this)
        : CompletableFuture.failedFuture(new IOException("Output closed"));
  }

  @Override
  public void request(long n) {
    asked += (int) n;
  }

  @Override
  public String getSubprotocol() {
    return "";
  }

  @Override
  public boolean isOutputClosed() {
    return aborts > 0;
  }

  @Override
  public boolean isInputClosed() {
    return aborts > 0;
  }

  @Override
  public void abort() {
    aborts++;
    held.forEach(sent -> sent.completeExceptionally(new IOException("Output closed")));
  }
}
