package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.lifeboat.codec.Rewrapping;
import dev.lifeboat.codec.Sha256;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.Manifest;
import dev.lifeboat.restore.Target;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Documents of a repository that were altered at random, under every verb: nothing comes of them
 * but exceptions of the library's own in one harmless line, and nothing that is good is hidden.
 *
 * <p>{@code -Dlifeboat.fuzz=10000} tries more of them, {@code -Dlifeboat.fuzz.seed=N} begins with
 * another seed. A failure names its seed.
 */
class HostileRepositoryTest {
  private static final int CASES = Integer.getInteger("lifeboat.fuzz", 90);
  private static final long FIRST_SEED = Long.getLong("lifeboat.fuzz.seed", 1);

  private final HandMadeRepository repository = new HandMadeRepository();
  private final BackupId good = repository.backup();
  private final Manifest other = repository.backup("library");
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private BackupId victim;
  private ObjectKey manifest;
  private ObjectKey contents;
  private ObjectKey evidence;

  /** What is altered. */
  enum Kind {
    MANIFEST,
    CONTENTS,
    EVIDENCE
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyOurExceptionsAndNothingGoodIsHidden(Kind kind) throws IOException {
    prepare();
    String document = original(kind);
    byte[] manifestBefore = read(manifest);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES / Kind.values().length; seed++) {
      byte[] altered = new JsonMutation(new Random(seed)).of(document);
      put(kind, altered, manifestBefore);
      tryAll("%s altered with seed %d".formatted(kind, seed));
      restore(kind, document, manifestBefore);
    }
    System.out.printf("%s: %s%n", kind, outcomes);
  }

  @Test
  void anIntactRepositoryPassesEveryVerb() throws IOException {
    prepare();
    tryAll("nothing altered");

    // There are no globals with it, and there is no server to restore to.
    assertThat(outcomes)
        .containsEntry("RefusedException", 1)
        .containsEntry("RetryableException", 1);
    assertThat(outcomes).containsOnlyKeys("ok", "RefusedException", "RetryableException");
  }

  private void prepare() throws IOException {
    repository.advance(Duration.ofDays(1));
    victim = repository.backup();
    Verification proof = repository.lifeboat().verify(victim, Depth.DECODE);
    repository.lifeboat().verify(good, Depth.DECODE);
    repository.advance(Duration.ofHours(1));
    manifest = ObjectKey.of("school", "manifests", victim + ".json");
    contents = ObjectKey.of("school", "backups", victim.value(), "contents.json.zst");
    evidence = proof.evidence().orElseThrow();
  }

  private String original(Kind kind) throws IOException {
    return switch (kind) {
      case MANIFEST -> new String(read(manifest), StandardCharsets.UTF_8);
      case CONTENTS ->
          new String(
              new ZstdInputStream(new ByteArrayInputStream(read(contents))).readAllBytes(),
              StandardCharsets.UTF_8);
      case EVIDENCE -> new String(read(evidence), StandardCharsets.UTF_8);
    };
  }

  private void put(Kind kind, byte[] document, byte[] manifestBefore) {
    switch (kind) {
      case MANIFEST -> repository.memory.tamper(manifest, document);
      case CONTENTS -> putContents(document, manifestBefore);
      case EVIDENCE -> repository.memory.tamper(evidence, document);
    }
  }

  /** Whoever alters contents that nobody signed alters the manifest too. */
  private void putContents(byte[] document, byte[] manifestBefore) {
    byte[] stored = Zstd.compress(document);
    Sha256 sha256 = new Sha256();
    sha256.add(stored, 0, stored.length);
    String adapted =
        new String(manifestBefore, StandardCharsets.UTF_8)
            .replaceFirst(
                "(\"contents\\.json\\.zst\",\\s*\"sizeBytes\" : )\\d+(,\\s*\"sha256\" : \")\\w+(\",\\s*\"plainSizeBytes\" : )\\d+",
                "$1%d$2%s$3%d".formatted(stored.length, sha256.hex(), stored.length));
    repository.memory.tamper(contents, stored);
    repository.memory.tamper(manifest, adapted.getBytes(StandardCharsets.UTF_8));
  }

  private void restore(Kind kind, String document, byte[] manifestBefore) {
    put(kind, document.getBytes(StandardCharsets.UTF_8), manifestBefore);
    if (kind == Kind.MANIFEST) {
      repository.memory.tamper(manifest, manifestBefore);
    }
  }

  private void tryAll(String title) {
    repository.events.clear();
    Lifeboat lifeboat = repository.lifeboat();
    verbs(lifeboat).forEach((name, verb) -> attempt(title + ", " + name, verb));
    assertThat(repository.events).as(title).allSatisfy(HostileRepositoryTest::assertHarmless);
    assertNothingGoodIsHidden(title, lifeboat);
    removeNewEvidence();
  }

