package dev.lifeboat.retention;

import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A throw-away repository of restic, the judge of retention. It begins as a copy of an empty one
 * whose password "x" is hashed with the least effort, so that each call takes some milliseconds.
 */
final class ResticRepository {
  private static final String CONFIG =
      "40DvjNAhzuLjEkKn+O/HHC59Qc7FjL0QGeFxvUQby3KNoHwMLHkkQ363TS3CtcFc0Wt7oJ+HCTVQwuFL"
          + "W/hVoEZfkeLcLRP+EPfnSwK+/+kl4iQJfUzofbs5lksy/4WcEAUVgeEHUZVSJJony7L1WGdIhGsULlgR"
          + "EcddsTDYDYv/BDZ/ZvYT4XuQtznWmGdqtyPDCVHVFcD0tlA=";

  private static final String KEY =
      """
      {"created":"2026-12-01T08:58:46.449504398Z","username":"test","hostname":"test","kdf\
      ":"scrypt","N":16,"r":1,"p":1,"salt":"kRdX8U/4MzemSFLqXV6RM4JhywH0KlqtTxumQQyw765XE0\
      yoIct9oiqSr9nWPU5OR3b3bsQWLZGpVheugGBH2w==","data":"FvEcmu4YKnJ8WcjXnN7eksjEQZ1IWpcA\
      QmG6rSDfIoe3BsvAH2imU1cZ8Bjbj7K0BndtFJg5Iw9u8Ahm5kEy4Mnu7ARbciiZpTR0ylVUO8FANjdJCD6X\
      1PFQ8VNdMCa4tR0d6cu0JMs22VPBAliLtQD9XR6brlUyX5AVLnJ6iAtvmfCRhqgvnPakGHLGE0BfptdwIbjv\
      zHlEh+HIbSxljg=="}\
      """;

  /** Each backup waits a fifth of a second for other locks, and does nothing else for long. */
  private static final int AT_ONCE = 6;

  /** Where it judges: it goes by the clock of where each snapshot was made. */
  private static final ZoneId ELSEWHERE = ZoneId.of("Asia/Tokyo");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final Pattern KEPT =
      Pattern.compile("\"keep\":\\[(.*?)\\],\"remove\"", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("restic (\\d+)\\.(\\d+)");
  private static final Pattern TIMES = Pattern.compile("\"time\":\"([^\"]+)\"");

  private final Program restic;
  private final Path folder;
  private final ZoneId zone;

  private ResticRepository(Program restic, Path folder, ZoneId zone) {
    this.restic = restic;
    this.folder = folder;
    this.zone = zone;
  }

  /** Makes an empty one; the test is skipped where restic is not installed. */
  static ResticRepository in(Path folder, ZoneId zone) throws IOException {
    Program restic = Program.require("restic");
    for (String name : List.of("keys", "data", "index", "snapshots", "locks")) {
      Files.createDirectories(folder.resolve(name));
    }
    byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
    Files.write(folder.resolve("config"), Base64.getDecoder().decode(CONFIG));
    Files.write(folder.resolve("keys").resolve(sha256(key)), key);
    return new ResticRepository(restic, folder, zone);
  }

  /** Whether it keeps the oldest snapshot as long as a rule has places left: from 0.16 on. */
  boolean keepsTheOldest() {
    Matcher version = VERSION.matcher(run(zone, "version").output());
    return version.find()
        && (!version.group(1).equals("0") || Integer.parseInt(version.group(2)) >= 16);
  }

  /** Makes snapshots, as if at these times on the zone's clocks. */
  void backUp(String host, Collection<LocalDateTime> times) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Object>> backups = new ArrayList<>();
      for (LocalDateTime time : times) {
        backups.add(() -> backUp(host, time));
      }
      for (Future<Object> backup : pool.invokeAll(backups)) {
        backup.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** The snapshots that a policy keeps. */
  SortedSet<Instant> keeps(String host, Object... policy) {
    Object[] forget = {
      "forget", "--dry-run", "--no-lock", "--json", "--group-by", "", "--host", host
    };
    String output =
        run(ELSEWHERE, Stream.concat(Stream.of(forget), Stream.of(policy)).toArray()).output();
    Matcher kept = KEPT.matcher(output);
    SortedSet<Instant> times = new TreeSet<>();
    if (kept.find()) {
      TIMES
          .matcher(kept.group(1))
          .results()
          .forEach(time -> times.add(OffsetDateTime.parse(time.group(1)).toInstant()));
    }
    return times;
  }

  private Object backUp(String host, LocalDateTime time) {
    return run(
        zone, "backup", "--host", host, "--time", TIME.format(time), folder.resolve("config"));
  }

  private ProgramRun.Result run(ZoneId where, Object... arguments) {
    Object[] common = {"--quiet", "--no-cache", "--repo", folder};
    return restic
        .with(Stream.concat(Stream.of(common), Stream.of(arguments)).toArray())
        .env(Map.of("RESTIC_PASSWORD", "x", "TZ", where.getId()))
        .succeed();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
