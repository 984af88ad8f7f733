package dev.lifeboat.crypto;

import java.util.List;

/**
 * One part of a header: the file key, wrapped for one recipient.
 *
 * @param arguments at least one, of visible ASCII characters; the first is the type
 * @param body the wrapped key
 */
record Stanza(List<String> arguments, byte[] body) {
  /** Which kind of recipient the stanza is for. */
  String type() {
    return arguments.get(0);
  }
}
