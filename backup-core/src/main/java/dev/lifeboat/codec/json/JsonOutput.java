package dev.lifeboat.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes the library's own JSON. */
public final class JsonOutput {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .characterEscapes(new LoneSurrogates())
          .build();

  private JsonOutput() {}

  /**
   * Writes JSON without line breaks.
   *
   * @param out where to; flushed, and left open
   * @param content writes one object
   * @throws IOException if it cannot be written
   */
  public static void stream(OutputStream out, Content content) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    content.write(json);
    json.close();
  }

  /**
   * A small JSON document as bytes, laid out for people, with a line end behind it.
   *
   * @param content writes one object
   */
  public static byte[] document(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      content.write(json);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Names may hold bytes that are no text, each as half a pair of UTF-16 alone, which UTF-8 does
   * not hold; JSON has an escape for it. The second half of a pair is never asked for.
   */
  private static final class LoneSurrogates extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      return standardAsciiEscapesForJSON();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int unit) {
      return Character.isLowSurrogate((char) unit)
          ? new SerializedString("\\u%04x".formatted(unit))
          : null;
    }
  }

  /** Writes one object. */
  @FunctionalInterface
  public interface Content {
    /** Writes one object. */
    void write(JsonGenerator json) throws IOException;
  }
}
