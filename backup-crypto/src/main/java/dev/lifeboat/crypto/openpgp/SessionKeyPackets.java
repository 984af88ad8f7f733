package dev.lifeboat.crypto.openpgp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Checks that the packets before the data, which nothing authenticates, are written in the one way
 * that an encoder has: otherwise bits could be altered in them that no decryption notices.
 */
final class SessionKeyPackets {
  private static final int PUBLIC_KEY_SESSION_KEY = 1;
  private static final int SYMMETRIC_SESSION_KEY = 3;
  private static final int MARKER = 10;

  private static final int RSA = 1;
  private static final int ELGAMAL = 16;
  private static final int ECDH = 18;
  private static final int X25519 = 25;

  private static final int VERSION_3 = 3;
  private static final int KEY_ID_BYTES = 8;
  private static final int X25519_BYTES = 32;

  /** Before a native point of a curve, such as that of X25519 (RFC 9580, section 9.2.1). */
  private static final int NATIVE_POINT = 0x40;

  /**
   * Before a point of a NIST curve, the only form of it that RFC 6637 allows; others, such as the
   * hybrid one of SEC 1, stand for the same point.
   */
  private static final int UNCOMPRESSED_POINT = 0x04;

  private SessionKeyPackets() {}

  /**
   * Checks the packets that a message begins with.
   *
   * @param header them all, and perhaps some of what follows
   * @throws dev.lifeboat.error.DamagedException if one is not canonical
   */
  static void requireCanonical(byte[] header) {
    ByteBuffer source = ByteBuffer.wrap(header);
    try {
      int tag = tag(source);
      while (tag == PUBLIC_KEY_SESSION_KEY || tag == SYMMETRIC_SESSION_KEY || tag == MARKER) {
        ByteBuffer body = body(source);
        if (tag == PUBLIC_KEY_SESSION_KEY) {
          requireCanonicalKey(body);
        }
        tag = tag(source);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw notCanonical();
    }
  }

  /** The tag of the next packet, which is not taken. */
  private static int tag(ByteBuffer source) {
    int first = source.get(source.position()) & 0xff;
    return (first & 0x40) != 0 ? first & 0x3f : first >> 2 & 0x0f;
  }

  /** Takes the next packet (RFC 4880, section 4.2). */
  private static ByteBuffer body(ByteBuffer source) {
    int first = source.get() & 0xff;
    int length = (first & 0x40) != 0 ? newLength(source) : oldLength(first & 3, source);
    ByteBuffer body = source.slice(source.position(), length);
    source.position(source.position() + length);
    return body;
  }

  private static int newLength(ByteBuffer source) {
    int first = source.get() & 0xff;
    if (first < 192) {
      return first;
    }
    if (first < 224) {
      return (first - 192 << 8) + (source.get() & 0xff) + 192;
    }
    if (first == 255) {
      return source.getInt();
    }
    throw notCanonical();
  }

  private static int oldLength(int type, ByteBuffer source) {
    return switch (type) {
      case 0 -> source.get() & 0xff;
      case 1 -> source.getShort() & 0xffff;
      case 2 -> source.getInt();
      default -> throw notCanonical();
    };
  }

  private static void requireCanonicalKey(ByteBuffer body) {
    if (body.get() == VERSION_3) {
      body.position(body.position() + KEY_ID_BYTES);
      switch (body.get()) {
        case RSA -> requireCanonicalNumber(body);
        case ELGAMAL -> {
          requireCanonicalNumber(body);
          requireCanonicalNumber(body);
        }
        case ECDH -> requireCanonicalPoint(body);
        case X25519 -> requireNoTopBit(body, body.position() + X25519_BYTES - 1);
        default -> body.position(body.limit());
      }
    }
  }

  private static void requireCanonicalPoint(ByteBuffer body) {
    int start = body.position() + Short.BYTES;
    requireCanonicalNumber(body);
    int form = body.get(start);
    if (form != NATIVE_POINT && form != UNCOMPRESSED_POINT) {
      throw notCanonical();
    }
    if (form == NATIVE_POINT && body.position() - start == X25519_BYTES + 1) {
      requireNoTopBit(body, body.position() - 1);
    }
    if ((body.get() & 0xff) != body.remaining()) {
      throw notCanonical();
    }
  }

  /** A multiprecision integer: how many bits, and the bytes that hold them (section 3.2). */
  private static void requireCanonicalNumber(ByteBuffer body) {
    int bits = body.getShort() & 0xffff;
    int bytes = (bits + 7) / 8;
    int first = body.get(body.position()) & 0xff;
    if (bits != 8 * (bytes - 1) + Integer.SIZE - Integer.numberOfLeadingZeros(first)) {
      throw notCanonical();
    }
    body.position(body.position() + bytes);
  }

  /** X25519 does not look at the topmost bit (RFC 7748, section 5). */
  private static void requireNoTopBit(ByteBuffer body, int index) {
    if (body.get(index) < 0) {
      throw notCanonical();
    }
  }

  private static RuntimeException notCanonical() {
    return Damage.of("a wrapped session key is malformed");
  }
}
