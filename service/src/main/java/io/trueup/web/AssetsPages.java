package io.trueup.web;

import io.trueup.platform.http.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Serves {@link Assets}. Open to all: they hold no data. */
@Path("/assets")
public final class AssetsPages {
  private final Assets assets;

  public AssetsPages(Assets assets) {
    this.assets = assets;
  }

  /** One asset of this version of the program; one of another version is not here. */
  @GET
  @Path("/{hash}/{name: .+}")
  public Response get(@PathParam("hash") String hash, @PathParam("name") String name) {
    byte[] content =
        assets
            .find(name)
            .filter(found -> hash.equals(assets.hash()))
            .orElseThrow(() -> ProblemException.notFound("asset"));
    return Response.ok(content, type(name))
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .build();
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "png" -> "image/png";
      case "svg" -> "image/svg+xml";
      case "woff2" -> "font/woff2";
      default -> throw new IllegalStateException("no media type for " + name);
    };
  }
}
