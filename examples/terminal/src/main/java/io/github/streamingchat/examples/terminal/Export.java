package io.github.streamingchat.examples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A conversation as plain text: role, time and text of each message, and what tools were asked. */
final class Transcript {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final List<ChatMessage> messages;
  private final ZoneId zone;

  Transcript(List<ChatMessage> messages, ZoneId zone) {
    this.messages = messages;
    this.zone = zone;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    messages.forEach(message -> text.append(head(message)).append(body(message)).append('\n'));
    return text.toString();
  }

  private String head(ChatMessage message) {
    String time = TIME.format(message.createdAt().atZone(zone));
    return SafeText.of(message.role().name()) + ", " + time + ending(message) + "\n";
  }

  private static String ending(ChatMessage message) {
    return switch (message.status()) {
      case CANCELLED -> " (stopped)";
      case FAILED -> " (failed)";
      case PENDING, STREAMING -> " (not ended yet)";
      case COMPLETED -> "";
    };
  }

  private static String body(ChatMessage message) {
    StringBuilder parts = new StringBuilder();
    message.parts().forEach(part -> append(part, parts));
    String text = SafeText.of(parts.toString());
    String error = message.status() == MessageStatus.FAILED
        ? message.error().map(failure -> "[" + failure.message() + "]\n").orElse("")
        : "";
    return (text.isEmpty() || text.endsWith("\n") ? text : text + "\n") + error;
  }

  private static void append(Part part, StringBuilder text) {
    if (part instanceof Part.Text said) {
      text.append(said.content());
    } else if (part instanceof Part.Refusal refusal) {
      text.append(refusal.content());
    } else if (part instanceof Part.ToolCall call) {
      appendLine(ToolLines.of(call), text);
    } else if (part instanceof Part.ToolResult result) {
      appendLine(ToolLines.of(result), text);
    }
  }

  private static void appendLine(String line, StringBuilder text) {
    boolean inLine = text.length() > 0 && text.charAt(text.length() - 1) != '\n';
    text.append(inLine ? "\n" : "").append(line).append('\n');
  }

  /**
   * Writes the conversation to a file that is not there yet.
   *
   * @param file a path; a relative one begins at the working directory
   * @return what to tell the person, of success or of what is wrong
   */
  String export(String file) {
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
    try {
      Files.writeString(path, text(), UTF_8, StandardOpenOption.CREATE_NEW);
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
}
