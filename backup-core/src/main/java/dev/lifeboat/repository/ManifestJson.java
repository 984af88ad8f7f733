package dev.lifeboat.repository;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeboat.codec.json.JsonInput;
import dev.lifeboat.codec.json.JsonObject;
import dev.lifeboat.codec.json.JsonOutput;
import dev.lifeboat.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Manifests as JSON, as {@code docs/format.md} tells. */
final class ManifestJson {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}");

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    return JsonOutput.document(json -> write(manifest, json));
  }

  /**
   * Reads a manifest.
   *
   * @param title what is read, for messages
   * @throws NewerFormatException if a newer library wrote it
   * @throws dev.lifeboat.error.DamagedException if it is no manifest
   */
  static Manifest read(byte[] bytes, String title) {
    try {
      return read(JsonInput.readObject(new ByteArrayInputStream(bytes), title), title);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of a document, which is refused if its major is newer than this library's. */
  static FormatVersion readVersion(JsonObject json, String title) {
    String text = json.text("formatVersion");
    if (!VERSION.matcher(text).matches()) {
      throw json.damaged("formatVersion", "a version");
    }
    String[] parts = text.split("\\.");
    FormatVersion version =
        new FormatVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    if (version.major() > FormatVersion.CURRENT.major()) {
      throw new NewerFormatException(title, version);
    }
    return version;
  }

  private static void write(Manifest manifest, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("formatVersion", manifest.format().toString());
    json.writeStringField("id", manifest.id().value());
    json.writeStringField("source", manifest.source());
    json.writeStringField("database", manifest.database());
    json.writeStringField("createdAt", manifest.createdAt().toString());
    json.writeNumberField("sequence", manifest.sequence());
    json.writeStringField("snapshotAt", manifest.snapshotAt().toString());
    json.writeStringField("completedAt", manifest.completedAt().toString());
    json.writeStringField("serverVersion", manifest.serverVersion());
    json.writeStringField("lifeboatVersion", manifest.lifeboatVersion());
    writeEncryption(manifest.encryption(), json);
    json.writeStringField("compression", manifest.compression());
    if (manifest.extent() == Extent.PARTIAL) {
      json.writeBooleanField("partial", true);
    }
    if (manifest.succession().isPresent()) {
      writeSuccession(manifest.succession().get(), json);
    }
    writeLabels(manifest.labels(), json);
    writeTotals(manifest.totals(), json);
    json.writeFieldName("contents");
    writePart(manifest.contents(), json);
    if (manifest.globals().isPresent()) {
      json.writeFieldName("globals");
      writePart(manifest.globals().get(), json);
    }
    json.writeArrayFieldStart("volumes");
    for (StoredPart volume : manifest.volumes()) {
      writePart(volume, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeEncryption(EncryptedFor encryption, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("encryption");
    json.writeStringField("scheme", encryption.scheme());
    json.writeArrayFieldStart("recipients");
    for (String recipient : encryption.recipients()) {
      json.writeString(recipient);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeSuccession(Succession succession, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("succession");
    json.writeStringField("replaces", succession.replaces().value());
    json.writeStringField("origin", succession.origin().value());
    json.writeEndObject();
  }

  private static void writeLabels(Map<String, String> labels, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : labels.entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  private static void writeTotals(Totals totals, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("totals");
    json.writeNumberField("tables", totals.tables());
    json.writeNumberField("rows", totals.rows());
    json.writeNumberField("dataBytes", totals.dataBytes());
    json.writeNumberField("storedBytes", totals.storedBytes());
    json.writeEndObject();
  }

  private static void writePart(StoredPart part, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", part.name());
    json.writeNumberField("sizeBytes", part.sizeBytes());
    json.writeStringField("sha256", part.sha256());
    json.writeNumberField("plainSizeBytes", part.plainSizeBytes());
    json.writeEndObject();
  }

  private static Manifest read(JsonObject json, String title) {
    FormatVersion version = readVersion(json, title);
    Manifest manifest =
        new Manifest(
            version,
            readId(json, "id"),
            json.text("source"),
            json.text("database"),
            json.time("createdAt"),
            json.count("sequence"),
            json.time("snapshotAt"),
            json.time("completedAt"),
            json.text("serverVersion"),
            json.text("lifeboatVersion"),
            readEncryption(json.object("encryption")),
            json.text("compression"),
            json.has("partial") && json.flag("partial") ? Extent.PARTIAL : Extent.WHOLE,
            json.object("labels").allTexts(),
            readVolumes(json),
            readPart(json.object("contents")),
            json.has("globals") ? Optional.of(readPart(json.object("globals"))) : Optional.empty(),
            json.has("succession")
                ? Optional.of(readSuccession(json.object("succession")))
                : Optional.empty(),
            readTotals(json.object("totals")));
    if (manifest.parts().stream().map(StoredPart::name).distinct().count()
        != manifest.parts().size()) {
      throw json.damaged("volumes", "a list of volumes with names of their own");
    }
    return manifest;
  }

  static BackupId readId(JsonObject json, String field) {
    String id = json.text(field);
    if (!BackupId.isValid(id)) {
      throw json.damaged(field, "a backup id");
    }
    return BackupId.parse(id);
  }

  private static Succession readSuccession(JsonObject json) {
    return new Succession(readId(json, "replaces"), readId(json, "origin"));
  }

  private static EncryptedFor readEncryption(JsonObject json) {
    return new EncryptedFor(json.text("scheme"), json.texts("recipients"));
  }

  private static Totals readTotals(JsonObject json) {
    return new Totals(
        json.count("tables"),
        json.count("rows"),
        json.count("dataBytes"),
        json.count("storedBytes"));
  }

  /** The archive begins in the first one. */
  private static List<StoredPart> readVolumes(JsonObject json) {
    List<StoredPart> volumes =
        json.objects("volumes").stream().map(ManifestJson::readPart).toList();
    if (volumes.isEmpty()) {
      throw json.damaged("volumes", "a list of at least one volume");
    }
    return volumes;
  }

  /** A part's name becomes part of a key, so it may be nothing but one segment. */
  private static StoredPart readPart(JsonObject json) {
    String name = json.text("name");
    if (!ObjectKey.isSegment(name)) {
      throw json.damaged("name", "the name of an object");
    }
    String sha256 = json.text("sha256");
    if (!SHA_256.matcher(sha256).matches()) {
      throw json.damaged("sha256", "64 hexadecimal digits");
    }
    return new StoredPart(name, json.count("sizeBytes"), sha256, json.count("plainSizeBytes"));
  }
}
