package dev.lifeboat.repository;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeboat.codec.json.JsonInput;
import dev.lifeboat.codec.json.JsonObject;
import dev.lifeboat.codec.json.JsonOutput;
import dev.lifeboat.dump.DumpSummary;
import dev.lifeboat.dump.DumpedLargeObjects;
import dev.lifeboat.dump.DumpedSequence;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.dump.Slice;
import dev.lifeboat.postgres.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contents as JSON, as {@code docs/format.md} tells; written and read as a stream. */
final class ContentsJson {
  private ContentsJson() {}

  /**
   * Writes contents.
   *
   * @param out where to; stays open
   */
  static void write(Contents contents, OutputStream out) throws IOException {
    JsonOutput.stream(out, json -> write(contents, json));
  }

  /**
   * Reads contents.
   *
   * @param in the JSON to its end; stays open
   * @param title what is read, for messages
   * @throws dev.lifeboat.error.DamagedException if it is something else
   */
  static Contents read(InputStream in, String title) throws IOException {
    List<DumpedTable> tables = new ArrayList<>();
    List<DumpedSequence> sequences = new ArrayList<>();
    SharedNames names = new SharedNames();
    Map<String, Object> rest = new HashMap<>();
    JsonInput.stream(
        in,
        title,
        (name, value) -> {
          switch (name) {
            case "tables" -> value.items(item -> tables.add(readTable(item, names)));
            case "sequences" -> value.items(item -> sequences.add(readSequence(item)));
            default -> value.putValue(name, rest);
          }
        });
    JsonObject json = JsonInput.objectOf(title, rest);
    ManifestJson.readVersion(json, title);
    return new Contents(ManifestJson.readId(json, "id"), readDump(json, tables, sequences));
  }

  private static void write(Contents contents, JsonGenerator json) throws IOException {
    DumpSummary dump = contents.dump();
    json.writeStartObject();
    json.writeStringField("formatVersion", FormatVersion.CURRENT.toString());
    json.writeStringField("id", contents.id().value());
    json.writeStringField("database", dump.database());
    json.writeObjectFieldStart("serverVersion");
    json.writeNumberField("number", dump.serverVersion().number());
    json.writeStringField("text", dump.serverVersion().text());
    json.writeEndObject();
    json.writeStringField("snapshotAt", dump.snapshotAt().toString());
    json.writeNumberField("entries", dump.entries());
    json.writeNumberField("volumes", dump.volumes());
    if (dump.prologue().isPresent()) {
      writePrologue(dump.prologue().get(), json);
    }
    writeTexts("extensions", dump.extensions(), json);
    writeTexts("warnings", dump.warnings(), json);
    if (!dump.partial().isEmpty()) {
      writeTexts("partial", dump.partial(), json);
    }
    if (dump.largeObjects().isPresent()) {
      json.writeFieldName("largeObjects");
      writeLargeObjects(dump.largeObjects().get(), json);
    }
    json.writeArrayFieldStart("sequences");
    for (DumpedSequence sequence : dump.sequences()) {
      writeSequence(sequence, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tables");
    for (DumpedTable table : dump.tables()) {
      writeTable(table, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTable(DumpedTable table, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("dumpId", table.dumpId());
    json.writeStringField("schema", table.schema());
    json.writeStringField("name", table.name());
    writeTexts("columns", table.columns(), json);
    json.writeNumberField("rows", table.rows());
    json.writeNumberField("sizeBytes", table.sizeBytes());
    json.writeStringField("digest", table.digest());
    writeSlices(table.slices(), json);
    json.writeEndObject();
  }

  private static void writeLargeObjects(DumpedLargeObjects objects, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("dumpId", objects.dumpId());
    json.writeNumberField("count", objects.count());
    json.writeNumberField("sizeBytes", objects.sizeBytes());
    json.writeStringField("digest", objects.digest());
    writeSlices(objects.slices(), json);
    json.writeEndObject();
  }

  private static void writeSlices(List<Slice> slices, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("slices");
    for (Slice slice : slices) {
      json.writeStartObject();
      json.writeNumberField("volume", slice.volume());
      json.writeNumberField("offset", slice.offset());
      json.writeNumberField("lengthBytes", slice.lengthBytes());
      json.writeNumberField("rows", slice.rows());
      if (!slice.sha256().isEmpty()) {
        json.writeStringField("sha256", slice.sha256());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writePrologue(Slice prologue, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("prologue");
    json.writeNumberField("lengthBytes", prologue.lengthBytes());
    json.writeStringField("sha256", prologue.sha256());
    json.writeEndObject();
  }

  private static void writeSequence(DumpedSequence sequence, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", sequence.schema());
    json.writeStringField("name", sequence.name());
    json.writeNumberField("lastValue", sequence.lastValue());
    json.writeBooleanField("called", sequence.called());
    json.writeEndObject();
  }

  private static void writeTexts(String name, List<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static DumpSummary readDump(
      JsonObject json, List<DumpedTable> tables, List<DumpedSequence> sequences) {
    JsonObject server = json.object("serverVersion");
    return new DumpSummary(
        json.text("database"),
        new ServerVersion(server.smallCount("number"), server.text("text")),
        json.time("snapshotAt"),
        json.smallCount("entries"),
        json.smallCount("volumes"),
        readPrologue(json),
        json.texts("extensions"),
        tables,
        readLargeObjects(json),
        sequences,
        json.texts("warnings"),
        json.has("partial") ? json.texts("partial") : List.of());
  }

  private static Optional<Slice> readPrologue(JsonObject json) {
    if (!json.has("prologue")) {
      return Optional.empty();
    }
    JsonObject prologue = json.object("prologue");
    return Optional.of(new Slice(0, 0, prologue.count("lengthBytes"), 0, prologue.text("sha256")));
  }

  private static Optional<DumpedLargeObjects> readLargeObjects(JsonObject json) {
    if (!json.has("largeObjects")) {
      return Optional.empty();
    }
    JsonObject objects = json.object("largeObjects");
    return Optional.of(
        new DumpedLargeObjects(
            objects.smallCount("dumpId"),
            objects.count("count"),
            objects.count("sizeBytes"),
            objects.text("digest"),
            readSlices(objects)));
  }

  private static DumpedTable readTable(JsonObject json, SharedNames names) {
    return new DumpedTable(
        json.smallCount("dumpId"),
        names.of(json.text("schema")),
        json.text("name"),
        names.of(json.texts("columns")),
        json.count("rows"),
        json.count("sizeBytes"),
        json.text("digest"),
        readSlices(json));
  }

  private static DumpedSequence readSequence(JsonObject json) {
    return new DumpedSequence(
        json.text("schema"), json.text("name"), json.number("lastValue"), json.flag("called"));
  }

  private static List<Slice> readSlices(JsonObject json) {
    return json.objects("slices").stream()
        .map(
            slice ->
                new Slice(
                    slice.smallCount("volume"),
                    slice.count("offset"),
                    slice.count("lengthBytes"),
                    slice.count("rows"),
                    slice.has("sha256") ? slice.text("sha256") : ""))
        .toList();
  }
}
