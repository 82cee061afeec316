package io.github.streamingchat.examples.terminal;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.view.Transcript;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes a conversation to a file that is not there yet, in the form that the file's name asks for. */
final class Export {
  private final List<ChatMessage> messages;

  Export(List<ChatMessage> messages) {
    this.messages = messages;
  }

  /**
   * Writes the conversation.
   *
   * @param file a path; a relative one begins at the working directory
   * @return what to tell the person, of success or of what is wrong
   */
  String to(String file) {
    if (file.isEmpty()) {
      return "Where to? /export FILE";
    }
    if (messages.isEmpty()) {
      return "There is nothing to export yet.";
    }
    try {
      Path path = Path.of(file).toAbsolutePath().normalize();
      return write(path);
    } catch (InvalidPathException invalid) {
      return "\"%s\" cannot be the name of a file: %s".formatted(file, invalid.getReason());
    }
  }

  private String write(Path path) {
    try (Writer writer = Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW)) {
      write(Transcript.of(messages), path.toString().toLowerCase(Locale.ROOT), writer);
      return "Exported %d messages to %s".formatted(messages.size(), path);
    } catch (FileAlreadyExistsException exists) {
      return Files.isDirectory(path)
          ? path + " is a folder; name a file in it."
          : path + " is there already and was left as it is; choose another name.";
    } catch (NoSuchFileException missing) {
      return "There is no folder %s to export to.".formatted(path.getParent());
    } catch (AccessDeniedException denied) {
      return "You may not write to %s.".formatted(path);
    } catch (IOException failed) {
      return "Could not export to %s: %s"
          .formatted(path, Objects.requireNonNullElse(failed.getMessage(), failed.toString()));
    }
  }

  private static void write(Transcript transcript, String name, Writer to) throws IOException {
    if (name.endsWith(".md")) {
      transcript.writeMarkdown(to);
    } else if (name.endsWith(".json")) {
      transcript.writeJson(to);
    } else if (name.endsWith(".jsonl")) {
      transcript.writeJsonLines(to);
    } else {
      transcript.writeText(to);
    }
  }
}
