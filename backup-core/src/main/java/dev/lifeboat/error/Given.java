package dev.lifeboat.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses null where a host passes something in: at once and by name, not later by a {@link
 * NullPointerException} out of the middle of a run. Implementations of the SPIs can use it as well.
 */
public final class Given {
  private Given() {}

  /**
   * Requires a value.
   *
   * @param value what was passed
   * @param what it is, with its article, such as {@code "the name of the source"}
   * @return the value
   * @throws RefusedException if it is null
   */
  public static <T> T value(@Nullable T value, String what) {
    if (value == null) {
      throw new RefusedException("Null was given for %s; give a value".formatted(what));
    }
    return value;
  }

  /**
   * Requires values.
   *
   * @param values what was passed
   * @param what they are, as for {@link #value}
   * @return an unmodifiable copy
   * @throws RefusedException if they, or one of them, are null
   */
  public static <T> List<T> values(
      @Nullable Collection<? extends @Nullable T> values, String what) {
    List<T> copy = new ArrayList<>();
    for (T one : Given.value(values, what)) {
      copy.add(Given.value(one, what));
    }
    return List.copyOf(copy);
  }
}
