package dev.lifeboat.cli;

import dev.lifeboat.postgres.PostgresUrl;
import dev.lifeboat.restore.Target;
import dev.lifeboat.restore.scope.Keep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a restore goes. */
final class TargetOption {
  @Option(
      names = "--into",
      paramLabel = "URL",
      description = "An empty database: " + DatabaseOption.DESCRIPTION)
  private @Nullable String url;

  @Option(
      names = "--create-database",
      paramLabel = "NAME",
      description =
          "Create this database on the same server and restore into it; the one of --into need not"
              + " exist then.")
  private @Nullable String created;

  @Option(
      names = {"-C", "--create"},
      description =
          "Give the database the owner, comment, privileges, settings and limits of the one that was"
              + " dumped to an archive.")
  private boolean properties;

  @Mixin private NetworkOption network;

  /** The place, and its name without secrets. */
  Place read(Verb verb) {
    PostgresUrl given = DatabaseOption.read("--into", url, verb);
    if (created == null) {
      return new Place(Target.database(network.to(given)), given);
    }
    PostgresUrl entrance = MaintenanceDatabase.of(given, created, network);
    Target target =
        Target.newDatabase(
            network.to(entrance), created, name -> network.to(entrance.withDatabase(name)));
    return new Place(target, entrance.withDatabase(created));
  }

  /** What becomes of what the archive says of the database itself. */
  Keep properties() {
    return properties ? Keep.AS_ARCHIVED : Keep.LEFT_OUT;
  }

  /**
   * A place to restore into.
   *
   * @param target the place
   * @param url its address
   */
  record Place(Target target, PostgresUrl url) {}
}
