package io.github.streamingchat.sse.protocol;

import io.github.streamingchat.Usage;
import io.github.streamingchat.internal.json.JsonMembers;
import io.github.streamingchat.internal.json.UnexpectedJsonException;
import io.github.streamingchat.internal.peer.ProviderErrors.ProviderError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What one {@code GenerateContentResponse} says, as far as this library has a place for it. It is read
 * in full before anything is done with it, so that one that turns out to be broken has no effect.
 */
final class GeminiChunk {
  @Nullable
  String responseId;

  @Nullable
  String model;

  @Nullable
  Usage usage;

  @Nullable
  ProviderError error;

  /** Why the question itself was refused, and the words for it. */
  @Nullable
  String blockReason;

  @Nullable
  String blockMessage;

  final List<Candidate> candidates = new ArrayList<>(1);

  /** The members that this library has no word for. */
  final Map<String, @Nullable Object> others = new LinkedHashMap<>(0);

  private boolean isKnown;

  /** One candidate's share of a chunk. */
  static final class Candidate {
    int index;
    final List<GeminiPart> parts = new ArrayList<>(1);

    @Nullable
    String finishReason;

    @Nullable
    String finishMessage;

    @Nullable
    Map<String, @Nullable Object> grounding;

    @Nullable
    Map<String, @Nullable Object> citations;
  }

  /** Whether this is what Gemini sends, and not the JSON of something else. */
  boolean isOfThisProtocol() {
    return isKnown;
  }

  /** Reads a chunk. What is thrown says that it could not be read. */
  static GeminiChunk read(JsonMembers json) {
    json.begin();
    GeminiChunk chunk = readMembers(json);
    json.end();
    return chunk;
  }

  /**
   * Reads a body: one chunk, or the array of them that a stream without {@code alt=sse} is.
   *
   * @param consumer takes each chunk as soon as it is read, so that what stands before a cut counts
   */
  static void readBody(JsonMembers json, Consumer<GeminiChunk> consumer) {
    json.start();
    if (json.enterIf(JsonToken.START_OBJECT)) {
      consumer.accept(readMembers(json));
    } else if (json.enterArray()) {
      while (json.nextElement()) {
        if (json.enter()) {
          consumer.accept(readMembers(json));
        }
      }
    } else {
      throw new UnexpectedJsonException("an answer is a JSON object or an array of them");
    }
    json.end();
  }

  private static GeminiChunk readMembers(JsonMembers json) {
    GeminiChunk chunk = new GeminiChunk();
    while (json.next()) {
      chunk.isKnown |= chunk.readMember(json);
    }
    return chunk;
  }

  /** Gives whether the member is one that tells the format. */
  private boolean readMember(JsonMembers json) {
    switch (json.name()) {
      case "candidates" -> readCandidates(json);
      case "usageMetadata" -> usage = readUsage(json);
      case "modelVersion" -> model = json.word();
      case "responseId" -> responseId = json.word();
      case "promptFeedback" -> readFeedback(json);
      case "error" -> {
        error = readError(json);
        return error != null;
      }
      default -> {
        String name = json.name();
        others.put(name, json.value());
        return false;
      }
    }
    return true;
  }

  private void readCandidates(JsonMembers json) {
    if (!json.enterArray()) {
      return;
    }
    while (json.nextElement()) {
      if (json.enter()) {
        candidates.add(readCandidate(json));
      }
    }
  }

  private static Candidate readCandidate(JsonMembers json) {
    Candidate candidate = new Candidate();
    while (json.next()) {
      switch (json.name()) {
        case "index" -> candidate.index = json.index();
        case "content" -> readContent(json, candidate.parts);
        case "finishReason" -> candidate.finishReason = json.text();
        case "finishMessage" -> candidate.finishMessage = json.text();
        case "groundingMetadata" -> candidate.grounding = json.object();
        case "citationMetadata" -> candidate.citations = json.object();
        default -> json.skip();
      }
    }
    return candidate;
  }

  private static void readContent(JsonMembers json, List<GeminiPart> to) {
    if (!json.enter()) {
      return;
    }
    while (json.next()) {
      if (json.name().equals("parts")) {
        readParts(json, to);
      } else {
        json.skip();
      }
    }
  }

  private static void readParts(JsonMembers json, List<GeminiPart> to) {
    if (!json.enterArray()) {
      return;
    }
    while (json.nextElement()) {
      if (json.enter()) {
        to.add(GeminiPart.read(json));
      }
    }
  }

  private void readFeedback(JsonMembers json) {
    if (!json.enter()) {
      return;
    }
    while (json.next()) {
      switch (json.name()) {
        case "blockReason" -> blockReason = json.text();
        case "blockReasonMessage" -> blockMessage = json.text();
        default -> json.skip();
      }
    }
  }

  private static @Nullable Usage readUsage(JsonMembers json) {
    if (!json.enter()) {
      return null;
    }
    Long input = null;
    Long output = null;
    Long total = null;
    Long cached = null;
    Long reasoning = null;
    while (json.next()) {
      switch (json.name()) {
        case "promptTokenCount" -> input = json.count();
        case "candidatesTokenCount" -> output = json.count();
        case "totalTokenCount" -> total = json.count();
        case "cachedContentTokenCount" -> cached = json.count();
        case "thoughtsTokenCount" -> reasoning = json.count();
        default -> json.skip();
      }
    }
    return new Usage(input, output, total, cached, reasoning);
  }

  /** The name of the status says more than its number, which is that of HTTP. */
  private static @Nullable ProviderError readError(JsonMembers json) {
    if (!json.enter()) {
      String words = json.text();
      return words == null || words.isBlank() ? null : ProviderError.unstructured(words);
    }
    String message = null;
    String number = null;
    String status = null;
    while (json.next()) {
      switch (json.name()) {
        case "message" -> message = json.text();
        case "code" -> number = json.text();
        case "status" -> status = json.text();
        default -> json.skip();
      }
    }
    return new ProviderError(message, number, status == null ? number : status);
  }
}
