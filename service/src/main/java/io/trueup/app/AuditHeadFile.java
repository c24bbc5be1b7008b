package io.trueup.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.audit.AuditHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The head of an audit trail in a file: one JSON object. */
final class AuditHeadFile {
  private AuditHeadFile() {}

  static void write(Path file, AuditHead head) throws IOException {
    Files.writeString(file, PlainJson.document(head) + "\n");
  }

  /**
   * Reads one.
   *
   * @throws Refusal when it is none
   */
  static AuditHead read(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readString(file));
      String at = json.path("at").asText("");
      return new AuditHead(
          json.path("tenant_id").asText(""),
          json.path("events").asLong(-1),
          json.path("seq").asLong(-1),
          json.path("hash").asText(""),
          at.isEmpty() || at.equals("null") ? null : Instant.parse(at));
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      throw new Refusal(
          "the file holds no head of an audit trail", file, "write one with trueup audit head");
    }
  }
}
