package io.github.streamingchat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Surfaces that are opened while the answer grows and ends: none misses anything or hears it twice. */
@Timeout(120) // a guard against hanging
class SurfacesRaceTest {
  private static final int ROUNDS = 3000;
  private static final int PIECES = 12;

  private Scene scene;
  private Answer answer;

  private void ask() {
    scene = new Scene();
    answer = scene.ask();
    scene.sink().connected();
  }

  private void sendPieces() {
    for (int i = 0; i < PIECES; i++) {
      scene.text(i + " ");
    }
  }

  @Test
  void openingAgainstPiecesAndCompletion() {
    Duel.fight(ROUNDS, () -> {
      ask();
      AtomicReference<Surfaces> opened = new AtomicReference<>();
      return new Duel.Round(
          () -> opened.get().assertAllToldEverythingOnce(),
          () -> {
            sendPieces();
            scene.sink().completed(true);
          },
          () -> {
            Surfaces surfaces = new Surfaces(answer, Runnable::run);
            surfaces.request(Long.MAX_VALUE);
            surfaces.readToTheEnd();
            opened.set(surfaces);
          });
    });
  }

  @Test
  void openingAgainstPiecesAndCancel() {
    Duel.fight(ROUNDS, () -> {
      ask();
      AtomicReference<Surfaces> opened = new AtomicReference<>();
      return new Duel.Round(
          () -> opened.get().assertAllToldEverythingOnce(),
          this::sendPieces,
          answer::cancel,
          () -> {
            Surfaces surfaces = new Surfaces(answer, Runnable::run);
            surfaces.request(Long.MAX_VALUE);
            surfaces.readToTheEnd();
            opened.set(surfaces);
          });
    });
  }

  @Test
  void askingForMoreAgainstPiecesAndFailure() {
    Duel.fight(ROUNDS, () -> {
      ask();
      Surfaces surfaces = new Surfaces(answer, Runnable::run);
      return new Duel.Round(
          () -> {
            surfaces.request(Long.MAX_VALUE);
            surfaces.assertAllToldEverythingOnce();
          },
          () -> {
            sendPieces();
            scene.sink().truncated(null);
          },
          () -> {
            for (int i = 0; i < PIECES / 2; i++) {
              surfaces.request(1);
            }
          },
          surfaces::readToTheEnd);
    });
  }

  @Test
  void surfacesOnThreadsOfTheirOwnAreToldEverything() throws Exception {
    for (int round = 0; round < 300; round++) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      ask();
      Surfaces surfaces = new Surfaces(answer, threads);
      surfaces.request(Long.MAX_VALUE);
      sendPieces();
      scene.sink().completed(true);
      surfaces.readToTheEnd();
      threads.shutdown(); // runs what was handed over
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      surfaces.assertAllToldEverythingOnce();
    }
  }

  @Test
  void closingAgainstPiecesLeavesNobodyWaitingAndTheAnswerWhole() {
    Duel.fight(ROUNDS, () -> {
      ask();
      TextIterator texts = answer.textIterator();
      return new Duel.Round(
          () -> assertThat(Scene.outcomeOf(answer).evidence().pieces()).isEqualTo(PIECES),
          () -> texts.forEachRemaining(text -> {}),
          texts::close,
          () -> {
            sendPieces();
            scene.sink().completed(true);
          });
    });
  }
}
