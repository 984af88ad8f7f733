package dev.lifeboat.testing;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes a value of any type, with what its type offers; what cannot be made is given. */
public final class Samples {
  private static final int DEEPEST = 8;

  private final Map<Class<?>, Object> known = new HashMap<>();
  private int depth;

  /** Knows some types of Java. */
  public Samples() {
    with(String.class, "a").with(CharSequence.class, "a").with(Object.class, "a");
    with(int.class, 1).with(long.class, 1L).with(boolean.class, true).with(char.class, 'a');
    with(byte.class, (byte) 1).with(short.class, (short) 1).with(double.class, 1.0);
    with(Path.class, Path.of("nowhere", "a")).with(Duration.class, Duration.ofDays(1));
    with(Instant.class, Instant.EPOCH).with(InstantSource.class, InstantSource.system());
    with(ZoneId.class, ZoneOffset.UTC).with(Optional.class, Optional.empty());
    with(InputStream.class, InputStream.nullInputStream());
    with(OutputStream.class, OutputStream.nullOutputStream());
    with(Map.class, Map.of()).with(SortedMap.class, new TreeMap<>());
  }

  /** Gives a value for a type. */
  public <T> Samples with(Class<T> type, Object value) {
    known.put(type, value);
    return this;
  }

  /**
   * A value of a type.
   *
   * @throws IllegalStateException if none can be made
   */
  Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      return isCollection(raw) ? collection(raw, generic) : of(raw);
    }
    return type instanceof Class<?> plain ? of(plain) : "a";
  }

  private static boolean isCollection(Class<?> raw) {
    return raw == List.class || raw == Set.class || raw == Collection.class;
  }

  private Object collection(Class<?> raw, ParameterizedType generic) {
    Object element = of(generic.getActualTypeArguments()[0]);
    return raw == Set.class ? Set.of(element) : List.of(element);
  }

  private Object of(Class<?> type) {
    if (known.containsKey(type)) {
      return known.get(type);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (++depth > DEEPEST) {
      depth = 0;
      throw new IllegalStateException("no sample of " + type);
    }
    try {
      return made(type);
    } finally {
      depth = Math.max(0, depth - 1);
    }
  }

  private Object made(Class<?> type) {
    if (type.isSealed() && type.isInterface()) {
      return of(type.getPermittedSubclasses()[0]);
    }
    if (type.isInterface()) {
      return proxy(type);
    }
    return ways(type)
        .flatMap(way -> tried(way).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no sample of " + type));
  }

  private static Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          throw new UnsupportedOperationException("a sample was called: " + method);
        });
  }

  /** Factories with few parameters first, then constructors. */
  private static Stream<Executable> ways(Class<?> type) {
    Comparator<Executable> fewest = Comparator.comparingInt(Executable::getParameterCount);
    Stream<Executable> factories =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> type.isAssignableFrom(method.getReturnType()))
            .map(Executable.class::cast)
            .sorted(fewest);
    Stream<Executable> constructors =
        Arrays.stream(type.getDeclaredConstructors()).map(Executable.class::cast).sorted(fewest);
    return Stream.concat(factories, constructors)
        .filter(way -> Modifier.isPublic(way.getModifiers()));
  }

  private Optional<Object> tried(Executable way) {
    try {
      Object[] arguments = Arrays.stream(way.getGenericParameterTypes()).map(this::of).toArray();
      return Optional.ofNullable(
          way instanceof Method method
              ? method.invoke(null, arguments)
              : ((Constructor<?>) way).newInstance(arguments));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
