package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.folder.Preset;
import io.trueup.mapping.MappingChange;
import io.trueup.stage.MappingPreview;
import io.trueup.stage.MappingSurvey;
import io.trueup.whatif.MappingEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered about service mappings. */
final class MappingResponses {
  private MappingResponses() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ServiceMapping")
  record MappingResponse(
      String mappingId,
      @Schema(description = "Its row of service_mappings.csv, without empty cells")
          Map<String, String> columns,
      @Schema(
              description = "Who brought it: people, or the month's own files",
              allowableValues = {"people", "files"})
          String source,
      @Schema(description = "Records that it counts in the newest month") @Nullable Long records,
      @Schema(description = "What they come to after units and rounding")
          @Nullable BigDecimal quantity,
      @Schema(description = "Billing positions that use it") @Nullable Integer lines,
      @Schema(description = "Units of those") @Nullable BigDecimal billed,
      @Nullable String changedBy,
      @Nullable Instant changedAt) {
    static MappingResponse of(MappingEntry entry) {
      MappingSurvey.Counted counted = entry.counted();
      MappingChange change = entry.change();
      return new MappingResponse(
          entry.mappingId(),
          entry.cells(),
          change == null ? "files" : "people",
          counted == null ? null : counted.records(),
          counted == null ? null : counted.quantity(),
          counted == null ? null : counted.lines(),
          counted == null ? null : counted.billed(),
          change == null ? null : change.by(),
          change == null ? null : change.at());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ServiceMappingChange")
  record ChangeResponse(
      long changeNo,
      @Schema(allowableValues = {"put", "retire", "undo"}) String kind,
      Map<String, String> columns,
      @Nullable Long undoes,
      String reason,
      String by,
      Instant at,
      String requestId) {
    static ChangeResponse of(MappingChange change) {
      return new ChangeResponse(
          change.number(),
          change.kind(),
          change.cells(),
          change.undoes(),
          change.reason(),
          change.by(),
          change.at(),
          change.requestId());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ServiceMappingDetail")
  record DetailResponse(
      @Schema(description = "As the next run will have it; left out when it is retired")
          @Nullable MappingResponse mapping,
      @Schema(description = "All changes that people made to it, the newest first")
          List<ChangeResponse> history) {
    static DetailResponse of(@Nullable MappingEntry entry, List<MappingChange> changes) {
      return new DetailResponse(
          entry == null ? null : MappingResponse.of(entry),
          changes.stream()
              .sorted(Comparator.comparingLong(MappingChange::number).reversed())
              .map(ChangeResponse::of)
              .toList());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MappedClient")
  record ClientResponse(
      String companyId,
      String companyName,
      String productCode,
      BigDecimal used,
      BigDecimal billed,
      @Schema(description = "Whether a billing position uses it") boolean hasLine,
      long records,
      @Schema(description = "Empty where no price is known") String currency,
      @Schema(description = "What the difference is worth a month, before any rule looked at it")
          BigDecimal impact) {
    static ClientResponse of(MappingPreview.Client client) {
      return new ClientResponse(
          client.companyId(),
          client.companyName(),
          client.productCode(),
          client.used(),
          client.billed(),
          client.hasLine(),
          client.records(),
          client.currency(),
          client.impact());
    }
  }

  @Schema(name = "LeftUsage")
  record LeftResponse(
      @Schema(description = "A code as in the usage of a run, or counted_by and another mapping")
          String reason,
      long records) {}

  @Schema(name = "MissedUsage")
  record MissResponse(
      @Schema(description = "The one filter that keeps it out") String column,
      @Schema(description = "What the records say there") String value,
      long records,
      List<String> examples) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MappingPreview")
  record PreviewResponse(
      @Schema(description = "Records that all its filters accept, whoever's they are")
          long selected,
      @Schema(description = "Records that it counts") long counted,
      BigDecimal quantity,
      BigDecimal billed,
      @Schema(description = "Billing positions that would use it") int lines,
      @Schema(description = "The largest difference first, at most 500")
          List<ClientResponse> clients,
      int clientCount,
      @Schema(description = "Why selected records are not counted") List<LeftResponse> left,
      @Schema(description = "Records that one filter alone keeps out") List<MissResponse> misses) {
    private static final int MOST = 500;

    static PreviewResponse of(MappingPreview preview) {
      return new PreviewResponse(
          preview.selected(),
          preview.counted(),
          preview.quantity(),
          preview.billed(),
          preview.lines(),
          preview.clients().stream().limit(MOST).map(ClientResponse::of).toList(),
          preview.clients().size(),
          preview.left().stream()
              .map(left -> new LeftResponse(left.reason(), left.records()))
              .toList(),
          preview.misses().stream()
              .map(
                  miss ->
                      new MissResponse(
                          miss.column(), miss.value(), miss.records(), miss.examples()))
              .toList());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "UnaccountedUsage")
  record UnaccountedResponse(
      String integrationId,
      String kind,
      String productCode,
      String productName,
      long records,
      BigDecimal quantity,
      @Schema(description = "Those with the most records, at most three") List<String> clients,
      int clientCount) {
    static UnaccountedResponse of(MappingSurvey.Unaccounted one) {
      return new UnaccountedResponse(
          one.integrationId(),
          one.kind(),
          one.productCode(),
          one.productName(),
          one.records(),
          one.quantity(),
          one.clients(),
          one.clientCount());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "UnmappedProduct")
  record UnmappedResponse(
      String productCode,
      String description,
      int lines,
      BigDecimal billed,
      @Schema(description = "What is billed for it a month, by currency")
          Map<String, BigDecimal> money,
      int clientCount) {
    static UnmappedResponse of(MappingSurvey.Unmapped one) {
      return new UnmappedResponse(
          one.productCode(),
          one.description(),
          one.lines(),
          one.billed(),
          one.money(),
          one.clients());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MappingPreset")
  record PresetResponse(
      String presetId,
      String description,
      @Schema(description = "Columns of service_mappings.csv that it fills")
          Map<String, String> columns) {
    static PresetResponse of(Preset preset) {
      return new PresetResponse(preset.presetId(), preset.description(), preset.fills());
    }
  }
}
