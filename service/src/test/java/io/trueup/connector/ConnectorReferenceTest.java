package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** docs/reference/connectors.md is written from the schema and the shipped manifests. */
class ConnectorReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "connectors.md");

  @Test
  void the_reference_page_is_up_to_date() throws IOException {
    String now = page();
    if (Boolean.getBoolean("trueup.update")) {
      Files.writeString(PAGE, now);
    }
    assertThat(now)
        .as("docs/reference/connectors.md differs: run this test with -Dtrueup.update=true")
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void every_property_has_a_title_a_description_and_an_example() throws IOException {
    List<String> without = new ArrayList<>();
    JsonNode schema = new ObjectMapper().readTree(ManifestSchema.text());
    walk("", schema, without);
    schema
        .get("$defs")
        .fields()
        .forEachRemaining(def -> walk("/" + def.getKey(), def.getValue(), without));
    assertThat(without).isEmpty();
  }

  private static void walk(String at, JsonNode node, List<String> without) {
    node.path("properties")
        .fields()
        .forEachRemaining(
            each -> {
              JsonNode property = each.getValue();
              if (!property.hasNonNull("title")
                  || !property.hasNonNull("description")
                  || property.path("examples").isEmpty()) {
                without.add(at + "/" + each.getKey());
              }
              walk(at + "/" + each.getKey(), property, without);
              walk(at + "/" + each.getKey(), property.path("items"), without);
            });
  }

  private static String page() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ManifestSchema.text());
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Connectors

        Written from `connector.schema.json` and the shipped manifests; do not edit.

        A connector is a folder with a `connector.yml`, a `README.md` for whoever sets it up, and `samples/STREAM.json`: an answer
        of each stream. To add a vendor, put such a folder into one that `connectors.directories` of `config.yml` names, and run
        `trueup connectors check FOLDER`: it says what is wrong, with line and column, and what the samples become. One with
        the id of a shipped connector replaces it. Any address can be changed for an integration, since every address is a setting.

        Texts name settings, credentials, variables and the like in double braces: `{{region}}`. In a path they are encoded;
        a value that begins with `https://` goes in as it is. What is worked out is [JSONata](https://docs.jsonata.org); a missing
        field makes both `=` and `!=` false, so write `$not(deleted = true)`. Fields that are null are the same as missing.
        Never compute money: amounts stay exact only when they are passed on. `$path(object, 'a.b')` looks up a path held in a text.

        A sync reads every stream to its end. After a manifest's own `errors`, 401 gets a new token once, 408, 425, 429, 5xx and lost
        connections are tried again (five times, 429 eight times, as long as `Retry-After` says: seconds, a date, or seconds since 1970), any
        other 4xx fails the sync. The same page twice, a cursor that repeats, fewer records than the vendor speaks of, an answer
        without the field that holds the records: each fails the sync rather than counting wrongly.

        ## Shipped connectors

        How sure: *verified*, requests and fields agree with the vendor's own machine-readable description; *documented*, with what the vendor or
        working clients say; *experimental*, some field is an assumption, which its page names. None has been run against a live account by us.

        | connector | system | category | how sure | reads |
        |---|---|---|---|---|
        """);
    for (Connector each : Connectors.shipped().list()) {
      page.append(
          "| [`%s`](../../service/src/main/resources/io/trueup/connector/manifests/%s/README.md) | %s | %s | %s | %s |%n"
              .formatted(
                  each.id(),
                  each.id(),
                  each.name(),
                  each.category(),
                  each.maturity(),
                  each.description()));
    }
    table(page, "The manifest", schema);
    Map<String, String> order = new TreeMap<>();
    schema.get("$defs").fieldNames().forEachRemaining(name -> order.put(name, name));
    for (String name :
        List.of(
            "setting",
            "auth",
            "request",
            "rate",
            "success",
            "error",
            "stream",
            "paging",
            "for_each",
            "lookup",
            "rows",
            "cell")) {
      assertThat(order).containsKey(name);
      JsonNode def = schema.at("/$defs/" + name);
      table(page, "`" + name + "`", def.has("oneOf") ? def.get("oneOf").get(1) : def);
    }
    return page.toString();
  }

  private static void table(StringBuilder page, String title, JsonNode object) throws IOException {
    page.append("\n## ")
        .append(title)
        .append("\n\n| property | meaning | example |\n|---|---|---|\n");
    ObjectMapper json = new ObjectMapper();
    List<String> required = new ArrayList<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    for (var fields = object.path("properties").fields(); fields.hasNext(); ) {
      var each = fields.next();
      JsonNode property = each.getValue();
      List<String> words = new ArrayList<>();
      property.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      String type =
          property.has("$ref")
              ? " See `" + property.get("$ref").asText().replaceAll(".*/", "") + "`."
              : "";
      page.append(
          "| `%s`%s | %s%s%s | `%s` |%n"
              .formatted(
                  each.getKey(),
                  required.contains(each.getKey()) ? " *" : "",
                  property.path("description").asText(),
                  words.isEmpty() ? "" : " One of " + String.join(", ", words) + ".",
                  type,
                  json.writeValueAsString(property.path("examples").path(0)).replace("|", "\\|")));
    }
  }
}
