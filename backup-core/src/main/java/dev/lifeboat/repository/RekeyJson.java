package dev.lifeboat.repository;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeboat.codec.json.JsonOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The evidence of exchanged keys as JSON, as {@code docs/format.md} tells. */
final class RekeyJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private RekeyJson() {}

  /** The name of the evidence. */
  static String name(Instant startedAt) {
    return TIME.format(startedAt) + "-rekey.json";
  }

  static byte[] write(Manifest before, Manifest after, Instant startedAt) {
    return JsonOutput.document(json -> write(before, after, startedAt, json));
  }

  private static void write(Manifest before, Manifest after, Instant startedAt, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("formatVersion", FormatVersion.CURRENT.toString());
    json.writeStringField("id", after.id().value());
    json.writeStringField("source", after.source());
    json.writeStringField("replaces", before.id().value());
    json.writeStringField("startedAt", startedAt.toString());
    json.writeStringField("lifeboatVersion", LibraryVersion.current());
    writeTexts("recipientsBefore", before.encryption().recipients(), json);
    writeTexts("recipientsAfter", after.encryption().recipients(), json);
    json.writeArrayFieldStart("objects");
    for (int i = 0; i < before.parts().size(); i++) {
      writeObject(before.parts().get(i), after.parts().get(i), json);
    }
    json.writeEndArray();
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

  private static void writeObject(StoredPart before, StoredPart after, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", after.name());
    json.writeNumberField("sizeBytesBefore", before.sizeBytes());
    json.writeStringField("sha256Before", before.sha256());
    json.writeNumberField("sizeBytesAfter", after.sizeBytes());
    json.writeStringField("sha256After", after.sha256());
    json.writeEndObject();
  }
}
