package dev.lifeboat.postgres;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The encodings that PostgreSQL knows, and what is known of Java's charsets for them.
 *
 * <p>See the table of character sets in PostgreSQL's documentation, "Character Set Support", and
 * {@code pg_encname_tbl} of its source for the other names.
 */
enum KnownEncoding {
  UTF8("UTF-8", Width.UTF8, "unicode"),
  /** Bytes of any encoding; most that is written today is UTF-8. */
  SQL_ASCII("UTF-8", Width.UTF8),
  EUC_CN("GB2312", Width.TWO),
  EUC_JIS_2004("EUC-JP", Width.EUC, Trust.of(2, "\u203e\u00a5\uffe3\uffe5")),
  EUC_JP("EUC-JP", Width.EUC, Trust.of(3, Trust.JAPANESE + "\u00a6\u2116\uff5e")),
  EUC_KR("EUC-KR", Width.EUC),
  EUC_TW("x-EUC-TW", Width.EUC_TW, Trust.of(2, "\u4ea0\u51ab\u52f9")),
  MULE_INTERNAL("", Width.MULE),
  LATIN1("ISO-8859-1", Width.ONE, "iso88591"),
  LATIN2("ISO-8859-2", Width.ONE, "iso88592"),
  LATIN3("ISO-8859-3", Width.ONE, "iso88593"),
  LATIN4("ISO-8859-4", Width.ONE, "iso88594"),
  LATIN5("ISO-8859-9", Width.ONE, "iso88599"),
  LATIN6("ISO-8859-10", Width.ONE, "iso885910"),
  LATIN7("ISO-8859-13", Width.ONE, "iso885913"),
  LATIN8("ISO-8859-14", Width.ONE, "iso885914"),
  LATIN9("ISO-8859-15", Width.ONE, "iso885915"),
  LATIN10("ISO-8859-16", Width.ONE, "iso885916"),
  ISO_8859_5("ISO-8859-5", Width.ONE),
  ISO_8859_6("ISO-8859-6", Width.ONE),
  ISO_8859_7("ISO-8859-7", Width.ONE),
  ISO_8859_8("ISO-8859-8", Width.ONE),
  KOI8R("KOI8-R", Width.ONE, "koi8"),
  KOI8U("KOI8-U", Width.ONE),
  WIN866("IBM866", Width.ONE, "alt", "windows866"),
  WIN874("x-windows-874", Width.ONE, "windows874"),
  WIN1250("windows-1250", Width.ONE, "windows1250"),
  WIN1251("windows-1251", Width.ONE, "windows1251", "win"),
  WIN1252("windows-1252", Width.ONE, "windows1252"),
  WIN1253("windows-1253", Width.ONE, "windows1253"),
  WIN1254("windows-1254", Width.ONE, "windows1254"),
  WIN1255("windows-1255", Width.ONE, "windows1255"),
  WIN1256("windows-1256", Width.ONE, "windows1256"),
  WIN1257("windows-1257", Width.ONE, "windows1257"),
  WIN1258("windows-1258", Width.ONE, "windows1258", "abc", "tcvn", "tcvn5712", "vscii"),
  BIG5("Big5", Width.CLIENT, "win950", "windows950"),
  GB18030("GBK", Width.GB18030, Trust.of(2, "\u2641")),
  GBK("GBK", Width.CLIENT, Trust.of(2, "\u20ac\u2641"), "win936", "windows936"),
  /** What Java knows of it, PostgreSQL does not take. */
  JOHAB("", Width.JOHAB),
  SHIFT_JIS_2004("x-SJIS_0213", Width.SJIS, Trust.of(2, "\uff3c\uff5e")),
  SJIS(
      "Shift_JIS",
      Width.SJIS,
      Trust.of(2, Trust.JAPANESE),
      "mskanji",
      "shiftjis",
      "win932",
      "windows932"),
  UHC("x-windows-949", Width.CLIENT, "win949", "windows949");

