package dev.lifeboat.restore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.common.BaseDataSource;

/**
 * How a connection pool connects, as far as it says so: by unwrapping the driver's data source, or
 * by the public properties that pools have in common. HikariCP, Tomcat's pool, Commons DBCP and
 * Spring's proxies are known to do so; no class of theirs is needed to read them.
 */
final class PooledDataSource {
  /** Properties that hold what is inside: the data source of a pool or proxy, or its settings. */
  private static final List<String> INNER =
      List.of(
          "getPoolProperties",
          "getDataSource",
          "getTargetDataSource",
          "getConnectionPoolDataSource");

  private static final List<String> URL = List.of("getJdbcUrl", "getUrl");
  private static final List<String> USER = List.of("getUsername", "getUser");
  private static final List<String> PASSWORD = List.of("getPassword");
  private static final List<String> PROPERTIES =
      List.of("getDataSourceProperties", "getDbProperties");

  private static final String PREFIX = "jdbc:postgresql:";

  /** No pool lies deeper in proxies and pools than this. */
  private static final int DEPTH = 8;

  private PooledDataSource() {}

  /** The driver's own data source at the bottom, if there is one. */
  static Optional<BaseDataSource> driverSource(Object pool) {
    return search(pool, DEPTH, PooledDataSource::asDriverSource);
  }

  /** The address that a pool connects to, if it has a URL of PostgreSQL's. */
  static Optional<Address> address(Object pool) {
    return search(pool, DEPTH, PooledDataSource::asAddress);
  }

  /** The innermost answer: what lies outside may hide its password, or be a view of it. */
  private static <T> Optional<T> search(
      Object pool, int depth, Function<Object, Optional<T>> answer) {
    Stream<Object> inner =
        depth == 0
            ? Stream.empty()
            : INNER.stream().flatMap(name -> read(pool, name).stream()).filter(in -> in != pool);
    return inner
        .map(in -> search(in, depth - 1, answer))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> answer.apply(pool));
  }

  private static Optional<BaseDataSource> asDriverSource(Object pool) {
    if (pool instanceof BaseDataSource known) {
      return Optional.of(known);
    }
    try {
      return pool instanceof DataSource wrapper && wrapper.isWrapperFor(BaseDataSource.class)
          ? Optional.of(wrapper.unwrap(BaseDataSource.class))
          : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static Optional<Address> asAddress(Object pool) {
    return text(pool, URL)
        .filter(url -> url.startsWith(PREFIX))
        .map(
            url -> {
              Properties beside = new Properties();
              first(pool, PROPERTIES, Properties.class).ifPresent(beside::putAll);
              text(pool, USER).ifPresent(user -> beside.setProperty("user", user));
              text(pool, PASSWORD).ifPresent(secret -> beside.setProperty("password", secret));
              return new Address(url, beside);
            });
  }

  private static Optional<String> text(Object pool, List<String> getters) {
    return first(pool, getters, String.class);
  }

  private static <T> Optional<T> first(Object pool, List<String> getters, Class<T> type) {
    return getters.stream()
        .flatMap(getter -> read(pool, getter).stream())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static Optional<Object> read(Object pool, String getter) {
    try {
      Method method = pool.getClass().getMethod(getter);
      @Nullable Object value = method.invoke(pool);
      return Optional.ofNullable(value);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty(); // then it does not say so
    }
  }

  /**
   * An address and what stands beside it.
   *
   * @param url of JDBC
   * @param beside the driver's properties, user and password among them
   */
  record Address(String url, Properties beside) {
    /** Records would show the password. */
    @Override
    public String toString() {
      return "Address";
    }
  }
}
