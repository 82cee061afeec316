package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.streamingchat.ChatError;
import io.github.streamingchat.ChatError.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryRowTest {
  private static final ChatError BROKEN =
      ChatError.builder(Kind.CONNECTION, "It broke.").retryable(true).build();
  private static final Backoff EXACT =
      new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), Backoff.Jitter.NONE);

  private static RetryPolicy.Builder exact(int attempts) {
    return RetryPolicy.builder().maxAttempts(attempts).backoff(EXACT);
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  @Test
  void eachFailureInARowWaitsLonger() {
    RetryRow row = RetryRow.of(exact(9).build());

    assertThat(row.failed(BROKEN).delay()).isEqualTo(seconds(1));
    assertThat(row.failed(BROKEN).delay()).isEqualTo(seconds(2));
    assertThat(row.failed(BROKEN).delay()).isEqualTo(seconds(4));
  }

  @Test
  void successBeginsANewRow() {
    RetryRow row = RetryRow.of(exact(3).build());
    row.failed(BROKEN);
    row.failed(BROKEN);

    row.succeeded();

    assertThat(row.failed(BROKEN).delay()).isEqualTo(seconds(1));
  }

  @Test
  void theLastAttemptIsFollowedByNoneAndTheErrorSaysWhy() {
    RetryRow row = RetryRow.of(exact(2).build());
    row.failed(BROKEN);

    RetryRow.Verdict last = row.failed(BROKEN);

    assertThat(last.delay()).isEmpty();
    assertThat(last.error().message()).isEqualTo("It broke. It was tried 2 times.");
  }

  @Test
  void whatPatienceDoesNotMendIsNotTriedAgain() {
    ChatError wrong = ChatError.of(Kind.REQUEST, "Wrong address.");

    RetryRow.Verdict verdict = RetryRow.of(exact(9).build()).failed(wrong);

    assertThat(verdict).isEqualTo(new RetryRow.Verdict(Optional.empty(), wrong));
  }

  @Test
  void freshCredentialsAreTriedOnceAndAtOnce() {
    ChatError expired =
        ChatError.builder(Kind.AUTH, "Expired.").refreshable(true).build();
    RetryRow row = RetryRow.of(exact(9).build());

    assertThat(row.failed(expired).delay()).isEqualTo(Optional.of(Duration.ZERO));
    assertThat(row.failed(expired).delay()).isEmpty();

    row.succeeded();
    assertThat(row.failed(expired).delay()).isEqualTo(Optional.of(Duration.ZERO));
  }

  @Test
  void theServersWordIsWaitedForAndOneBeyondTheCapIsNot() {
    RetryRow row = RetryRow.of(exact(9).maxRetryAfter(Duration.ofSeconds(60)).build());
    ChatError patience = BROKEN.toBuilder().retryAfter(Duration.ofSeconds(7)).build();
    ChatError tooLong = BROKEN.toBuilder().retryAfter(Duration.ofSeconds(61)).build();

    assertThat(row.failed(patience).delay()).isEqualTo(seconds(7));
    assertThat(row.failed(tooLong).delay()).isEmpty();
  }

  @Test
  void theSharedBudgetIsSpentAndEarned() {
    RetryBudget budget = RetryBudget.of(1, 1);
    RetryRow row = RetryRow.of(exact(9).budget(budget).build());

    assertThat(row.failed(BROKEN).delay()).isPresent();
    assertThat(budget.tokens()).isZero();
    assertThat(row.failed(BROKEN).delay()).isEmpty();

    row.succeeded();
    assertThat(budget.tokens()).isEqualTo(1);
    row.startOver();
    assertThat(budget.tokens()).isEqualTo(1);
  }
}
