package dev.lifeboat.cli;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.PrunePlan;
import dev.lifeboat.PruneRequest;
import dev.lifeboat.Pruned;
import dev.lifeboat.Restored;
import dev.lifeboat.Source;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.X25519Identity;
import dev.lifeboat.embedded.EmbeddedScratch;
import dev.lifeboat.embedded.EmbeddedServer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.Decision;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The main job from beginning to end, told as it happens. For one thread. */
final class Demo {
  private static final String SOURCE = "school";
  private static final String RESTORED = "school_restored";
  private static final String VICTIM = "mark";
  private static final int NIGHTS = 40;
  private static final Duration DAY = Duration.ofDays(1);

  /** Two in the morning, so that every run tells the same story. */
  private static final Instant FIRST_NIGHT = Instant.parse("2026-10-13T02:00:00Z");

  private static final RetentionPolicy POLICY =
      RetentionPolicy.keep().daily(7).weekly(4).monthly(2);

  private final Console console;
  private final EmbeddedServer server;
  private final DemoSchool school;
  private final Lifeboat lifeboat;
  private final DemoClock clock = new DemoClock(FIRST_NIGHT);
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final long started;
  private long stepStarted;
  private int step;

  private Demo(Console console, DemoServers servers, long started) {
    this.started = started;
    this.stepStarted = started;
    this.console = console;
    this.server = servers.postgres();
    this.school = new DemoSchool(server.createDatabase(SOURCE));
    X25519Identity identity = X25519Identity.generate();
    this.lifeboat =
        Lifeboat.builder()
            .source(Source.of(SOURCE, school.database()))
            .storage(clock.on(servers.storage()))
            .encryption(Age.to(identity.recipient().toString()))
            .decryption(Age.with(identity))
            .scratch(new EmbeddedScratch())
            .clock(clock)
            .build();
    tell("An embedded PostgreSQL %s and an S3 server", school.serverVersion());
    detail("%s, bucket %s at %s", server, DemoBucket.NAME, servers.bucket().endpoint());
    detail("backups are encrypted to %s", identity.recipient());
  }

  /** Runs all of it, and removes all that it made. */
  static Map<String, Object> run(Console console) {
    long started = System.nanoTime();
    try (DemoServers servers = DemoServers.start()) {
      return new Demo(console, servers, started).run();
    }
  }

  private Map<String, Object> run() {
    fill();
    backUp();
    backUpNightly();
    prune();
    Map<String, String> before = school.fingerprints();
    loseTable();
    restore(before);
    prove();
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    document.put("tookMillis", took.toMillis());
    console.say("");
    console.say(
        console.paint().good("The data came back.")
            + " All of it took %s; nothing is left behind.".formatted(Words.duration(took)));
    return document;
  }

  private void fill() {
    school.fill();
    tell("A school's database is filled");
    detail(
        "%s, with keys, indexes, views, a function",
        Words.count(school.fingerprints().size(), "table"));
  }

  private void backUp() {
    Backup backup = lifeboat.backup();
    tell("It is backed up, compressed and encrypted");
    detail(
        "%s: %s, %s of data, %s stored",
        backup.id(),
        Words.count(backup.totals().rows(), "row"),
        Words.size(backup.totals().dataBytes()),
        Words.size(backup.totals().storedBytes()));
  }

  private void backUpNightly() {
    long storedBytes = 0;
    for (int night = 1; night <= NIGHTS; night++) {
      clock.advance(DAY);
      school.live(night, clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
      storedBytes += lifeboat.backup().totals().storedBytes();
      if (console.isWatched()) {
        console.status("   night %d of %d".formatted(night, NIGHTS));
      }
    }
    List<Backup> backups = lifeboat.backups(SOURCE);
    document.put("backups", backups.size());
    tell("Forty nights pass, each with a school day and a backup");
    detail(
        "%s from %s to %s, %s stored by the forty",
        Words.count(backups.size(), "backup"),
        Words.time(backups.get(0).createdAt()),
        Words.time(clock.instant()),
        Words.size(storedBytes));
  }

  private void prune() {
    PrunePlan plan = lifeboat.planPrune(PruneRequest.of(POLICY).withNow(clock.instant()));
    Pruned pruned = plan.apply();
    document.put("kept", plan.kept().stream().map(Documents::decision).toList());
    document.put("removed", pruned.removed());
    tell("They are pruned to 7 daily, 4 weekly and 2 monthly");
    for (Decision decision : plan.kept()) {
      detail("keep %s  %s", decision.backup().id(), decision.why());
    }
    detail(
        "%s removed, %s free again",
        Words.count(pruned.removed().size(), "backup"), Words.size(pruned.freedBytes()));
  }

  private void loseTable() {
    school.drop(VICTIM);
    tell("Somebody drops the table %s", VICTIM);
    detail("DROP TABLE %s CASCADE", VICTIM);
  }

  private void restore(Map<String, String> before) {
    Backup latest = lifeboat.latest(SOURCE);
    Target target = Target.newDatabase(server.dataSource(), RESTORED, server::dataSource);
    Restored restored = lifeboat.restore(latest.id(), target);
    document.put("restored", Documents.restored(restored.result()));
    tell("The latest backup is restored into the new database %s", RESTORED);
    detail(
        "%s in %s",
        Words.count(restored.result().rows(), "row"),
        Words.count(restored.result().tables().size(), "table"));
    compare(before, new DemoSchool(server.dataSource(RESTORED)).fingerprints());
  }

  private void compare(Map<String, String> before, Map<String, String> after) {
    if (!before.equals(after)) {
      throw new DamagedException(
          "What was restored is not what was there before the accident: expected %s, found %s"
              .formatted(before, after));
    }
    detail(
        "equal to the school before the accident, row for row: %s %s",
        VICTIM, after.get("public." + VICTIM));
  }

  private void prove() {
    Verification proof = lifeboat.verify(lifeboat.latest(SOURCE).id(), Depth.RESTORE);
    document.put("verification", Documents.verification(proof));
    if (!proof.proved()) {
      throw new DamagedException("The latest backup does not verify: " + proof.findings());
    }
    tell("The backup is proved by restoring it on another server");
    detail(
        "%s of %s and their digests compared, evidence stored beside the backup",
        Words.count(proof.checked().rows(), "row"), Words.count(proof.checked().tables(), "table"));
  }

  /** Ends a step: what was done, and how long it took. */
  private void tell(String what, Object... details) {
    step++;
    long now = System.nanoTime();
    Duration took = Duration.ofNanos(now - stepStarted);
    stepStarted = now;
    Paint paint = console.paint();
    console.say("");
    console.say(
        paint.bold("%d  %s".formatted(step, what.formatted(details)))
            + paint.faint("  " + Words.duration(took)));
  }

  private void detail(String format, Object... details) {
    console.say("   " + format.formatted(details));
  }
}
