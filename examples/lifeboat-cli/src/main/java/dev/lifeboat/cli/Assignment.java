package dev.lifeboat.cli;

import picocli.CommandLine.TypeConversionException;

/**
 * The value of an option that gives something to a name. Options hold lists of them, as a map would
 * keep the last of two values without a word.
 *
 * @param name what is before the first {@code =}, never empty
 * @param value what is after it
 */
record Assignment(String name, String value) {
  static Assignment parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new TypeConversionException("no assignment");
    }
    return new Assignment(text.substring(0, equals), text.substring(equals + 1));
  }
}
