package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An application that uses Prisma, with one migration; installed without its native engines. */
public final class Prisma {
  private static final List<String> FILES =
      List.of(
          "package.json",
          "prisma.config.ts",
          "no-waiting.cjs",
          "schema.prisma",
          "migrations/migration_lock.toml",
          "migrations/20260101000000_init/migration.sql");

  private final Path folder;
  private final Program npx;

  private Prisma(Path folder, Program npx) {
    this.folder = folder;
    this.npx = npx;
  }

  /** Installs it; skips the test where there is no npm, or its registry does not answer. */
  public static Prisma installedIn(Path folder) throws IOException {
    Program npm = Program.require("npm");
    for (String name : FILES) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream content = Prisma.class.getResourceAsStream("/prisma/" + name)) {
        Files.copy(Objects.requireNonNull(content), file);
      }
    }
    Files.createFile(folder.resolve("no-engine"));
    ProgramRun.Result result =
        npm.with(
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--fetch-retries=1",
                "--prefer-offline")
            .in(folder)
            .run();
    if (result.exitCode() != 0) {
      throw Skip.because("npm could not install prisma: " + result.errors().lines().findFirst());
    }
    return new Prisma(folder, Program.require("npx"));
  }

  /** Prepares a run of its command line on a database. */
  public ProgramRun with(TestDatabase database, String... arguments) {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "--no-install";
    all[1] = "prisma";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return npx.with(all).in(folder).env(environment(database)).timeout(Duration.ofMinutes(3));
  }

  private Map<String, String> environment(TestDatabase database) {
    Map<String, String> variables = new HashMap<>(database.environment());
    variables.put("DATABASE_URL", database.url());
    // The engine of the driver's adapter is part of the package; this one would be downloaded.
    variables.put("PRISMA_QUERY_ENGINE_LIBRARY", folder.resolve("no-engine").toString());
    variables.put("CHECKPOINT_DISABLE", "1");
    variables.put("NODE_OPTIONS", "--require ./no-waiting.cjs");
    return variables;
  }
}
