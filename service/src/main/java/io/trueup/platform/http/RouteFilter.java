package io.trueup.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/** Tells the servlet filter which route Jersey chose: {@code /api/v1/runs/{run_id}}. */
public final class RouteFilter implements ContainerResponseFilter {
  @Context private @Nullable HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    UriInfo uri = request.getUriInfo();
    if (servletRequest == null || !(uri instanceof ExtendedUriInfo extended)) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (UriTemplate template : extended.getMatchedTemplates()) {
      parts.add(template.getTemplate());
    }
    if (!parts.isEmpty()) {
      Collections.reverse(parts);
      servletRequest.setAttribute(
          RequestFilter.ROUTE, String.join("", parts).replaceAll("/{2,}", "/"));
    }
  }
}
