package io.github.streamingchat;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Conversations by key: one for each chat, page or document, isolated from every other. What is no
 * longer needed must be removed, or it is held for ever.
 *
 * <p>Thread-safe.
 */
public final class Conversations {
  private final ConcurrentMap<String, Conversation> byKey = new ConcurrentHashMap<>();
  private final Function<String, Conversation> factory;

  private Conversations(Function<String, Conversation> factory) {
    this.factory = factory;
  }

  /**
   * Makes a registry whose conversations have every default and their key as id.
   *
   * @return an empty registry
   */
  public static Conversations create() {
    return create(key -> Conversation.builder(key).build());
  }

  /**
   * Makes a registry with conversations of the application's making.
   *
   * @param factory makes the conversation of a key; called without a lock, so that two threads that
   *     ask for a new key at once may each call it, and one result is dropped
   * @return an empty registry
   */
  public static Conversations create(Function<String, Conversation> factory) {
    return new Conversations(Objects.requireNonNull(factory, "factory"));
  }

  /**
   * Gives the conversation of a key, made now if there is none.
   *
   * @param key the key
   * @return the same conversation for the same key until it is removed
   */
  public Conversation get(String key) {
    Conversation known = byKey.get(key);
    if (known != null) {
      return known;
    }
    Conversation made = factory.apply(key);
    Conversation first = byKey.putIfAbsent(key, made);
    return first == null ? made : first;
  }

  /**
   * Finds the conversation of a key without making one.
   *
   * @param key the key
   * @return the conversation, or empty if there is none
   */
  public Optional<Conversation> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * Forgets the conversation of a key and clears it, which cancels its running answer.
   *
   * @param key the key
   * @return whether there was one
   */
  public boolean remove(String key) {
    Conversation removed = byKey.remove(key);
    if (removed == null) {
      return false;
    }
    removed.clear();
    return true;
  }

  /**
   * Gives the keys of the conversations held now.
   *
   * @return a copy
   */
  public Set<String> keys() {
    return Set.copyOf(byKey.keySet());
  }
}
