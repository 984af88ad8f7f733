package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.VerbRun.Verb;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.Steps;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every verb is stopped at its steps, which are the calls of storages and databases: by an
 * interrupt, and as if its process was killed. {@code -Dlifeboat.steps=all} takes every step,
 * otherwise some at random.
 */
class StoppedRunsTest {
  private static final TestPostgres SERVER = TestPostgres.fresh(17);

  @TempDir static Path folder;
  private static TestDatabase source;
  private static VerbRun runs;
  private static Random random;

  @BeforeAll
  static void prepare() throws IOException {
    random = Steps.random(StoppedRunsTest.class);
    source = SERVER.createDatabase();
    runs = new VerbRun(SERVER, source, folder);
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void anInterruptLeavesNothingAndIsKept(Verb verb) throws IOException {
    for (int step : steps(verb)) {
      runs.prepare();
      Steps steps = Steps.interruptingAt(step, Thread.currentThread());
      try {
        runs.run(verb, steps);
      } catch (LifeboatException | IOException e) {
        // As long as nothing stays: what stopped it, the caller knows.
      } finally {
        boolean interrupted = Thread.interrupted();
        assertThat(interrupted).as("interrupted at step %d", step).isEqualTo(steps.struck());
      }
      runs.requireNothingHalf();
      if (verb != Verb.PRUNE) { // which is done again, whatever failed
        runs.requireNothingLeft();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void aKillLeavesNothingHalfAndTheNextRunRemovesTheRest(Verb verb) throws IOException {
    for (int step : steps(verb)) {
      runs.prepare();
      try {
        runs.run(verb, Steps.dyingAt(step));
      } catch (Steps.Dead | LifeboatException | IOException e) {
        // Dead.
      }
      runs.awaitNobodyConnected();
      runs.requireNothingHalf();
      runs.run(Verb.RESTORE, Steps.counting());
      runs.requireNothingHalf();
      assertThat(runs.databases()).as("after a kill at step %d", step).isEmpty();
    }
  }

  private static Set<Integer> steps(Verb verb) throws IOException {
    runs.prepare();
    Steps counted = Steps.counting();
    runs.run(verb, counted);
    runs.requireNothingHalf();
    return counted.chosen(random);
  }
}
