package dev.lifeboat.cli;

import picocli.CommandLine.TypeConversionException;

/** The value of an option is not of its kind; the message says what is. */
final class UnreadableValue extends TypeConversionException {
  private static final long serialVersionUID = 1L;

  /**
   * Such a value.
   *
   * @param wanted what to give instead, such as {@code a whole number of 1 or more}
   */
  UnreadableValue(String wanted) {
    super(wanted);
  }
}
