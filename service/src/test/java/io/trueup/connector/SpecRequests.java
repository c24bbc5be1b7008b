package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.connector.SpecOperation.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares requests with a description: parameters, headers and bodies. */
final class SpecRequests {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SpecDocument document;
  private final SpecSchemas schemas;

  SpecRequests(SpecDocument document) {
    this.document = document;
    this.schemas = new SpecSchemas(document);
  }

  /** What is wrong with a request, in words. */
  List<String> faults(Asked request, SpecOperation operation, Map<String, String> names) {
    List<String> faults = new ArrayList<>();
    Set<String> known = new TreeSet<>(Set.of(SpecLists.OWN));
    boolean follows = request.query().containsKey(SpecLists.OWN);
    document.securities().forEach(kind -> known.add(kind.substring(kind.lastIndexOf(':') + 1)));
    for (Parameter parameter : operation.parameters()) {
      String text =
          switch (parameter.in()) {
            case "path" -> names.get(parameter.name());
            case "query" -> request.query().get(parameter.name());
            case "header" -> request.headers().get(parameter.name().toLowerCase(Locale.ROOT));
            default -> null;
          };
      if (parameter.in().equals("query")) {
        known.add(parameter.name());
      }
      String what = parameter.in() + " parameter " + parameter.name();
      if (text == null) {
        if (parameter.required() && !parameter.in().equals("cookie") && !follows) {
          faults.add(what + " is required");
        }
        continue;
      }
      schemas
          .textFaults(parameter.schema(), text)
          .forEach(fault -> faults.add(what + " = " + text + " " + fault));
    }
    for (String name : request.query().keySet()) {
      // A deep object is written name[field].
      if (!known.contains(name) && !known.contains(name.replaceAll("\\[.*", ""))) {
        faults.add("query parameter " + name + " is not described");
      }
    }
    bodyFaults(request, operation, faults);
    return faults;
  }

  private void bodyFaults(Asked request, SpecOperation operation, List<String> faults) {
    if (operation.body() == null) {
      if (!request.body().isBlank()) {
        faults.add("a body is not described");
      }
      return;
    }
    JsonNode body = request.json();
    if (operation.form()) {
      ObjectNode fields = NODES.objectNode();
      request.form().forEach(fields::put);
      body = fields;
    }
    if (request.body().isBlank()) {
      if (operation.bodyRequired()) {
        faults.add("a body is required");
      }
    } else if (body.isMissingNode()) {
      faults.add("the body is no JSON");
    } else {
      schemas.faults(operation.body(), body).forEach(fault -> faults.add("body: " + fault));
      known(operation.body(), body, "$", faults);
    }
  }

  /** Fields that are not described are mistyped ones. */
  private void known(JsonNode given, JsonNode value, String at, List<String> faults) {
    JsonNode schema = document.resolve(given);
    if (value.isArray()) {
      value.forEach(each -> known(schema.path("items"), each, at + "[]", faults));
    } else if (value.isObject()
        && schema.path("properties").isObject()
        && !schema.has("additionalProperties")) {
      value
          .fields()
          .forEachRemaining(
              each -> {
                JsonNode property = schema.get("properties").path(each.getKey());
                if (property.isMissingNode()) {
                  faults.add("body: " + at + "." + each.getKey() + " is not described");
                } else {
                  known(property, each.getValue(), at + "." + each.getKey(), faults);
                }
              });
    }
  }
}
