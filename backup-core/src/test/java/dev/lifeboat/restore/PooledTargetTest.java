package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import dev.lifeboat.verify.ScratchDatabase.Scratch;
import dev.lifeboat.verify.ServerScratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.BasicDataSourceFactory;
import org.apache.commons.dbcp2.datasources.SharedPoolDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** New databases, reached through the connection pools that applications have. */
class PooledTargetTest {
  private static final TestPostgres SERVER = TestPostgres.fresh(17);
  private static final String SCHOOL = "school-15-gzip.custom";
  private static final String USER = "pooled";
  private static final String PASSWORD = "p&ss=w%rd";
  private static final String NAME = "restored";
  private static final int ATTEMPTS = 10_000;

  private final List<AutoCloseable> opened = new ArrayList<>();

  /** The role needs its password, so a pool that does not reveal it fails the test. */
  @BeforeAll
  static void requirePassword() throws IOException {
    SERVER.admin().execute("CREATE ROLE pooled LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
    Path rules = SERVER.dataDirectory().resolve("pg_hba.conf");
    Files.writeString(rules, "host all " + USER + " all scram-sha-256\n" + Files.readString(rules));
    SERVER.admin().execute("SELECT pg_reload_conf()");
    PGSimpleDataSource wrong = driver();
    wrong.setPassword("wrong");
    int attempts = 0;
    while (connects(wrong)) {
      assertThat(++attempts).as("connections without the password").isLessThan(ATTEMPTS);
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
    SERVER.admin().execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
  }

  static Stream<Named<DataSource>> pools() throws Exception {
    return Stream.of(
        Named.of("the driver's own", driver()),
        Named.of("HikariCP by URL, as Spring Boot configures it", hikari(byUrl())),
        Named.of("HikariCP by a URL that holds the password", hikari(byWholeUrl())),
        Named.of("HikariCP by the name of a class", hikari(byClass())),
        Named.of("HikariCP around a data source", hikari(around(driver()))),
        Named.of("Tomcat's pool by URL", tomcatByUrl()),
        Named.of("Tomcat's pool by properties", tomcatByProperties()),
        Named.of("Tomcat's pool around a data source", tomcatAround(driver())),
        Named.of("DBCP by URL", dbcpByUrl()),
        Named.of("DBCP by properties", dbcpByProperties()),
        Named.of("DBCP around a data source", dbcpAround()),
        Named.of("Spring's proxy of HikariCP", proxyOf(hikari(byUrl()))),
        Named.of("Spring's proxy of the driver", proxyOf(driver())));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void aNewDatabaseIsReachedAsThePoolReachesItsOwn(DataSource pool) {
    closeLater(pool);
    assertThat(restore(Target.newDatabase(pool, NAME)).rows()).isEqualTo(6_584);
  }

  @Test
  void aConnectorMayOpenAPoolThatConnectsAtOnce() {
    List<String> asked = new ArrayList<>();
    Target target =
        Target.newDatabase(
            driver(),
            NAME,
            name -> {
              asked.add(name);
              return closeLater(hikari(byUrl(name)));
            });
    assertThat(restore(target).rows()).isEqualTo(6_584);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aConnectorThatFailsLeavesNoDatabase() {
    Target target = Target.newDatabase(driver(), NAME, name -> hikari(byUrl("missing")));
    assertThatThrownBy(() -> restore(target)).isInstanceOf(LifeboatException.class);
    assertThat(databases()).isEmpty();
  }

  @Test
  void aScratchDatabaseIsReachedByAPoolThatConnectsAtOnce() {
    ServerScratch scratch = ServerScratch.on(driver(), name -> closeLater(hikari(byUrl(name))));
    try (Scratch database = scratch.open();
        Session session = Session.reading(database.dataSource())) {
      assertThat(session.version().major()).isEqualTo(17);
    }
    assertThat(databases()).isEmpty();
  }

  @Test
  void aScratchDatabaseThatCannotBeReachedIsDroppedAgain() {
    ServerScratch scratch = ServerScratch.on(driver(), name -> hikari(byUrl("missing")));
    assertThatThrownBy(scratch::open).isInstanceOf(LifeboatException.class);
    assertThat(databases()).isEmpty();
  }

  @Test
  void aPoolThatCannotConnectFailsAsTheDriverDoes() {
    HikariConfig config = byUrl("missing");
    HikariDataSource pool = closeLater(new HikariDataSource());
    config.copyStateTo(pool);
    assertThatThrownBy(() -> Session.reading(pool))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("database \"missing\" does not exist (3D000)");
    pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nothing");
    assertThatThrownBy(() -> Session.reading(pool)).isInstanceOf(RetryableException.class);
  }

  @Test
  void whatAPoolThrowsOfItsOwnIsNamedWithoutItsText() {
    HikariDataSource pool = closeLater(new HikariDataSource());
    pool.setUsername(PASSWORD);
    assertThatThrownBy(() -> Session.reading(pool))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Could not connect to the database: com.zaxxer.hikari")
        .hasMessageNotContaining(PASSWORD);
  }

  private static RestoreResult restore(Target target) {
    return Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
        .restore(CustomArchive.of(SCHOOL, new MemoryRanges(Archives.bytes(SCHOOL))), target);
  }

  private static List<String> databases() {
    return SERVER
        .admin()
        .query("SELECT datname FROM pg_database WHERE datname ~ 'restored|lifeboat_'")
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static boolean connects(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(0);
    } catch (SQLException e) {
      return false;
    }
  }

  private <T extends DataSource> T closeLater(T pool) {
    if (pool instanceof AutoCloseable closeable) {
      opened.add(closeable);
    }
    return pool;
  }

  private static PGSimpleDataSource driver() {
    return configured(new PGSimpleDataSource());
  }

  private static <T extends BaseDataSource> T configured(T source) {
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {SERVER.port()});
    source.setDatabaseName("postgres");
    source.setUser(USER);
    source.setPassword(PASSWORD);
    return source;
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/" + database;
  }

  private static DataSource proxyOf(DataSource dataSource) {
    return new LazyConnectionDataSourceProxy(dataSource);
  }

  private static HikariDataSource hikari(HikariConfig config) {
    config.setMaximumPoolSize(4);
    return new HikariDataSource(config);
  }

  private static HikariConfig byUrl() {
    return byUrl("postgres");
  }

  private static HikariConfig byUrl(String database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(database));
    config.setUsername(USER);
    config.setPassword(PASSWORD);
    return config;
  }

  private static HikariConfig byWholeUrl() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url("postgres") + "?user=pooled&password=p%26ss%3Dw%25rd");
    return config;
  }

