package dev.lifeboat.testing;

import dev.lifeboat.error.RefusedException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes null for every parameter of every public constructor and method of some packages, one at a
 * time and with samples for the others, and for every collection one that holds null.
 */
public final class NullDoors {
  private final Samples samples;
  private final List<String> unclear = new ArrayList<>();
  private int count;

  /** Calls with these samples. */
  public NullDoors(Samples samples) {
    this.samples = samples;
  }

  /** Tries all of some types. */
  public NullDoors tryTypes(Class<?>... types) {
    List.of(types).forEach(type -> tryAll(type, false));
    return this;
  }

  /** Tries what makes values of some types, and not what these do. */
  public NullDoors tryFactories(Class<?>... types) {
    List.of(types).forEach(type -> tryAll(type, true));
    return this;
  }

  /** How many calls were made. */
  public int count() {
    return count;
  }

  /** The calls that were not refused at once in a sentence, and what came of them. */
  public List<String> unclear() {
    return List.copyOf(unclear);
  }

  private void tryAll(Class<?> type, boolean factoriesAlone) {
    Stream<Executable> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> !isOfJava(method))
            .filter(method -> !factoriesAlone || Modifier.isStatic(method.getModifiers()))
            .map(Executable.class::cast);
    Stream<Executable> constructors =
        type.isEnum() || Modifier.isAbstract(type.getModifiers())
            ? Stream.empty()
            : Arrays.stream(type.getDeclaredConstructors());
    Stream.concat(constructors, methods)
        .filter(door -> Modifier.isPublic(door.getModifiers()) && !door.isSynthetic())
        .filter(door -> !Modifier.isAbstract(door.getModifiers()))
        .sorted(Comparator.comparing(Executable::toString))
        .forEach(this::tryAll);
  }

  /** Whose contract is Java's: null is never equal, and not compared. */
  private static boolean isOfJava(Method method) {
    return List.of("equals", "compareTo", "valueOf").contains(method.getName());
  }

  private void tryAll(Executable door) {
    Parameter[] parameters = door.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].getType().isPrimitive() && !isNullable(parameters[i])) {
        call(door, i, null);
        if (parameters[i].getType().isAssignableFrom(ArrayList.class)
            && Collection.class.isAssignableFrom(parameters[i].getType())) {
          call(door, i, new ArrayList<>(Arrays.asList((Object) null)));
        }
      }
    }
  }

  private static boolean isNullable(Parameter parameter) {
    return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private void call(Executable door, int position, @Nullable Object wrong) {
    String name =
        "%s.%s, parameter %d (%s): %s"
            .formatted(
                door.getDeclaringClass().getName(),
                door instanceof Method ? door.getName() : "new",
                position + 1,
                door.getParameterTypes()[position].getSimpleName(),
                wrong == null ? "null" : "a null inside");
    count++;
    try {
      Object[] arguments = new Object[door.getParameterCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = i == position ? wrong : samples.of(door.getGenericParameterTypes()[i]);
      }
      invoke(door, arguments);
      unclear.add(name + " is taken");
    } catch (InvocationTargetException e) {
      if (!isClear(e.getCause())) {
        unclear.add(name + " ends in " + e.getCause());
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      unclear.add(name + " could not be tried: " + e);
    }
  }

  private void invoke(Executable door, Object[] arguments) throws ReflectiveOperationException {
    if (door instanceof Constructor<?> constructor) {
      constructor.newInstance(arguments);
    } else if (door instanceof Method method) {
      boolean ofClass = Modifier.isStatic(method.getModifiers());
      method.invoke(ofClass ? null : samples.of(method.getDeclaringClass()), arguments);
    }
  }

  private static boolean isClear(Throwable thrown) {
    return thrown instanceof RefusedException
        && Objects.requireNonNullElse(thrown.getMessage(), "").startsWith("Null was given for ");
  }
}