  private static final Map<String, KnownEncoding> BY_NAME =
      Arrays.stream(values())
          .flatMap(each -> each.names().stream().map(name -> Map.entry(name, each)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String charset;
  private final Width width;
  private final Trust trust;
  private final List<String> aliases;

  KnownEncoding(String charset, Width width, String... aliases) {
    this(charset, width, Trust.ALL, aliases);
  }

  KnownEncoding(String charset, Width width, Trust trust, String... aliases) {
    this.charset = charset;
    this.width = width;
    this.trust = trust;
    this.aliases = List.of(aliases);
  }

  /** The encoding of a name in any spelling that PostgreSQL takes. */
  static Optional<KnownEncoding> find(String name) {
    return Optional.ofNullable(BY_NAME.get(key(name)));
  }

  /** Java's charset, where this platform has one. */
  Optional<Charset> charset() {
    return charset.isEmpty() || !Charset.isSupported(charset)
        ? Optional.empty()
        : Optional.of(Charset.forName(charset));
  }

  Width width() {
    return width;
  }

  /**
   * Whether Java and PostgreSQL mean the same by a character, so that it may reach a server as
   * UTF-8 instead of as its bytes.
   */
  boolean trusts(String character, int bytes) {
    return charset.equals("UTF-8") || trust.allows(character, bytes);
  }

  private List<String> names() {
    List<String> names = new java.util.ArrayList<>(aliases);
    names.add(key(name()));
    return names;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** How many bytes a character has, by its first byte; of the second as well in one case. */
  enum Width {
    ONE(false, first -> 1),
    TWO(false, first -> 2),
    UTF8(
        false, first -> first < 0xc2 || first > 0xf4 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4),
    EUC(false, first -> first == 0x8f ? 3 : 2),
    EUC_TW(false, first -> first == 0x8e ? 4 : first == 0x8f ? 3 : 2),
    MULE(false, first -> first < 0x90 ? 2 : first < 0x9c ? 3 : 4),
    /** As of this one on, the bytes behind the first may be ASCII. */
    CLIENT(true, first -> 2),
    GB18030(true, first -> 2),
    JOHAB(true, first -> first == 0x8f ? 3 : 2),
    SJIS(true, first -> first >= 0xa1 && first <= 0xdf ? 1 : 2);

    private final boolean hidesAscii;
    private final Function<Integer, Integer> byFirst;

    Width(boolean hidesAscii, Function<Integer, Integer> byFirst) {
      this.hidesAscii = hidesAscii;
      this.byFirst = byFirst;
    }

    /** Whether a byte below 128 may be the second one of a character. */
    boolean hidesAscii() {
      return hidesAscii;
    }

    /**
     * The bytes of a character.
     *
     * @param first its first byte, which is no ASCII
     * @param second the byte behind; -1 at the end
     */
    int of(int first, int second) {
      return this == GB18030 && second >= '0' && second <= '9' ? 4 : byFirst.apply(first);
    }
  }

  /**
   * Which characters of Java's charset mean what they mean to PostgreSQL. Private-use characters
   * never do.
   *
   * @param longest characters of more bytes are not trusted
   * @param except nor are these
   */
  private record Trust(int longest, String except) {
    /** What Java maps to other characters than PostgreSQL, which follows Microsoft. */
    static final String JAPANESE = "\u00a2\u00a3\u00ac\u2014\u2016\u2212\u301c";

    static final Trust ALL = new Trust(4, "");

    static Trust of(int longest, String except) {
      return new Trust(longest, except);
    }

    boolean allows(String character, int bytes) {
      return bytes <= longest
          && character.chars().noneMatch(each -> isPrivate(each) || except.indexOf(each) >= 0);
    }

    private static boolean isPrivate(int unit) {
      return unit >= 0xe000 && unit <= 0xf8ff;
    }
  }
}
