package dev.lifeboat.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object as a stream. What is no such object is a {@link DamagedException}. For one
 * thread at a time.
 */
public final class JsonInput {
  /** Documents of this library have five levels; later versions may have some more. */
  private static final int MAX_DEPTH = 50;

  /** Longer than any name, label or warning. */
  private static final int MAX_TEXT = 1024 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .build();

  private final JsonParser parser;
  private final String title;
  private final HeapShare share;

  private JsonInput(JsonParser parser, String title, HeapShare share) {
    this.parser = parser;
    this.title = title;
    this.share = share;
  }

  /**
   * Reads a whole object into memory.
   *
   * @param in the JSON, and nothing behind it; stays open
   * @param title what is read, for messages
   * @throws IOException if the stream fails
   * @throws DamagedException if it is something else, or takes too much of the heap
   */
  public static JsonObject readObject(InputStream in, String title) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    try {
      stream(in, title, (name, input) -> input.putValue(name, fields));
    } catch (RefusedException e) {
      throw new DamagedException("%s is damaged: %s".formatted(title, e.getMessage()), e);
    }
    return new JsonObject(title, fields);
  }

  /**
   * Hands the fields of an object to a visitor, one after another.
   *
   * @param in the JSON, and nothing behind it; stays open
   * @param title what is read, for messages
   * @param visitor takes each field, or leaves it
   * @throws IOException if the stream fails
   */
  public static void stream(InputStream in, String title, FieldVisitor visitor) throws IOException {
    stream(in, title, HeapShare.of(title), visitor);
  }

  static void stream(InputStream in, String title, HeapShare share, FieldVisitor visitor)
      throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      JsonInput input = new JsonInput(parser, title, share);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw input.damaged();
      }
      input.visitFields(visitor);
      if (parser.nextToken() != null) {
        throw input.damaged();
      }
    } catch (JsonProcessingException | CharConversionException e) {
      throw damaged(title, e);
    }
  }

  /** Hands the objects of the list that this field holds to a visitor, one after another. */
  public void items(ItemVisitor visitor) throws IOException {
    require(JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long before = share.left();
      visitor.item(object());
      share.keepHalfSince(before);
    }
  }

  /** The object that this field holds. */
  public JsonObject object() throws IOException {
    require(JsonToken.START_OBJECT);
    share.object();
    Map<String, Object> fields = new HashMap<>();
    visitFields((name, input) -> input.putValue(name, fields));
    return new JsonObject(title, fields);
  }

  /** The value of this field, put into a map; {@code null} is as good as no field. */
  public void putValue(String name, Map<String, Object> fields) throws IOException {
    Object value = value();
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** An object with the fields in a map, for fields that were read one by one. */
  public static JsonObject objectOf(String title, Map<String, Object> fields) {
    return new JsonObject(title, fields);
  }

  private void visitFields(FieldVisitor visitor) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      require(JsonToken.FIELD_NAME);
      String name = parser.currentName();
      share.field(name);
      parser.nextToken();
      visitor.field(name, this);
    }
  }

  private @Nullable Object value() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw damaged();
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT -> {
        share.number();
        yield parser.getLongValue();
      }
      case VALUE_NUMBER_FLOAT -> {
        share.number();
        yield parser.getDoubleValue();
      }
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw damaged();
    };
  }

  private String text() throws IOException {
    String text = parser.getText();
    share.text(text);
    return text;
  }

  private List<Object> list() throws IOException {
    share.list();
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object item = value();
      if (item == null) {
        throw damaged();
      }
      items.add(item);
    }
    return items;
  }

  private void require(JsonToken token) {
    if (parser.currentToken() != token) {
      throw damaged();
    }
  }

  private DamagedException damaged() {
    return damaged(title, null);
  }

  private static DamagedException damaged(String title, @Nullable IOException cause) {
    return new DamagedException(title + " is damaged: it is not the JSON that was written", cause);
  }

  /** Takes fields. */
  @FunctionalInterface
  public interface FieldVisitor {
    /**
     * Takes one field.
     *
     * @param name its name
     * @param value stands on its value, which must be taken, if only to pass over it
     */
    void field(String name, JsonInput value) throws IOException;
  }

  /** Takes the objects of a list. */
  @FunctionalInterface
  public interface ItemVisitor {
    /** Takes one object. */
    void item(JsonObject item) throws IOException;
  }
}
