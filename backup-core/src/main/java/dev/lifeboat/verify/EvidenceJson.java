package dev.lifeboat.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeboat.codec.json.JsonInput;
import dev.lifeboat.codec.json.JsonObject;
import dev.lifeboat.codec.json.JsonOutput;
import dev.lifeboat.repository.BackupId;
import dev.lifeboat.repository.FormatVersion;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.verify.Finding.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Verifications as JSON, as {@code docs/format.md} tells. */
final class EvidenceJson {
  private EvidenceJson() {}

  static byte[] write(Verification verification) {
    return JsonOutput.document(json -> write(verification, json));
  }

  /**
   * Reads a verification.
   *
   * @param key where it is stored
   * @throws dev.lifeboat.error.DamagedException if it is something else
   */
  static Verification read(byte[] bytes, ObjectKey key) {
    String title = "'%s'".formatted(key);
    try {
      return read(JsonInput.readObject(new ByteArrayInputStream(bytes), title), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Verification verification, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("formatVersion", FormatVersion.CURRENT.toString());
    json.writeStringField("id", verification.id().value());
    json.writeStringField("source", verification.source());
    json.writeStringField("depth", verification.depth().word());
    json.writeStringField("outcome", verification.outcome().word());
    json.writeStringField("startedAt", verification.startedAt().toString());
    json.writeStringField("took", verification.took().toString());
    json.writeStringField("lifeboatVersion", verification.lifeboatVersion());
    if (verification.scratchServerVersion().isPresent()) {
      json.writeStringField("scratchServerVersion", verification.scratchServerVersion().get());
    }
    writeTexts("compared", verification.depth().compared(), json);
    writeChecked(verification.checked(), json);
    json.writeArrayFieldStart("findings");
    for (Finding finding : verification.findings()) {
      writeFinding(finding, json);
    }
    json.writeEndArray();
    writeTexts("warnings", verification.warnings(), json);
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

  private static void writeChecked(Checked checked, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("checked");
    json.writeNumberField("objects", checked.objects());
    json.writeNumberField("storedBytes", checked.storedBytes());
    json.writeNumberField("tables", checked.tables());
    json.writeNumberField("rows", checked.rows());
    json.writeNumberField("sequences", checked.sequences());
    json.writeNumberField("largeObjects", checked.largeObjects());
    json.writeEndObject();
  }

  private static void writeFinding(Finding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", finding.kind().word());
    json.writeStringField("object", finding.object());
    json.writeStringField("expected", finding.expected());
    json.writeStringField("found", finding.found());
    json.writeEndObject();
  }

  private static Verification read(JsonObject json, ObjectKey key) {
    String id = json.text("id");
    if (!BackupId.isValid(id)) {
      throw json.damaged("id", "a backup id");
    }
    return new Verification(
        BackupId.parse(id),
        json.text("source"),
        constant(json, "depth", Depth.class),
        constant(json, "outcome", Outcome.class),
        json.objects("findings").stream().map(EvidenceJson::readFinding).toList(),
        readChecked(json.object("checked")),
        json.time("startedAt"),
        json.duration("took"),
        json.text("lifeboatVersion"),
        json.optionalText("scratchServerVersion"),
        Optional.of(key),
        json.texts("warnings"));
  }

  private static Finding readFinding(JsonObject json) {
    return new Finding(
        constant(json, "kind", Kind.class),
        json.text("object"),
        json.text("expected"),
        json.text("found"));
  }

  private static Checked readChecked(JsonObject json) {
    return new Checked(
        json.count("objects"),
        json.count("storedBytes"),
        json.count("tables"),
        json.count("rows"),
        json.count("sequences"),
        json.count("largeObjects"));
  }

  private static <E extends Enum<E>> E constant(JsonObject json, String name, Class<E> type) {
    try {
      return Enum.valueOf(type, json.text(name).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw json.damaged(name, "a known word");
    }
  }
}
