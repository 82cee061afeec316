package io.github.streamingchat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.streamingchat.ChatMessage;
import io.github.streamingchat.Conversation;
import io.github.streamingchat.MessageDraft;
import io.github.streamingchat.MessageId;
import io.github.streamingchat.MessageStatus;
import io.github.streamingchat.Part;
import io.github.streamingchat.Reservation;
import io.github.streamingchat.Role;
import io.github.streamingchat.testkit.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a file, and what can become of the file. */
class FileStoreTest {
  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("chat.jsonl");
  }

  @Test
  void aConversationIsThereAgainWhenItsJournalIsOpened() {
    List<ChatMessage> said = writeSomething();
    try (Journal journal = Journal.open(file, "c")) {
      assertThat(journal.conversation().snapshot().messages()).isEqualTo(said);
      assertThat(journal.recovery().losses()).isEmpty();
      journal.conversation().add(MessageDraft.user("And then?"));
    }
    assertThat(Journal.read(file).messages()).hasSize(said.size() + 1);
  }

  @Test
  void anAnswerThatWasGrowingComesBackFailedWithItsText() {
    try (Journal journal = Journal.open(file, "c")) {
      Reservation answer = begin(journal.conversation());
      answer.append(answer.primary(), 0, "Because");
    }
    try (Journal journal = Journal.open(file, "c")) {
      ChatMessage answer = journal.conversation().snapshot().get(1);
      assertThat(answer.status()).isEqualTo(MessageStatus.FAILED);
      assertThat(answer.text()).isEqualTo("Because");
      assertThat(answer.error().orElseThrow().code()).isEqualTo(Recovery.INTERRUPTED);
      assertThat(journal.recovery().interrupted()).containsExactly(answer.id());
      assertThat(journal.conversation().isBusy()).isFalse();
    }
    assertThat(Journal.read(file).interrupted()).as("it has ended now").isEmpty();
  }

  /** The property of every cut: what is left is a state that somebody could have seen. */
  @Test
  void cutAnywhereTheJournalOpensWithAllWholeChanges() throws IOException {
    writeSomething();
    byte[] whole = Files.readAllBytes(file);
    List<Integer> ends = lineEnds(whole);
    List<ChatMessage> before = List.of();
    for (int cut = 0; cut <= whole.length; cut++) {
      Recovery recovery = Replayed.of(Arrays.copyOf(whole, cut));
      int at = cut;
      assertThat(recovery.damage()).as("cut at %d", cut).isEmpty();
      boolean isTorn = cut > 0 && ends.stream().noneMatch(end -> at == end || at == end + 1);
      assertThat(recovery.losses().isEmpty() && isTorn)
          .as("cut at %d unnoticed", cut)
          .isFalse();
      if (!isTorn && recovery.losses().isEmpty()) {
        before = recovery.messages();
      }
      assertThat(recovery.messages()).as("cut at %d", cut).isEqualTo(before);
    }
  }

  @Test
  void cutAnywhereTheJournalGoesOn() throws IOException {
    writeSomething();
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 0; cut <= whole.length; cut += 13) {
      Path cutFile = directory.resolve("cut.jsonl");
      Files.write(cutFile, Arrays.copyOf(whole, cut));
      List<ChatMessage> there;
      try (Journal journal = Journal.open(cutFile, "c")) {
        journal.conversation().add(MessageDraft.user("And then?"));
        there = journal.conversation().snapshot().messages();
      }
      Recovery recovery = Journal.read(cutFile);
      assertThat(recovery.losses()).as("cut at %d", cut).isEmpty();
      assertThat(recovery.messages()).as("cut at %d", cut).isEqualTo(there);
    }
  }

  @Test
  void aChangedByteIsNeverTakenForWhatWasSaid() throws IOException {
    List<ChatMessage> said = writeSomething();
    byte[] whole = Files.readAllBytes(file);
    int lastEnd = whole.length - 1;
    for (int at = 0; at < whole.length; at++) {
      for (int flip : new int[] {1, 0x80, whole[at] ^ '\n'}) {
        int place = at;
        byte[] changed = whole.clone();
        changed[at] ^= (byte) flip;
        if (changed[at] == whole[at]) {
          continue;
        }
        Recovery recovery = Replayed.of(changed);
        if (at == lastEnd) {
          assertThat(recovery.losses()).extracting(Loss::kind).contains(Loss.Kind.TORN);
        } else {
          Loss damage = recovery
              .damage()
              .orElseThrow(
                  () -> new AssertionError("a change at %d went unnoticed".formatted(place)));
          assertThat(damage.position()).as("change at %d", at).isLessThanOrEqualTo(at);
          assertThat(damage.position() + lengthOfLine(whole, damage.position()))
              .as("change at %d", at)
              .isGreaterThanOrEqualTo(at);
        }
        assertThat(recovery.messages().size()).isLessThanOrEqualTo(said.size() + 1);
      }
    }
  }

  private static long lengthOfLine(byte[] bytes, long position) {
    int at = (int) position;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at - position;
  }

  @Test
  void aDamagedLineIsNamedAndNothingIsChanged() throws IOException {
    writeSomething();
    damage("Because");
    byte[] before = Files.readAllBytes(file);
    JournalDamagedException damaged =
        catchThrowableOfType(JournalDamagedException.class, () -> Journal.open(file, "c"));

    assertThat(damaged.kind()).isEqualTo(JournalException.Kind.DAMAGED);
    assertThat(damaged.first().line()).isGreaterThan(1);
    assertThat(damaged)
        .hasMessageContaining("line " + damaged.first().line())
        .hasMessageContaining("byte or row " + damaged.first().position())
        .hasMessageContaining("takeWhatIsReadable");
    assertThat(before).asString(StandardCharsets.UTF_8).contains("Becaus!");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(damaged.recovery().messages()).isNotEmpty();
  }

  @Test
  void allThatIsReadableIsTakenAndTheDamagedFileKeptAside() throws IOException {
    List<ChatMessage> said = writeSomething();
    damage("Because");
    byte[] before = Files.readAllBytes(file);
    List<ChatMessage> there;
    try (Journal journal =
        Journal.builder(JournalStore.file(file), "c").takeWhatIsReadable().open()) {
      there = journal.conversation().snapshot().messages();
      assertThat(journal.recovery().incomplete()).containsExactly(said.get(1).id());
    }

    assertThat(there)
        .extracting(ChatMessage::id)
        .isEqualTo(said.stream().map(ChatMessage::id).toList());
    assertThat(there.get(0)).isEqualTo(said.get(0));
    assertThat(there.get(1).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(there.get(1).error().orElseThrow().code()).isEqualTo(Recovery.INCOMPLETE);
    assertThat(there.get(1).text()).isEqualTo("\uFFFD of Rayleigh.");
    assertThat(directory.resolve("chat.jsonl.damaged-1")).hasBinaryContent(before);
    Recovery again = Journal.read(file);
    assertThat(again.losses()).isEmpty();
    assertThat(again.messages()).isEqualTo(there);
  }

  @Test
  void twoJournalsOfOneFileAreOneTooMany() {
    try (Journal journal = Journal.open(file, "c")) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journal.open(file, "c"))
          .matches(error -> error.kind() == JournalException.Kind.IN_USE)
          .withMessageContaining(file.toString());
      journal.conversation().add(MessageDraft.user("Why?"));
    }
    Journal.open(file, "c").close();
    assertThat(Journal.read(file).messages()).hasSize(1);
  }

  /** On POSIX a program that closes a file gives up every lock that it has on it. */
  @Test
  void whoeverIsRefusedLeavesTheLockToTheOther() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "only Linux tells who locks what");
    try (Journal journal = Journal.open(file, "c")) {
      String inode = Files.getAttribute(Path.of(file + ".lock"), "unix:ino").toString();
      assertThat(Files.readString(locks)).contains(":" + inode + " ");
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journal.open(file, journal.conversation().id()));

      assertThat(Files.readString(locks)).contains(":" + inode + " ");
    }
  }

  @Test
  void whoeverMayNotReadTheFileMayNotReadItCompacted() throws Exception {
    try (Journal journal = Journal.open(file, "c")) {
      assumeTrue(
          Files.getFileStore(file).supportsFileAttributeView("posix"), "no permissions here");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      journal.compact().join();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aLinkIsTheFileThatItLeadsTo() throws Exception {
    Path link = directory.resolve("link.jsonl");
    Files.createFile(file);
    Files.createSymbolicLink(link, file);
    try (Journal journal = Journal.open(link, "c")) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journal.open(file, "c"))
          .matches(error -> error.kind() == JournalException.Kind.IN_USE);
      journal.conversation().add(MessageDraft.user("Why?"));
      journal.compact().join();
    }

    assertThat(link).isSymbolicLink();
    assertThat(Journal.read(file).messages()).hasSize(1);
  }

  @Test
  void aFileOfAnotherConversationIsLeftAlone() throws IOException {
    writeSomething();
    byte[] before = Files.readAllBytes(file);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(file, "d"))
        .matches(error -> error.kind() == JournalException.Kind.OTHER_CONVERSATION);

    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aFileThatIsNoJournalIsLeftAlone() throws IOException {
    String text = "# My notes\n\nNothing of a journal\n";
    Files.writeString(file, text);
    JournalDamagedException damaged =
        catchThrowableOfType(JournalDamagedException.class, () -> Journal.open(file, "c"));

    assertThat(damaged.first().line()).isEqualTo(1);
    assertThat(damaged.recovery().lost()).isEqualTo(3);
    assertThat(file).hasContent(text);
  }

  @Test
  void aLineThatOnlyLacksItsEndCounts() throws IOException {
    List<ChatMessage> said = writeSomething();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    try (Journal journal = Journal.open(file, "c")) {
      assertThat(journal.recovery().losses()).isEmpty();
      assertThat(journal.conversation().snapshot().messages()).isEqualTo(said);
    }
    assertThat(Journal.read(file).losses()).isEmpty();
  }

  @Test
  void zerosAtTheEndAreWhatAPowerCutLeaves() throws IOException {
    List<ChatMessage> said = writeSomething();
    Files.write(file, new byte[5000], StandardOpenOption.APPEND);
    try (Journal journal = Journal.open(file, "c")) {
      assertThat(journal.recovery().losses())
          .extracting(Loss::kind)
          .containsExactly(Loss.Kind.TORN);
      assertThat(journal.conversation().snapshot().messages()).isEqualTo(said);
    }
    assertThat(Journal.read(file).losses()).isEmpty();
  }

  @Test
  void aCompactedFileIsShorterAndGoesOn() throws Exception {
    try (Journal journal = Journal.open(file, "c")) {
      Conversation conversation = journal.conversation();
      for (int i = 0; i < 50; i++) {
        MessageId id = conversation.add(MessageDraft.user("x".repeat(100)));
        journal.whenForced().get();
        conversation.remove(id);
        journal.whenForced().get();
      }
      long before = Files.size(file);
      journal.compact().get();
      assertThat(Files.size(file)).isLessThan(before / 50);
      conversation.add(MessageDraft.user("Why?"));
      assertThatExceptionOfType(JournalException.class)
          .as("it is still locked")
          .isThrownBy(() -> Journal.open(file, "c"));
    }
    assertThat(Journal.read(file).messages()).extracting(ChatMessage::text).containsExactly("Why?");
    try (var files = Files.list(directory)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("chat.jsonl", "chat.jsonl.lock");
    }
  }

  @Test
  void whatIsRefusedLeavesTheFileToOthers() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Journal.open(file, " "));

    Journal.open(file, "c").close();
  }

  @Test
  void aDirectoryThatIsNotThereIsAnError() {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(directory.resolve("none").resolve("chat.jsonl"), "c"))
        .matches(error -> error.kind() == JournalException.Kind.IO);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(directory, "c"));
  }

  @Test
  void aFileThatMayOnlyBeReadSaysSo() throws IOException {
    writeSomething();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeTrue(!Files.isWritable(file), "this user may write to any file");

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(file, "c"))
        .matches(error -> error.kind() == JournalException.Kind.READ_ONLY);
    assertThat(Journal.read(file).messages()).isNotEmpty();
  }

  /** An interrupted thread closes the file it writes to (java.nio.channels.InterruptibleChannel). */
  @Test
  void aThreadThatIsInterruptedCostsNothing() {
    VirtualTime time = new VirtualTime();
    List<JournalException> errors = new ArrayList<>();
    List<ChatMessage> said;
    try (Journal journal = Journal.builder(JournalStore.file(file), "c")
        .executor(Runnable::run)
        .scheduler(time)
        .onError(errors::add)
        .open()) {
      Reservation answer = begin(journal.conversation());
      answer.append(answer.primary(), 0, "Because");
      time.advance(Journal.DEFAULT_PIECE_DELAY); // written, not forced
      Thread.currentThread().interrupt();
      answer.settle(MessageStatus.COMPLETED, null);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(errors).hasSize(1);
      journal.conversation().add(MessageDraft.user("And then?"));
      time.advance(Journal.DEFAULT_RETRY_DELAY);

      assertThat(journal.failure()).isEmpty();
      said = List.copyOf(journal.conversation().snapshot().messages());
    }
    assertThat(Journal.read(file).losses()).isEmpty();
    assertThat(Journal.read(file).messages()).isEqualTo(said);
  }

  @Test
  void aFileThatWasTakenAwayIsNotMadeUp() throws IOException {
    List<JournalException> errors = new ArrayList<>();
    Journal journal = Journal.builder(JournalStore.file(file), "c")
        .executor(Runnable::run)
        .onError(errors::add)
        .open();
    Thread.currentThread().interrupt();
    journal.conversation().add(MessageDraft.user("Why?"));
    assertThat(Thread.interrupted()).isTrue();
    Files.delete(file);

    assertThatExceptionOfType(JournalException.class).isThrownBy(journal::close);
    assertThat(file).doesNotExist();
    assertThat(errors).hasSize(1);
  }

  /** Linux has a disk that is always full. */
  @Test
  void aFullDiskSaysSo() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full here");
    Files.createSymbolicLink(file, full);

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(file, "c"))
        .matches(error -> error.kind() == JournalException.Kind.FULL)
        .withMessageContaining("no room left");
    Files.delete(file);
  }

  /** A question, and an answer of three lines in the journal. */
  private List<ChatMessage> writeSomething() {
    try (Journal journal =
        Journal.builder(JournalStore.file(file), "c").executor(Runnable::run).open()) {
      Reservation answer = begin(journal.conversation());
      answer.append(answer.primary(), 0, "Because");
      journal.whenForced().join();
      answer.append(answer.primary(), 0, " of Rayleigh.");
      answer.settle(MessageStatus.COMPLETED, null);
      journal.conversation().add(MessageDraft.user("Gr\u00FC\u00DFe \uD83D\uDE00"));
      return new ArrayList<>(journal.conversation().snapshot().messages());
    }
  }

  private static Reservation begin(Conversation conversation) {
    Reservation answer = conversation.begin(
        MessageDraft.user("Why is the sky blue?"),
        MessageDraft.builder(Role.ASSISTANT).status(MessageStatus.PENDING).build(),
        () -> {});
    answer.open(answer.primary(), Part.text(""));
    return answer;
  }

  private void damage(String word) throws IOException {
    String text = Files.readString(file);
    String other = word.substring(0, word.length() - 1) + '!';
    Files.writeString(file, text.replace(word, other));
  }

  private static List<Integer> lineEnds(byte[] bytes) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        ends.add(i);
      }
    }
    return ends;
  }
}
