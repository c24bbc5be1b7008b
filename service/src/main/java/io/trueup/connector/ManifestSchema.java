package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.trueup.folder.CellCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The published schema of manifests, and what a tree says against it. */
final class ManifestSchema {
  private static final String FILE = "connector.schema.json";

  private final JsonSchema schema;
  private final JsonNode tree;

  ManifestSchema() {
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text());
    this.tree = schema.getSchemaNode();
  }

  /** The schema's text. */
  static String text() {
    try (InputStream in = ManifestSchema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong, where. */
  record Fault(String pointer, String what) {}

  /** What a tree says against the schema, without repeating itself. */
  List<Fault> faults(JsonNode tree) {
    return faults(new ArrayList<>(schema.validate(tree)));
  }

  /** The same of a tree to which more will be added: nothing is missing, and null removes. */
  List<Fault> partFaults(JsonNode tree) {
    List<ValidationMessage> messages = new ArrayList<>();
    JsonNode present = withoutNulls(tree);
    for (ValidationMessage message : schema.validate(present)) {
      if (!message.getType().equals("required")
          && !message.getType().equals("minProperties")
          && !message.getEvaluationPath().toString().contains("oneOf")) {
        messages.add(message);
      }
    }
    return faults(messages);
  }

  private static JsonNode withoutNulls(JsonNode tree) {
    if (!tree.isObject()) {
      return tree;
    }
    ObjectNode present = JsonNodeFactory.instance.objectNode();
    tree.fields()
        .forEachRemaining(
            each -> {
              if (!each.getValue().isNull()) {
                present.set(each.getKey(), withoutNulls(each.getValue()));
              }
            });
    return present;
  }

  private List<Fault> faults(List<ValidationMessage> messages) {
    messages.sort(Comparator.comparing(m -> m.getInstanceLocation().toString()));
    Set<Fault> faults = new LinkedHashSet<>();
    for (ValidationMessage message : messages) {
      String pointer = pointer(message.getInstanceLocation().toString());
      // Why each branch of a choice did not fit says less than the choice itself.
      if (message.getEvaluationPath().toString().contains("oneOf")
          && !message.getType().equals("oneOf")
          && messages.stream()
              .anyMatch(
                  m ->
                      m.getType().equals("oneOf")
                          && m.getInstanceLocation()
                              .toString()
                              .equals(message.getInstanceLocation().toString()))) {
        continue;
      }
      faults.add(new Fault(place(pointer, message), words(message)));
    }
    return List.copyOf(faults);
  }

  private static String pointer(String location) {
    return location.startsWith("$")
        ? "/"
            + location
                .substring(1)
                .replaceFirst("^[./]", "")
                .replace('.', '/')
                .replaceAll("\\[(\\d+)]", "/$1")
        : location;
  }

  private static String place(String pointer, ValidationMessage message) {
    String base = pointer.equals("/") ? "" : pointer;
    return message.getType().equals("additionalProperties") && message.getProperty() != null
        ? base + "/" + message.getProperty()
        : base;
  }

  private String words(ValidationMessage message) {
    if (message.getType().equals("additionalProperties") && message.getProperty() != null) {
      Set<String> known = new LinkedHashSet<>();
      String at = message.getSchemaLocation().toString().replaceFirst("^[^#]*#", "");
      String around = at.substring(0, Math.max(0, at.lastIndexOf('/')));
      tree.at(around).path("properties").fieldNames().forEachRemaining(known::add);
      return message.getProperty()
          + " is nothing that can stand here"
          + CellCheck.nearest(message.getProperty(), known)
              .map(near -> "; did you mean " + near + "?")
              .orElse("");
    }
    String text = message.getMessage();
    int colon = text.indexOf(": ");
    return Texts.cut(colon < 0 ? text : text.substring(colon + 2), 200);
  }
}