  private Map<String, Verb> verbs(Lifeboat lifeboat) {
    Map<String, Verb> verbs = new LinkedHashMap<>();
    verbs.put("sources", lifeboat::sources);
    verbs.put("backups", lifeboat::backups);
    verbs.put("latest", () -> lifeboat.latest("school"));
    verbs.put("find", () -> lifeboat.find(victim));
    verbs.put("show", () -> lifeboat.show(victim).toString());
    verbs.put("contents", () -> lifeboat.contents(victim));
    verbs.put("toc", () -> lifeboat.toc(victim));
    verbs.put("evidence", () -> lifeboat.evidence(victim));
    for (Depth depth : List.of(Depth.PRESENT, Depth.CHECKSUM, Depth.DECODE)) {
      verbs.put("verify " + depth, () -> lifeboat.verify(victim, depth));
    }
    verbs.put("export", () -> lifeboat.export(victim, OutputStream.nullOutputStream()));
    verbs.put("globals", () -> lifeboat.exportGlobals(victim, OutputStream.nullOutputStream()));
    verbs.put("restore", () -> lifeboat.restore(victim, Target.database(nowhere())));
    verbs.put(
        "rekey",
        () ->
            lifeboat.planRekey(RekeyRequest.of(new SameHeaders()).adding(List.of("b"))).toString());
    verbs.put("canary", lifeboat::canary);
    verbs.put(
        "canary of an age",
        () -> lifeboat.canary(CanaryRequest.create().withMaxAge(Duration.ofHours(26))));
    for (String zone : List.of("UTC", "Pacific/Kiritimati", "America/Los_Angeles")) {
      verbs.put(
          "prune in " + zone, () -> lifeboat.planPrune(policy().in(ZoneId.of(zone))).toString());
    }
    return verbs;
  }

  private static RetentionPolicy policy() {
    return RetentionPolicy.keep()
        .last(1)
        .daily(3)
        .weekly(3)
        .monthly(3)
        .yearly(3)
        .within(Period.ofYears(3));
  }

  private void attempt(String title, Verb verb) {
    try {
      verb.run();
      outcomes.merge("ok", 1, Integer::sum);
    } catch (LifeboatException e) {
      assertThat(e.getMessage()).as(title).isNotNull();
      assertHarmless(title, e.getMessage());
      outcomes.merge(e.getClass().getSimpleName(), 1, Integer::sum);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(title, e);
    }
  }

  private void assertNothingGoodIsHidden(String title, Lifeboat lifeboat) {
    assertThat(lifeboat.sources()).as(title).contains("library", "school");
    assertThat(lifeboat.backups("school")).as(title).extracting(Backup::id).contains(good);
    assertThat(lifeboat.latest("school").id()).as(title).isIn(good, victim);
    assertThat(lifeboat.latest("library").id()).as(title).isEqualTo(other.id());
    assertThat(lifeboat.show(good).id()).as(title).isEqualTo(good);
    assertThat(lifeboat.verify(good, Depth.PRESENT).proved()).as(title).isTrue();
    assertThat(lifeboat.planPrune(RetentionPolicy.keep().daily(3)).kept())
        .as(title)
        .extracting(decision -> decision.backup().id())
        .contains(good);
  }

  /** Each verification leaves some, which would slow the next ones down. */
  private void removeNewEvidence() {
    for (BackupId id : List.of(good, victim)) {
      try (Stream<ObjectKey> keys =
          repository
              .memory
              .list(ObjectKey.of("school", "evidence", id.value()))
              .map(o -> o.key())) {
        keys.filter(key -> !key.equals(evidence)).toList().forEach(repository.memory::delete);
      }
    }
  }

  private static void assertHarmless(Event event) {
    if (event instanceof Event.Warning warning) {
      assertHarmless("a warning", warning.message());
    } else if (event instanceof Event.Failed failed) {
      assertHarmless("a failure", failed.reason());
    } else if (event instanceof Event.Completed completed) {
      assertHarmless("an end", completed.summary());
    }
  }

  private static void assertHarmless(String title, String text) {
    assertThat(text)
        .as(title)
        .doesNotContainPattern(
            "[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]")
        .doesNotContain("Exception");
  }

  private byte[] read(ObjectKey key) {
    try (InputStream in = repository.memory.read(key, 0, Long.MAX_VALUE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that nobody can reach. */
  private static DataSource nowhere() {
    return (DataSource)
        Proxy.newProxyInstance(
            HostileRepositoryTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              throw new SQLException("there is no server", "08001");
            });
  }

  /** Exchanges the headers of a scheme that has none. */
  private static final class SameHeaders implements Rewrapping {
    @Override
    public String scheme() {
      return "frames";
    }

    @Override
    public List<String> holders() {
      return List.of("a");
    }

    @Override
    public void rewrap(InputStream source, OutputStream target, List<String> recipients)
        throws IOException {
      source.transferTo(target);
    }
  }

  /** Something that the library does. */
  @FunctionalInterface
  private interface Verb {
    void run() throws Exception;
  }
}
