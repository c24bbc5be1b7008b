package io.trueup.review;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.FileSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import io.trueup.platform.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The OpenAPI document, made from the resources themselves. Added is what annotations do not say:
 * the statuses of success, the problem document of every failure, and the three ways to send a
 * folder.
 */
public final class ApiDocument {
  private static final Set<Class<?>> RESOURCES =
      Set.of(
          WhoamiResource.class,
          KeysResource.class,
          DatasetsResource.class,
          RunsResource.class,
          RunReplaysResource.class,
          RunRuleCostsResource.class,
          ResultsResource.class,
          ProvenanceResource.class,
          BreakdownsResource.class,
          MonthTrendResource.class,
          FilesResource.class,
          ConnectorsResource.class,
          IntegrationsResource.class,
          MicrosoftSkusResource.class,
          SyncsResource.class,
          IntegrationSyncsResource.class,
          ReplaysResource.class,
          SnapshotsResource.class,
          HealthResource.class,
          IntegrationHealthResource.class,
          ClientMatchesResource.class,
          ClientDecisionsResource.class,
          BulkConfirmResource.class,
          NameMatchingResource.class,
          CompaniesResource.class,
          ServiceMappingsResource.class,
          MappingWorkResource.class,
          RulebookResource.class,
          BundlesResource.class,
          DraftsResource.class,
          DraftResource.class,
          DraftFilesResource.class,
          VocabularyResource.class,
          DraftGatesResource.class,
          ComparisonsResource.class,
          AuditResource.class,
          AuditRulesResource.class,
          AuditHistoryResource.class,
          AuditFindingsResource.class);
  private static final String ROOT = "/api/v1";
  private static final String JSON = "application/json";
  private static final String INTEGRATIONS = ROOT + "/integrations";
  private static final String DRAFTS = ROOT + "/rulebook/drafts";
  private static final String DRAFT = DRAFTS + "/{draft_id}";
  private static final Success CHANGED = new Success("200", "As it is now", "Draft");
  private static final Success QUEUED = new Success("202", "Queued; follow it at Location", "Sync");
  private static final String MATCH_OF =
      "%s " + ROOT + "/client-matches/{integration_id}/{account_id}%s";
  private static final Success DETAIL =
      new Success("200", "Where it stands now", "ClientMatchDetail");
  private static final String MAPPING = "%s " + ROOT + "/service-mappings/{mapping_id}%s";
  private static final Success MAPPED = new Success("200", "As it is now", "ServiceMappingDetail");
  private static final Map<String, Success> SUCCESS =
      Map.ofEntries(
          Map.entry(
              "post " + ROOT + "/datasets",
              new Success("201", "Stored; 200 when it was there already", "Dataset")),
          Map.entry(
              "post " + ROOT + "/runs", new Success("202", "Queued; follow it at Location", "Run")),
          Map.entry(
              "post " + ROOT + "/runs/{run_id}/replays",
              new Success("201", "Computed again and noted", "RunReplay")),
          Map.entry(
              "post " + ROOT + "/runs/{run_id}/rule-costs",
              new Success("200", "Measured; not kept", "RuleCosts")),
          Map.entry("post " + ROOT + "/keys", new Success("201", "Made", "NewKey")),
          Map.entry("post " + INTEGRATIONS, new Success("201", "Connected", "Integration")),
          Map.entry(
              "delete " + INTEGRATIONS + "/{integration_id}", new Success("204", "Removed", "")),
          Map.entry(
              "get " + INTEGRATIONS + "/{integration_id}",
              new Success("200", "Found", "Integration")),
          Map.entry(
              "put " + INTEGRATIONS + "/{integration_id}",
              new Success("200", "Changed", "Integration")),
          Map.entry("post " + INTEGRATIONS + "/{integration_id}/syncs", QUEUED),
          Map.entry("post " + INTEGRATIONS + "/{integration_id}/replays", QUEUED),
          Map.entry(
              "post " + ROOT + "/microsoft-skus/import",
              new Success("200", "Imported", "MicrosoftSkuImport")),
          Map.entry(MATCH_OF.formatted("get", ""), DETAIL),
          Map.entry(MATCH_OF.formatted("post", "/confirm"), DETAIL),
          Map.entry(MATCH_OF.formatted("post", "/reject"), DETAIL),
          Map.entry(MATCH_OF.formatted("post", "/ignore"), DETAIL),
          Map.entry(MATCH_OF.formatted("post", "/split"), DETAIL),
          Map.entry(MATCH_OF.formatted("post", "/undo"), DETAIL),
          Map.entry(
              "post " + ROOT + "/client-matches/refresh",
              new Success("202", "Asked for; the summary says how far it is", "ClientRefresh")),
          Map.entry(
              "get " + INTEGRATIONS + "/{integration_id}/matching",
              new Success("200", "Found", "NameMatching")),
          Map.entry(
              "put " + INTEGRATIONS + "/{integration_id}/matching",
              new Success("200", "Set", "NameMatching")),
          Map.entry(MAPPING.formatted("get", ""), MAPPED),
          Map.entry(MAPPING.formatted("put", ""), MAPPED),
          Map.entry(MAPPING.formatted("post", "/retire"), MAPPED),
          Map.entry(MAPPING.formatted("post", "/undo"), MAPPED),
          Map.entry(
              "get " + ROOT + "/rulebook", new Success("200", "The bundle in force", "Rulebook")),
          Map.entry(
              "post " + ROOT + "/rulebook/rollback",
              new Success("200", "In force again", "Rulebook")),
          Map.entry("post " + DRAFTS, new Success("201", "Begun", "Draft")),
          Map.entry("get " + DRAFT, new Success("200", "Found", "Draft")),
          Map.entry("delete " + DRAFT, new Success("204", "Discarded", "")),
          Map.entry("put " + DRAFT + "/files/{path}", CHANGED),
          Map.entry("delete " + DRAFT + "/files/{path}", CHANGED),
          Map.entry("post " + DRAFT + "/rename", CHANGED),
          Map.entry(
              "post " + DRAFT + "/merge", new Success("200", "Merged, or not", "MergeResult")),
          Map.entry("post " + DRAFT + "/check", new Success("200", "Checked", "CheckResult")),
          Map.entry("post " + DRAFT + "/test", new Success("200", "Tested", "TestResult")),
          Map.entry(
              "post " + DRAFT + "/compare", new Success("200", "Compared", "DraftComparison")),
          Map.entry("post " + DRAFT + "/submit", CHANGED),
          Map.entry("post " + DRAFT + "/approve", CHANGED),
          Map.entry("post " + DRAFT + "/reject", CHANGED),
          Map.entry("delete " + ROOT + "/keys/{key_id}", new Success("204", "Revoked", "")));

