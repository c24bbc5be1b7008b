package io.trueup.review;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Set;
import java.util.TreeMap;

/** The OpenAPI document, made from the resources themselves. */
public final class ApiDocument {
  private static final Set<Class<?>> RESOURCES =
      Set.of(
          WhoamiResource.class,
          KeysResource.class,
          DatasetsResource.class,
          RunsResource.class,
          ResultsResource.class,
          FilesResource.class,
          AuditResource.class);

  private ApiDocument() {}

  /** The document as JSON, the same for every start. */
  public static String text() {
    OpenAPI base =
        new OpenAPI()
            .info(
                new Info()
                    .title("Trueup")
                    .version("v1")
                    .description(
                        "Hand in an export folder, start a run, read what is used but not billed and why. Errors are RFC 9457 problem documents (application/problem+json).")
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
    OpenAPI api = new Reader(base).read(RESOURCES);
    api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    io.swagger.v3.oas.models.Paths sorted = new io.swagger.v3.oas.models.Paths();
    new TreeMap<>(api.getPaths()).forEach(sorted::addPathItem);
    api.setPaths(sorted);
    if (api.getTags() != null) {
      api.setTags(
          api.getTags().stream()
              .sorted(java.util.Comparator.comparing(io.swagger.v3.oas.models.tags.Tag::getName))
              .toList());
    }
    return Json.pretty(api);
  }
}
