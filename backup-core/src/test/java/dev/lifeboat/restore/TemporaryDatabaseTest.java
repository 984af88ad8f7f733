package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.ArchiveSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.scope.RestoreScope;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemporaryDatabaseTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final DataSource ADMIN = SERVER.admin().dataSource();
  private static final Function<String, DataSource> CONNECTOR =
      name -> SiblingDataSource.of(ADMIN, name);
  private static final String FINAL = "whole_at_last";

  @BeforeEach
  @AfterEach
  void clean() {
    SERVER.admin().execute("DROP DATABASE IF EXISTS " + FINAL + " WITH (FORCE)");
    for (String database : databases()) {
      SERVER.admin().execute("DROP DATABASE " + database + " WITH (FORCE)");
    }
    SERVER.admin().execute("DROP ROLE IF EXISTS restorer; DROP ROLE IF EXISTS owner_to_be");
  }

  @ParameterizedTest
  @EnumSource(TemporaryName.Use.class)
  void whatAKilledRunLeftIsDroppedByTheNextRunOfEitherKind(TemporaryName.Use use) {
    String left = leftover(use);
    scratch().close();
    assertThat(databases()).doesNotContain(left);

    String again = leftover(use);
    restoreSchool(Target.newDatabase(ADMIN, FINAL));
    assertThat(databases()).doesNotContain(again);
  }

  @Test
  void aDatabaseOfALivingRunIsLeftAloneAlthoughNobodyIsConnected() {
    try (TemporaryDatabase mine = scratch()) {
      scratch().close();
      assertThat(databases()).contains(mine.name());
    }
    assertThat(databases()).isEmpty();
  }

  @Test
  void aLeftoverInWhichSomebodyIsConnectedIsLeftAlone() throws SQLException {
    String left = leftover(TemporaryName.Use.SCRATCH);
    try (Connection connection = CONNECTOR.apply(left).getConnection()) {
      scratch().close();
      assertThat(databases()).contains(left);
      assertThat(connection.isValid(10)).isTrue();
    }
    awaitNobodyIn(left);
    scratch().close();
    assertThat(databases()).isEmpty();
  }

  @Test
  void nobodyWhomPublicLetsInConnectsBeforeItIsWhole() {
    SERVER.admin().execute("CREATE ROLE restorer LOGIN");
    try (TemporaryDatabase database =
        new NewDatabase(ADMIN, FINAL, Optional.of(CONNECTOR))
            .create(Optional.empty(), Events.silent("restore"))) {
      DataSource ofAnybody = SERVER.database(database.name()).dataSource("restorer");
      assertThatThrownBy(ofAnybody::getConnection).hasMessageContaining("permission denied");
      database.publish(
          FINAL,
          Optional.empty(),
          session -> assertThatThrownBy(ofAnybody::getConnection).isNotNull());
    }
    assertThat(
            SERVER
                .admin()
                .query(
                    "SELECT acl.* FROM pg_database, aclexplode(datacl) AS acl WHERE datname = '%s'"
                        .formatted(FINAL)))
        .containsExactlyInAnyOrderElementsOf(
            SERVER
                .admin()
                .query(
                    "SELECT acl.* FROM pg_database, aclexplode(acldefault('d', datdba)) AS acl"
                        + " WHERE datname = '%s'".formatted(FINAL)));
  }

  @Test
  void onlyTheCommentSaysThatADatabaseIsOurs() {
    String other = "lifeboat_scratch_0123456789abcdef";
    SERVER.admin().execute("CREATE DATABASE " + other);
    scratch().close();
    assertThat(databases()).containsExactly(other);

    TemporaryName another = TemporaryName.random(TemporaryName.Use.SCRATCH);
    SERVER.admin().execute("COMMENT ON DATABASE %s IS '%s'".formatted(other, another.comment()));
    scratch().close();
    assertThat(databases()).containsExactly(other);
  }

  @Test
  void aDatabaseWhoseRunWasKilledBeforeItWasMarkedIsDropped() {
    SERVER
        .admin()
        .execute("CREATE DATABASE lifeboat_restore_0123456789abcdef ALLOW_CONNECTIONS = false");
    scratch().close();
    assertThat(databases()).isEmpty();
  }

  @Test
  void subscriptionsDoNotKeepALeftover() throws SQLException {
    String left = leftover(TemporaryName.Use.SCRATCH);
    try (Connection connection = CONNECTOR.apply(left).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1' PUBLICATION p WITH (connect = false)");
    }
    awaitNobodyIn(left);
    scratch().close();
    assertThat(databases()).isEmpty();
  }

  @Test
  void aNewDatabaseHasItsNameOnceItIsWhole() {
    List<List<String>> during = new ArrayList<>();
    Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
        .restore(
            school(),
            Target.newDatabase(ADMIN, FINAL),
            result -> {
              during.add(databases());
              assertThat(exists(FINAL)).isFalse();
            });
    assertThat(during.get(0)).hasSize(1);
    assertThat(exists(FINAL)).isTrue();
    assertThat(databases()).isEmpty();
    assertThat(comment(FINAL)).isNull();
  }

  @Test
  void aNameThatIsTakenMeanwhileFailsTheRestoreAndStaysTheOthers() {
    assertThatThrownBy(
            () ->
                Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
                    .restore(
                        school(),
                        Target.newDatabase(ADMIN, FINAL),
                        result -> SERVER.admin().execute("CREATE DATABASE " + FINAL)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Another database whole_at_last was created during the restore");
    assertThat(databases()).isEmpty();
    try (TestDatabase other = SERVER.database(FINAL)) {
      assertThat(other.value("SELECT to_regclass('public.person')")).isNull();
    }
  }

  @Test
  void connectionsThatAPoolKeepsOpenDoNotKeepTheDatabaseFromItsName() {
    List<Connection> kept = new ArrayList<>();
    restoreSchool(Target.newDatabase(ADMIN, FINAL, name -> keeping(CONNECTOR.apply(name), kept)));
    assertThat(kept).isNotEmpty();
    assertThat(exists(FINAL)).isTrue();
  }

  @Test
  void theConnectionGoesBackToItsPoolWithoutTheLock() throws SQLException {
    try (Connection connection = ADMIN.getConnection()) {
      DataSource pool =
          new OpaqueDataSource(ADMIN) {
            @Override
            public Connection getConnection() {
              return unclosed(connection);
            }
          };
      TemporaryDatabase.scratch(pool, CONNECTOR, Optional.empty()).close();
      restoreSchool(Target.newDatabase(pool, FINAL, CONNECTOR));
      assertThat(SERVER.admin().value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
          .isEqualTo("0");
    }
  }

  @Test
  void aConnectorThatLeadsToAnotherDatabaseIsRefused() {
    assertThatThrownBy(() -> restoreSchool(Target.newDatabase(ADMIN, FINAL, name -> ADMIN)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("leads to database postgres when it is asked for lifeboat_restore_");
    assertThat(databases()).isEmpty();
  }

  @Test
  void aConnectionLostInBetweenDoesNotKeepTheDatabaseFromItsName() {
    Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
        .restore(
            school(),
            Target.newDatabase(ADMIN, FINAL),
            result ->
                SERVER
                    .admin()
                    .query(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"));
    assertThat(exists(FINAL)).isTrue();
    assertThat(databases()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void aRoleThatMayOnlyCreateDatabasesRestoresForAnother(TestPostgres server) {
    server
        .admin()
        .execute(
            "CREATE ROLE owner_to_be; CREATE ROLE restorer LOGIN CREATEDB IN ROLE owner_to_be");
    try {
      Target target = Target.newDatabase(server.admin().dataSource("restorer"), FINAL);
      RestoreOptions options = RestoreOptions.defaults();
      Restorer.of(
              options
                  .with(options.conduct().with(SessionChoice.DEFAULT.withRole("owner_to_be")))
                  .with(RestoreScope.ALL.without(Omission.OWNERS)),
              Events.silent("restore"))
          .restore(school(), target);
      assertThat(
              server
                  .admin()
                  .value(
                      "SELECT datdba::regrole FROM pg_database WHERE datname = '%s'"
                          .formatted(FINAL)))
          .isEqualTo("owner_to_be");
    } finally {
      server.admin().execute("DROP DATABASE IF EXISTS " + FINAL + " WITH (FORCE)");
      server.admin().execute("DROP ROLE restorer; DROP ROLE owner_to_be");
    }
  }

  @Test
  void aRoleWhosePrivilegesAreNotInheritedIsRefusedAtOnce() {
    SERVER
        .admin()
        .execute(
            "CREATE ROLE owner_to_be;"
                + " CREATE ROLE restorer LOGIN CREATEDB NOINHERIT IN ROLE owner_to_be");
    RestoreOptions options = RestoreOptions.defaults();
    assertThatThrownBy(
            () ->
                Restorer.of(
                        options.with(
                            options.conduct().with(SessionChoice.DEFAULT.withRole("owner_to_be"))),
                        Events.silent("restore"))
                    .restore(
                        school(), Target.newDatabase(SERVER.admin().dataSource("restorer"), FINAL)))
        .isInstanceOf(LifeboatException.class)
        .hasMessageContaining("grant it owner_to_be with INHERIT");
    assertThat(databases()).isEmpty();
  }

  private static TemporaryDatabase scratch() {
    return TemporaryDatabase.scratch(ADMIN, CONNECTOR, Optional.empty());
  }

  /** As a killed run leaves it: with its comment, and without anybody who holds its lock. */
  private static String leftover(TemporaryName.Use use) {
    TemporaryName name = TemporaryName.random(use);
    SERVER.admin().execute("CREATE DATABASE " + name);
    SERVER.admin().execute("COMMENT ON DATABASE %s IS '%s'".formatted(name, name.comment()));
    return name.text();
  }

  private static void restoreSchool(Target target) {
    Restorer.of(RestoreOptions.defaults(), Events.silent("restore")).restore(school(), target);
  }

  private static ArchiveSource school() {
    return CustomArchive.of("school", new MemoryRanges(Archives.bytes("school-15-gzip.custom")));
  }

  private static List<String> databases() {
    return SERVER
        .admin()
        .query("SELECT datname FROM pg_database WHERE datname ~ '^lifeboat_' ORDER BY datname")
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** A backend ends a moment after its connection is closed. */
  private static void awaitNobodyIn(String database) {
    long start = System.nanoTime();
    String connected =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '%s'".formatted(database);
    while (!"0".equals(SERVER.admin().value(connected))) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }
  }

  private static boolean exists(String database) {
    return !SERVER
        .admin()
        .query("SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(database))
        .isEmpty();
  }

  private static String comment(String database) {
    return SERVER
        .admin()
        .value(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '%s'"
                .formatted(database));
  }

  private static Connection unclosed(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
  }

  /** As a pool does, which never closes what it gave. */
  private static DataSource keeping(DataSource source, List<Connection> kept) {
    return new OpaqueDataSource(source) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection real = source.getConnection();
        kept.add(real);
        return real;
      }
    };
  }
}