  private ApiDocument() {}

  private record Success(String status, String description, String schema) {}

  /** The document as JSON, the same for every start. */
  public static String text() {
    OpenAPI api = new Reader(base()).read(RESOURCES);
    Map<String, Schema> schemas = new TreeMap<>(api.getComponents().getSchemas());
    for (Class<?> type :
        List.of(
            Problem.class,
            Responses.NewKey.class,
            IntegrationResponses.IntegrationResponse.class,
            IntegrationResponses.SkuImport.class,
            MicrosoftSkusResource.SkuAddress.class,
            ClientMatchResponses.DetailResponse.class,
            ClientMatchResponses.RefreshResponse.class,
            MappingResponses.DetailResponse.class,
            NameMatchingResource.NameMatchingResponse.class,
            RulebookResponses.RulebookResponse.class,
            DraftResponses.MergeResult.class,
            DraftResponses.CheckResult.class,
            DraftResponses.TestResult.class,
            DraftResponses.ComparisonResult.class,
            SyncResponses.SyncResponse.class)) {
      schemas.putAll(ModelConverters.getInstance().readAll(type));
    }
    api.getComponents().setSchemas(schemas);
    Paths sorted = new Paths();
    new TreeMap<>(api.getPaths())
        .forEach(
            (path, item) -> {
              item.readOperationsMap()
                  .forEach((method, operation) -> complete(path, method, operation));
              sorted.addPathItem(path, item);
            });
    Objects.requireNonNull(sorted.get(ROOT + "/datasets"))
        .getPost()
        .summary("Take in an export folder: upload a zip or CSV files, or point at a folder")
        .requestBody(folderBody());
    Objects.requireNonNull(sorted.get(ROOT + "/microsoft-skus/import"))
        .getPost()
        .requestBody(skuBody());
    Objects.requireNonNull(sorted.get(DRAFT + "/files/{path}")).getPut().requestBody(ruleBody());
    api.setPaths(sorted);
    api.setTags(
        List.of(
            tag("datasets", "Export folders"),
            tag("runs", "Start a run, follow it"),
            tag("results", "What a run concluded, and why"),
            tag("integrations", "Connected systems, their credentials, Microsoft's SKU names"),
            tag("syncs", "What was read from them, and whether to believe it"),
            tag("clients", "Whose account of a connected system it is, and who said so"),
            tag("mappings", "Which usage a product is billed by, and what that counts"),
            tag("rulebook", "The rules in force, and those before them"),
            tag("drafts", "Rules in the making: edit, check, test, compare, approve, publish"),
            tag("audit", "Who did what"),
            tag("users", "People who sign in at the pages"),
            tag("keys", "API keys")));
    return Json.pretty(api);
  }

