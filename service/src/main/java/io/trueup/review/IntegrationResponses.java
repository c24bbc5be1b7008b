package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.connector.Setting;
import io.trueup.integration.ConnectionTest;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Every;
import io.trueup.integration.FormCheck;
import io.trueup.integration.Integration;
import io.trueup.integration.MicrosoftSkus;
import io.trueup.secret.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered about connectors and integrations. No credential's value is ever in it. */
final class IntegrationResponses {
  private IntegrationResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Connector")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ConnectorResponse(
      String connector,
      String name,
      String vendor,
      String category,
      String description,
      String documentation,
      @Schema(
              allowableValues = {"verified", "documented", "experimental"},
              description = "How sure it is that the vendor answers as expected")
          String maturity,
      String maturityNote,
      List<String> streams,
      @Schema(
              type = "object",
              description = "JSON schema of an integration's settings and credentials")
          @Nullable Map<String, Object> form) {
    static ConnectorResponse of(ConnectorForm form, boolean whole) {
      return new ConnectorResponse(
          form.id(),
          form.name(),
          form.vendor(),
          form.category(),
          form.description(),
          form.documentation(),
          form.maturity(),
          form.maturityNote(),
          form.streams(),
          whole ? schema(form) : null);
    }

    private static Map<String, Object> schema(ConnectorForm form) {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put("settings", object(form.settings(), false));
      parts.put("credentials", object(form.credentials(), true));
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "object");
      schema.put("title", form.name());
      schema.put("properties", parts);
      schema.put("required", List.of("settings", "credentials"));
      return schema;
    }

    private static Map<String, Object> object(Map<String, Setting> settings, boolean secret) {
      Map<String, Object> properties = new LinkedHashMap<>();
      List<String> required = new ArrayList<>();
      settings.forEach(
          (name, setting) -> {
            properties.put(name, property(setting, secret));
            if (setting.required()) {
              required.add(name);
            }
          });
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", "object");
      object.put("properties", properties);
      object.put("required", required);
      object.put("additionalProperties", false);
      return object;
    }

    private static Map<String, Object> property(Setting setting, boolean secret) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("type", "string");
      property.put("title", setting.title());
      property.put("description", setting.description());
      if (setting.list()) {
        property.put("format", "semicolon-separated-list");
      }
      if (!setting.values().isEmpty()) {
        property.put("enum", setting.values());
      }
      Optional.ofNullable(setting.defaultValue()).ifPresent(v -> property.put("default", v));
      Optional.ofNullable(setting.example()).ifPresent(v -> property.put("examples", List.of(v)));
      if (secret) {
        property.put("writeOnly", true);
      }
      return property;
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Credential")
  record CredentialResponse(String name, Instant setAt, String setBy) {
    static CredentialResponse of(Credentials.Kept kept) {
      return new CredentialResponse(kept.name(), kept.setAt(), kept.setBy());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Integration")
  record IntegrationResponse(
      String integrationId,
      String connector,
      String category,
      String vendor,
      String name,
      Map<String, String> settings,
      boolean enabled,
      @Schema(description = "Time between syncs; null: only when somebody asks", example = "1d")
          @Nullable String every,
      int maxAgeHours,
      @Schema(
              allowableValues = {"api", "file"},
              description = "file: declared in config.yml, which alone can change it")
          String source,
      long version,
      @Schema(description = "Names only; values are never given out")
          List<CredentialResponse> credentials,
      @Schema(description = "Credentials that the connector needs and that are not set")
          List<String> missingCredentials,
      Instant createdAt,
      String createdBy,
      Instant updatedAt,
      String updatedBy) {
    static IntegrationResponse of(
        Integration row, List<Credentials.Kept> credentials, Optional<ConnectorForm> form) {
      Duration every = row.every();
      List<String> names = credentials.stream().map(Credentials.Kept::name).toList();
      return new IntegrationResponse(
          row.integrationId(),
          row.connector(),
          form.map(ConnectorForm::category).orElse("other"),
          form.map(ConnectorForm::vendor).orElse(row.connector()),
          row.name(),
          row.settings(),
          row.enabled(),
          every == null ? null : Every.text(every),
          row.maxAgeHours(),
          row.source(),
          row.version(),
          credentials.stream().map(CredentialResponse::of).toList(),
          form.map(f -> FormCheck.missingCredentials(names, f)).orElse(List.of()),
          row.createdAt(),
          row.createdBy(),
          row.updatedAt(),
          row.updatedBy());
    }
  }

  @Schema(name = "TriedStream")
  record TriedStream(String stream, boolean ok, long records, String message) {}

  @Schema(name = "ConnectionTestResult")
  record TestResult(
      @Schema(description = "Whether every stream answered well") boolean ok,
      List<TriedStream> streams) {
    static TestResult of(List<ConnectionTest.Tried> tried) {
      return new TestResult(
          tried.stream().allMatch(ConnectionTest.Tried::ok),
          tried.stream()
              .map(
                  each -> new TriedStream(each.stream(), each.ok(), each.records(), each.message()))
              .toList());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MicrosoftSku")
  record Sku(
      UUID skuId,
      String skuPartNumber,
      String name,
      @Schema(allowableValues = {"imported", "built_in"}) String source) {
    static Sku of(MicrosoftSkus.Named named) {
      return new Sku(
          named.sku().skuId(), named.sku().partNumber(), named.sku().name(), named.source());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MicrosoftSkuImport")
  record SkuImport(
      long rows, int skus, int added, int removed, long problemCount, List<String> problems) {
    static SkuImport of(MicrosoftSkus.Imported done) {
      return new SkuImport(
          done.rows(),
          done.skus(),
          done.added(),
          done.removed(),
          done.problemCount(),
          done.problems());
    }
  }
}
