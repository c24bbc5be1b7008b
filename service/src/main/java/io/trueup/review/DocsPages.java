package io.trueup.review;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The interface's documentation: the document itself and a page to browse it. Open to all: it holds
 * no data.
 */
@Path("/api")
public final class DocsPages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Trueup API</title>
        <link rel="stylesheet" href="/webjars/swagger-ui/swagger-ui.css">
      </head>
      <body>
        <div id="api"></div>
        <noscript>This page needs JavaScript; the document itself is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</noscript>
        <script src="/webjars/swagger-ui/swagger-ui-bundle.js"></script>
        <script src="/api/docs/start.js"></script>
      </body>
      </html>
      """;
  private static final String SCRIPT =
      """
      "use strict";
      SwaggerUIBundle({
        url: "/api/v1/openapi.json",
        dom_id: "#api",
        deepLinking: true,
        validatorUrl: null,
        persistAuthorization: false,
        defaultModelsExpandDepth: 0
      });
      """;

  private final String document = ApiDocument.text();

  @GET
  @Path("/v1/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  public String document() {
    return document;
  }

  @GET
  @Path("/docs")
  @Produces(MediaType.TEXT_HTML)
  public Response page() {
    return Response.ok(PAGE).header("Content-Security-Policy", POLICY).build();
  }

  @GET
  @Path("/docs/start.js")
  @Produces("text/javascript")
  public String script() {
    return SCRIPT;
  }
}
