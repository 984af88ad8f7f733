package dev.lifeboat.cli;

/** Colours for terminals. */
enum Paint {
  /** A person reads it on a terminal. */
  COLOURED {
    @Override
    String wrap(String code, String text) {
      return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  },
  /** It goes to a file or a program. */
  PLAIN {
    @Override
    String wrap(String code, String text) {
      return text;
    }
  };

  static Paint of(boolean coloured) {
    return coloured ? COLOURED : PLAIN;
  }

  abstract String wrap(String code, String text);

  String bold(String text) {
    return wrap("1", text);
  }

  String faint(String text) {
    return wrap("2", text);
  }

  String good(String text) {
    return wrap("32", text);
  }

  String bad(String text) {
    return wrap("31", text);
  }
}
