package dev.lifeboat.error;

/** What to report where Java itself could not go on: its heap or a stack was too small. */
public final class JavaLimits {
  private static final long MEGABYTE = 1024 * 1024;

  private JavaLimits() {}

  /**
   * The exception for work that was given up.
   *
   * @param attempt what was tried, in words that follow "Could not"
   * @param cause what the virtual machine threw
   */
  public static RefusedException of(String attempt, VirtualMachineError cause) {
    return new RefusedException("Could not %s: %s".formatted(attempt, reason(cause)), cause);
  }

  private static String reason(VirtualMachineError cause) {
    if (cause instanceof OutOfMemoryError) {
      long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
      return "Java ran out of memory (%s) with a heap of %d MB; use fewer jobs, or a heap of %d MB (java -Xmx%dm)"
          .formatted(cause.getMessage(), heap, 2 * heap, 2 * heap);
    }
    if (cause instanceof StackOverflowError) {
      return "the stack of a thread is too small; give Java larger ones (java -Xss8m)";
    }
    return "Java failed (%s); start it again".formatted(cause);
  }
}
