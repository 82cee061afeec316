package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.stream.Chat;
import java.util.List;

/** The conversations that a person can be in: one, or several over one socket. */
interface Rooms {
  /** Gives the one that is shown. */
  Room current();

  /** Gives all of them, the oldest first. */
  List<Room> all();

  /** Tells whether there can be more than one. */
  boolean several();

  /**
   * Shows another one, which begins if it is not there yet. Only where there can be several.
   *
   * @param name its name
   */
  Room on(String name);

  /** Says how the connection stands; empty if there is nothing to say. */
  String link();

  /** Gives what happens beside the answer that is shown. */
  Notices notices();

  /** One conversation, each answer of which has a connection of its own. */
  static Rooms of(Chat chat) {
    Room only = new Room("chat", chat);
    Notices none = new Notices();
    return new Rooms() {
      @Override
      public Room current() {
        return only;
      }

      @Override
      public List<Room> all() {
        return List.of(only);
      }

      @Override
      public boolean several() {
        return false;
      }

      @Override
      public Room on(String name) {
        throw new IllegalStateException("there is one conversation only");
      }

      @Override
      public String link() {
        return "";
      }

      @Override
      public Notices notices() {
        return none;
      }
    };
  }
}