  private static HikariConfig byClass() {
    HikariConfig config = new HikariConfig();
    config.setDataSourceClassName(PGSimpleDataSource.class.getName());
    config.addDataSourceProperty("serverName", "127.0.0.1");
    config.addDataSourceProperty("portNumber", SERVER.port());
    config.addDataSourceProperty("databaseName", "postgres");
    config.addDataSourceProperty("user", USER);
    config.addDataSourceProperty("password", PASSWORD);
    return config;
  }

  private static HikariConfig around(DataSource dataSource) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    return config;
  }

  private static DataSource tomcatByUrl() {
    PoolProperties properties = new PoolProperties();
    properties.setDriverClassName("org.postgresql.Driver");
    properties.setUrl(url("postgres"));
    properties.setUsername(USER);
    properties.setPassword(PASSWORD);
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }

  private static DataSource tomcatByProperties() {
    PoolProperties properties = new PoolProperties();
    properties.setDriverClassName("org.postgresql.Driver");
    properties.setUrl(url("postgres"));
    Properties driver = new Properties();
    driver.setProperty("user", USER);
    driver.setProperty("password", PASSWORD);
    properties.setDbProperties(driver);
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }

  private static DataSource tomcatAround(DataSource dataSource) {
    PoolProperties properties = new PoolProperties();
    properties.setDataSource(dataSource);
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }

  private static DataSource dbcpByUrl() {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl(url("postgres"));
    pool.setUsername(USER);
    pool.setPassword(PASSWORD);
    return pool;
  }

  private static DataSource dbcpByProperties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("url", url("postgres"));
    properties.setProperty("username", USER);
    properties.setProperty("password", PASSWORD);
    return BasicDataSourceFactory.createDataSource(properties);
  }

  private static DataSource dbcpAround() {
    SharedPoolDataSource pool = new SharedPoolDataSource();
    pool.setConnectionPoolDataSource(configured(new PGConnectionPoolDataSource()));
    return pool;
  }
}
