package io.github.streamingchat.examples.web.rooms;

import java.util.List;

/**
 * Something to talk about; each session has a history of its own for each.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its name in addresses
 * @param title its name for people
 */
public record Document(String id, String title) {
  /** Where a question goes that names no document. */
  public static final Document GENERAL = new Document("general", "General");

  /** The ones that there are. */
  public static final List<Document> ALL = List.of(
      GENERAL, new Document("handbook", "Handbook"), new Document("report", "Annual report"));
}