  private static OpenAPI base() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Trueup")
                .version("v1")
                .description(
                    "Hand in an export folder, start a run, read what is used but not billed and why.\n\n"
                        + "Every request carries a key as `Authorization: Bearer trueup_...`. "
                        + "Every failure is a problem document (RFC 9457) with a stable `type`. "
                        + "Lists come in pages: send `next` of one as `after` for the next.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0.txt")))
        .components(
            new Components()
                .addSecuritySchemes(
                    "key",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("trueup_ID_SECRET")))
        .addSecurityItem(new SecurityRequirement().addList("key"));
  }

  private static Tag tag(String name, String description) {
    return new Tag().name(name).description(description);
  }

  private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
    String verb = method.name().toLowerCase(Locale.ROOT);
    operation.setOperationId(
        (verb + path.substring(ROOT.length()))
            .replace("/{", "_by_")
            .replaceAll("[^a-z_]+", "_")
            .replaceAll("_$", ""));
    ApiResponse read = operation.getResponses().getDefault();
    Success success = SUCCESS.get(verb + " " + path);
    ApiResponses answers = new ApiResponses();
    if (success == null) {
      answers.addApiResponse(
          "200", new ApiResponse().description("Found").content(read.getContent()));
    } else {
      ApiResponse answer = new ApiResponse().description(success.description());
      if (!success.schema().isEmpty()) {
        answer.setContent(content(JSON, reference(success.schema())));
      }
      answers.addApiResponse(success.status(), answer);
    }
    answers.setDefault(
        new ApiResponse()
            .description("Any failure")
            .content(content(Problem.MEDIA_TYPE, reference("Problem"))));
    operation.setResponses(answers);
  }

  private static RequestBody folderBody() {
    Schema<?> form =
        new ObjectSchema()
            .addProperty(
                "files",
                new ArraySchema()
                    .items(new FileSchema())
                    .description("companies.csv, usage.csv, ..., or one zip"))
            .addProperty(
                "previous",
                new ArraySchema()
                    .items(new FileSchema())
                    .description("The same files of last month"))
            .addProperty("label", new StringSchema().maxLength(200));
    return new RequestBody()
        .required(true)
        .content(
            new Content()
                .addMediaType("multipart/form-data", new MediaType().schema(form))
                .addMediaType("application/zip", new MediaType().schema(new FileSchema()))
                .addMediaType(JSON, new MediaType().schema(reference("FolderRequest"))));
  }

  private static RequestBody ruleBody() {
    return new RequestBody()
        .required(true)
        .content(
            new Content().addMediaType("text/plain", new MediaType().schema(new StringSchema())));
  }

  private static RequestBody skuBody() {
    return new RequestBody()
        .required(true)
        .content(
            new Content()
                .addMediaType("text/csv", new MediaType().schema(new FileSchema()))
                .addMediaType(JSON, new MediaType().schema(reference("MicrosoftSkuAddress"))));
  }

  private static Content content(String type, Schema<?> schema) {
    return new Content().addMediaType(type, new MediaType().schema(schema));
  }

  private static Schema<?> reference(String name) {
    return new Schema<>().$ref("#/components/schemas/" + name);
  }
}
