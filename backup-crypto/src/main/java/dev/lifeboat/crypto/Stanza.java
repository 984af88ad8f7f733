package dev.lifeboat.crypto;

import dev.lifeboat.error.DamagedException;
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

  /**
   * Checks the shape that the kind demands.
   *
   * @return this stanza
   * @throws DamagedException if it has another number of arguments, the type included, or a body of
   *     another length
   */
  Stanza require(int argumentCount, int bodyLength) {
    if (arguments.size() != argumentCount) {
      throw malformed("it must have %d arguments".formatted(argumentCount));
    }
    if (body.length != bodyLength) {
      throw malformed("its body must have %d bytes".formatted(bodyLength));
    }
    return this;
  }

  /**
   * Decodes an argument that is base64.
   *
   * @throws DamagedException if it is not canonical, or has another length
   */
  byte[] bytes(int argument, int length) {
    try {
      byte[] bytes = Base64Text.decode(arguments.get(argument));
      if (bytes.length == length) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
    throw malformed("argument %d must have %d bytes".formatted(argument, length));
  }

  /** The failure of a stanza that breaks the rules of its kind. */
  DamagedException malformed(String why) {
    return Damage.inHeader("a stanza of type %s is malformed, %s".formatted(type(), why));
  }
}
