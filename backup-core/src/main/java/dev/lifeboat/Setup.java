package dev.lifeboat;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.Listener;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.verify.ScratchDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the host composed, and what all verbs need of it. */
record Setup(
    Map<String, Source> sources,
    Repository repository,
    @Nullable Encryption encryption,
    Decryption decryption,
    @Nullable Signer signer,
    @Nullable ScratchDatabase scratch,
    Listener listener,
    InstantSource clock) {
  /**
   * Runs a verb and tells how it ended.
   *
   * @param verb its name
   * @param body does it
   * @param ending what is now true
   */
  <T, X extends Exception> T run(String verb, Body<T, X> body, Function<T, Ending> ending)
      throws X {
    Events events = events(verb);
    T result;
    try {
      result = body.run(events);
    } catch (Throwable e) {
      warnOfClock(events);
      events.failed(e);
      throw e;
    }
    warnOfClock(events);
    ending.apply(result).tell(events);
    return result;
  }

  /** Tells if this host's clock is not that of the storage. */
  void warnOfClock(Events events) {
    repository.clockWarning(clock.instant()).ifPresent(events::warn);
  }

  /** The events of a verb, which starts now. */
  Events events(String verb) {
    return new Events(verb, listener, clock);
  }

  /** The source of a name, or the only one. */
  Source source(Optional<String> name) {
    if (sources.isEmpty()) {
      throw new RefusedException("No source was configured to back up; add one to the builder");
    }
    if (name.isEmpty() && sources.size() > 1) {
      throw new RefusedException(
          "Several sources are configured; say which one to back up: " + sources.keySet());
    }
    Source source = sources.get(name.orElseGet(() -> sources.keySet().iterator().next()));
    if (source == null) {
      throw new RefusedException(
          "No source '%s' is configured; there are %s"
              .formatted(name.orElse(""), sources.keySet()));
    }
    return source;
  }

  Encryption requireEncryption() {
    if (encryption == null) {
      throw new RefusedException(
          "No encryption was chosen; name recipients, or choose Plaintext to store backups that"
              + " anyone can read who can read the storage");
    }
    return encryption;
  }

  /** A backup that a verb works on from now on. */
  Manifest require(BackupId id, Events events) {
    Manifest manifest = require(id);
    about(manifest, events);
    return manifest;
  }

  /**
   * Works on a backup.
   *
   * @throws RefusedException if it was removed meanwhile, so that it is not damaged but gone
   */
  <T, X extends Exception> T on(Manifest manifest, Work<T, X> work) throws X {
    try {
      return work.run();
    } catch (DamagedException e) {
      repository.requireListed(manifest);
      throw e;
    }
  }

  static void about(Manifest manifest, Events events) {
    events.about(manifest.source(), manifest.id()::value);
  }

  Manifest require(BackupId id) {
    return repository
        .find(Given.value(id, "the id of a backup"))
        .orElseThrow(
            () ->
                new RefusedException(
                    "There is no backup %s in %s; list the backups to see which there are"
                        .formatted(id, repository.location())));
  }

  /** The source whose newest backup is meant when none is named. */
  String onlySource() {
    List<String> names = sources.isEmpty() ? repository.sources() : List.copyOf(sources.keySet());
    if (names.isEmpty()) {
      throw new RefusedException(
          "There are no backups in %s; check the location or back up first"
              .formatted(repository.location()));
    }
    if (names.size() > 1) {
      throw new RefusedException(
          "There are several sources in %s; say which one: %s"
              .formatted(repository.location(), names));
    }
    return names.get(0);
  }

  /** Does what a verb does. */
  @FunctionalInterface
  interface Body<T, X extends Exception> {
    T run(Events events) throws X;
  }

  /** Does what a verb does with a backup. */
  @FunctionalInterface
  interface Work<T, X extends Exception> {
    T run() throws X;
  }

  /** How a verb ended. */
  record Ending(boolean well, String sentence) {
    static Ending well(String sentence) {
      return new Ending(true, sentence);
    }

    static Ending badly(String sentence) {
      return new Ending(false, sentence);
    }

    void tell(Events events) {
      if (well) {
        events.completed(sentence);
      } else {
        events.failed(sentence);
      }
    }
  }
}
