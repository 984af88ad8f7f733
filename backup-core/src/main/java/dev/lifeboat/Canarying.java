package dev.lifeboat;

import dev.lifeboat.KeyCheck.State;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.repository.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the newest backup of each source. */
final class Canarying {
  private final Setup setup;
  private final CanaryRequest request;
  private final Events events;

  private Canarying(Setup setup, CanaryRequest request, Events events) {
    this.setup = setup;
    this.request = request;
    this.events = events;
  }

  static Canary run(Setup setup, CanaryRequest request, Events events) {
    return new Canarying(setup, request, events).run();
  }

  private Canary run() {
    List<String> sources = sources();
    List<KeyCheck> checks = new ArrayList<>();
    for (String source : sources) {
      events.about(source);
      checks.add(check(source));
    }
    if (sources.size() != 1) {
      events.aboutSeveral();
    }
    return new Canary(checks);
  }

  private List<String> sources() {
    if (request.source().isPresent()) {
      return request.source().stream().toList();
    }
    return setup.sources().isEmpty()
        ? setup.repository().sources()
        : List.copyOf(setup.sources().keySet());
  }

  private KeyCheck check(String source) {
    Newest newest;
    try {
      newest = Newest.of(setup, source);
    } catch (DamagedException e) {
      return damaged(source, e);
    }
    newest.warn(events);
    if (!newest.survey().rejected().isEmpty()) {
      return damaged(source, newest.survey().rejected().get(0).why());
    }
    KeyCheck check = newest.manifest().map(this::check).orElseGet(() -> missing(source));
    return check.with(newest.passedOver());
  }

  private static KeyCheck damaged(String source, LifeboatException why) {
    return new KeyCheck(
        source, Optional.empty(), State.DAMAGED, Optional.of(why), why.getMessage());
  }

  private KeyCheck missing(String source) {
    return new KeyCheck(
        source,
        Optional.empty(),
        State.MISSING,
        Optional.empty(),
        "There is no backup of %s in %s; back it up"
            .formatted(source, setup.repository().location()));
  }

  private KeyCheck check(Manifest newest) {
    try {
      setup.repository().tryKey(newest, setup.decryption());
    } catch (RefusedException e) {
      return found(
          newest,
          State.LOCKED,
          Optional.of(e),
          "No key of this host opens backup %s of %s; find the key of %s before it is needed (%s)"
              .formatted(
                  newest.id(), newest.source(), newest.encryption().recipients(), e.getMessage()));
    } catch (DamagedException e) {
      return isListed(newest)
          ? found(newest, State.DAMAGED, Optional.of(e), e.getMessage())
          : check(newest.source());
    }
    return isStale(newest) ? stale(newest) : opens(newest);
  }

  /** What another hand removes meanwhile was not the newest to stay. */
  private boolean isListed(Manifest manifest) {
    return setup.repository().find(manifest.source(), manifest.id()).isPresent();
  }

  private boolean isStale(Manifest newest) {
    return request.maxAge().filter(limit -> age(newest).compareTo(limit) > 0).isPresent();
  }

  private Duration age(Manifest newest) {
    return Duration.between(newest.createdAt(), setup.clock().instant());
  }

  private KeyCheck stale(Manifest newest) {
    return found(
        newest,
        State.STALE,
        Optional.empty(),
        "The newest backup of %s is %s of %s, and older than %s; find out what became of later ones"
            .formatted(
                newest.source(),
                newest.id(),
                newest.createdAt(),
                request.maxAge().map(Duration::toString).orElse("")));
  }

  private KeyCheck opens(Manifest newest) {
    String how =
        newest.encryption().isEncrypted()
            ? "is opened by a key of this host"
            : "is not encrypted and needs no key";
    return found(
        newest,
        State.OPENS,
        Optional.empty(),
        "The newest backup of %s, %s, %s".formatted(newest.source(), newest.id(), how));
  }

  private static KeyCheck found(
      Manifest newest, State state, Optional<LifeboatException> failure, String words) {
    return new KeyCheck(newest.source(), Optional.of(new Backup(newest)), state, failure, words);
  }
}
