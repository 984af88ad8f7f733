package dev.lifeboat.conformance.encodings;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * All characters of the encodings that a server can have, those that have no place in Unicode too:
 * what the server itself takes for one, as its {@code pg_wchar} source says.
 */
final class Characters {
  /** The encodings of databases; PostgreSQL cannot connect in UTF-8 to one in MULE_INTERNAL. */
  static final List<String> SERVER =
      List.of(
          "SQL_ASCII",
          "EUC_JP",
          "EUC_CN",
          "EUC_KR",
          "EUC_TW",
          "EUC_JIS_2004",
          "UTF8",
          "LATIN1",
          "LATIN2",
          "LATIN3",
          "LATIN4",
          "LATIN5",
          "LATIN6",
          "LATIN7",
          "LATIN8",
          "LATIN9",
          "LATIN10",
          "WIN1256",
          "WIN1258",
          "WIN866",
          "WIN874",
          "KOI8R",
          "WIN1251",
          "WIN1252",
          "ISO_8859_5",
          "ISO_8859_6",
          "ISO_8859_7",
          "ISO_8859_8",
          "WIN1250",
          "WIN1253",
          "WIN1254",
          "WIN1255",
          "WIN1257",
          "KOI8U");

  /** The encodings that only clients have. */
  static final List<String> CLIENT =
      List.of("BIG5", "GB18030", "GBK", "JOHAB", "SHIFT_JIS_2004", "SJIS", "UHC");

  private Characters() {}

  /** All of them, each as its bytes. */
  static List<byte[]> of(String encoding) {
    return switch (encoding) {
      case "UTF8" -> utf8();
      case "EUC_CN", "EUC_KR" -> pairs();
      case "EUC_JP", "EUC_JIS_2004" -> {
        List<byte[]> all = pairs();
        for (int second = 0xa1; second <= 0xdf; second++) {
          all.add(bytes(0x8e, second));
        }
        pairs().forEach(pair -> all.add(bytes(0x8f, pair[0] & 0xff, pair[1] & 0xff)));
        yield all;
      }
      case "EUC_TW" -> {
        List<byte[]> all = pairs();
        for (int plane = 0xa1; plane <= 0xa7; plane++) {
          for (byte[] pair : pairs()) {
            all.add(bytes(0x8e, plane, pair[0] & 0xff, pair[1] & 0xff));
          }
        }
        yield all;
      }
      default -> high();
    };
  }

  /** A few of them that stand for all, from the first to the last, of so many bytes together. */
  static byte[] sample(String encoding, int bytes) {
    List<byte[]> all = of(encoding);
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    int step = Math.max(1, all.size() / Math.max(1, bytes / 2));
    for (int i = all.size() - 1; i >= 0; i -= step) {
      if (sample.size() + all.get(i).length <= bytes) {
        sample.writeBytes(all.get(i));
      }
    }
    return sample.toByteArray();
  }

  private static List<byte[]> high() {
    List<byte[]> all = new ArrayList<>();
    for (int each = 0x80; each <= 0xff; each++) {
      all.add(bytes(each));
    }
    return all;
  }

  private static List<byte[]> pairs() {
    List<byte[]> all = new ArrayList<>();
    for (int first = 0xa1; first <= 0xfe; first++) {
      for (int second = 0xa1; second <= 0xfe; second++) {
        all.add(bytes(first, second));
      }
    }
    return all;
  }

  /** One of each hundred or so. */
  private static List<byte[]> utf8() {
    List<byte[]> all = new ArrayList<>();
    for (int each = 0x80; each <= 0x10ffff; each += each < 0x3000 ? 1 : 97) {
      if (each < 0xd800 || each > 0xdfff) {
        all.add(Character.toString(each).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
