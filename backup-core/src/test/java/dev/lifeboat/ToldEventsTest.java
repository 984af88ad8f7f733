package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.event.Event;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.FaultyStorage;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.testing.School;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a host hears from the verbs. */
class ToldEventsTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);

  private final SettableClock clock = SettableClock.at("2026-11-22T06:00:00Z");
  private final MemoryStorage memory = new MemoryStorage(clock);
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void progressIsToldFromTheBeginningAndTheEndToo() {
    try (TestDatabase school = School.on(SERVER)) {
      lifeboat(school).build().backup();

      assertThat(events.get(0))
          .isInstanceOfSatisfying(
              Event.Warning.class,
              begun -> assertThat(begun.message()).contains("There was no repository in memory"));
      assertThat(events.get(1)).isInstanceOf(Event.Progress.class);
      assertThat(events.get(events.size() - 1))
          .isInstanceOfSatisfying(
              Event.Completed.class, end -> assertThat(end.summary()).contains("is stored"));
    }
  }

  @Test
  void eventsNameSourceAndBackup() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      Backup backup = lifeboat.backup();
      lifeboat.verify(backup.id(), Depth.CHECKSUM);

      assertThat(events)
          .extracting(Event::source, Event::backup)
          .containsOnly(tuple(Optional.of("school"), Optional.of(backup.id().value())));
    }
  }

  @Test
  void whatIsOfSeveralSourcesNamesNone() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat =
          lifeboat(school).source(Source.of("library", school.dataSource())).build();
      lifeboat.backup(BackupRequest.of("school"));
      lifeboat.backup(BackupRequest.of("library"));
      events.clear();

      lifeboat.canary();
      lifeboat.planPrune(RetentionPolicy.keep().last(1)).apply();
      assertThat(events)
          .extracting(Event::operation, Event::source)
          .containsExactly(tuple("canary", Optional.empty()), tuple("prune", Optional.empty()));
    }
  }

  @Test
  void aFailureCarriesWhatIsThrown() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();

      Throwable thrown = catchThrowable(() -> lifeboat.backup(BackupRequest.of("library")));

      assertThat(events)
          .singleElement()
          .isInstanceOfSatisfying(
              Event.Failed.class, end -> assertThat(end.exception()).containsSame(thrown));
    }
  }

  @Test
  void aListenerThatThrowsHarmsNothing() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat =
          lifeboat(school)
              .listener(
                  event -> {
                    throw new IllegalStateException("a faulty listener");
                  })
              .build();

      assertThat(lifeboat.verify(lifeboat.backup().id(), Depth.DECODE).proved()).isTrue();
    }
  }

  @Test
  void checksOfKeysHaveWhatTheirSentencesSay() {
    try (TestDatabase school = School.on(SERVER)) {
      Lifeboat lifeboat = lifeboat(school).build();
      Backup backup = lifeboat.backup();
      clock.advance(Duration.ofHours(2));

      CanaryRequest request = CanaryRequest.create().withMaxAge(Duration.ofHours(1));
      KeyCheck stale = lifeboat.canary(request).checks().get(0);
      assertThat(stale.state()).isEqualTo(KeyCheck.State.STALE);
      assertThat(stale.newest()).contains(backup);
      assertThat(stale.failure()).isEmpty();

      memory.tamper(ObjectKey.of("school", "manifests", backup.id() + ".json"), new byte[] {'{'});
      KeyCheck damaged = lifeboat.canary().checks().get(0);
      assertThat(damaged.state()).isEqualTo(KeyCheck.State.DAMAGED);
      assertThat(damaged.failure()).map(Throwable::getMessage).contains(damaged.words());
    }
  }

  private Lifeboat.Builder lifeboat(TestDatabase source) {
    return Lifeboat.builder()
        .source(Source.of("school", source.dataSource()))
        .storage(new FaultyStorage(memory))
        .encryption(Plaintext.INSTANCE)
        .listener(events::add)
        .clock(clock);
  }
}
