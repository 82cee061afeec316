package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
  private static final long NOON = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();

  private final AtomicLong millis = new AtomicLong(NOON);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  private final IdGenerator ids = IdGenerator.sortable(clock, new Random(1));

  private List<MessageId> next(int count) {
    List<MessageId> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(ids.next());
    }
    return made;
  }

  @Test
  void anIdIsAVersion7UuidOfTheTime() {
    UUID uuid = UUID.fromString(ids.next().value());

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOON);
  }

  @Test
  void idsSortInTheOrderInWhichTheyWereMadeAlsoWithinAMillisecond() {
    List<MessageId> made = next(10_000); // more than the 4096 for which the counter has room
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsSortWhenTheClockStepsBack() {
    List<MessageId> made = next(10);
    millis.addAndGet(-3_600_000);
    made.addAll(next(10));
    millis.addAndGet(7_200_000);
    made.addAll(next(10));

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void theSameClockAndRandomSourceGiveTheSameIds() {
    IdGenerator again = IdGenerator.sortable(clock, new Random(1));
    assertThat(next(5))
        .containsExactlyElementsOf(
            List.of(again.next(), again.next(), again.next(), again.next(), again.next()));
  }

  @Test
  void manyThreadsGetIdsThatAreUniqueAndSortedForEachOfThem() throws Exception {
    Collection<List<MessageId>> made = new ConcurrentLinkedQueue<>();
    IdGenerator shared = IdGenerator.sortable();
    Race.of(4, thread -> {
      List<MessageId> own = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        own.add(shared.next());
      }
      made.add(own);
    });

    assertThat(made).hasSize(4).allSatisfy(own -> assertThat(own).isSorted());
    assertThat(made.stream().flatMap(List::stream).distinct()).hasSize(80_000);
  }
}
