package io.trueup.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.platform.http.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a person's browser a page where a program gets a problem document. What a form could not do
 * is said on the page that it came from.
 */
public final class PageErrors implements ContainerResponseFilter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Layout layout;

  public PageErrors(Layout layout) {
    this.layout = layout;
  }

  /**
   * What the template sees.
   *
   * @param places what is wrong where; empty when {@code detail} says it all
   */
  public record ErrorView(
      int status, String title, String detail, List<String> places, String requestId) {}

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (!(response.getEntity() instanceof String text)
        || !Problem.MEDIA_TYPE.equals(String.valueOf(response.getMediaType()))
        || request.getUriInfo().getPath().matches("/?api(/.*)?")
        || !wantsPage(request)) {
      return;
    }
    JsonNode problem = JSON.readTree(text);
    String detail = problem.path("detail").asText();
    Visit visit = (Visit) request.getProperty(VisitFilter.VISIT);
    Object back = request.getProperty(VisitFilter.BACK);
    if (visit != null && back != null && response.getStatus() < 500) {
      visit.complain(detail(response.getStatus(), detail));
      replace(response, Response.seeOther(URI.create(back.toString())).build());
      return;
    }
    List<String> places = new ArrayList<>();
    problem
        .path("errors")
        .forEach(
            each -> places.add(each.path("field").asText() + " " + each.path("message").asText()));
    places.removeIf(detail::contains);
    ErrorView view =
        new ErrorView(
            response.getStatus(),
            title(response.getStatus(), detail),
            detail(response.getStatus(), detail),
            places,
            problem.path("request_id").asText());
    replace(
        response,
        visit == null
            ? layout.stranger(
                Look.of(request), "web/error.ftlh", view.title(), view, response.getStatus())
            : layout.show(visit, "web/error.ftlh", view.title(), "", view, response.getStatus()));
  }

  private static boolean wantsPage(ContainerRequestContext request) {
    return request.getAcceptableMediaTypes().stream()
        .anyMatch(type -> type.getType().equals("text") && type.getSubtype().equals("html"));
  }

  private static void replace(ContainerResponseContext response, Response by) {
    response.setStatus(by.getStatus());
    response.getHeaders().remove("WWW-Authenticate");
    response.getHeaders().putAll(by.getHeaders());
    if (by.getEntity() == null) {
      response.setEntity(null);
    } else {
      response.setEntity(by.getEntity(), new java.lang.annotation.Annotation[0], by.getMediaType());
    }
  }

  /** Roles are refused in words for programs, which speak of keys. */
  private static boolean ofRole(String told) {
    return told.startsWith("Use a key");
  }

  private static String title(int status, String told) {
    return switch (status) {
      case 401 -> "Please sign in";
      case 403 -> ofRole(told) ? "Your role does not allow this" : "That did not go through";
      case 404, 405 -> "There is no such page";
      case 409, 412 -> "That did not go through";
      case 503 -> "Busy right now";
      default -> status >= 500 ? "Something went wrong on our side" : "That is not possible";
    };
  }

  private static String detail(int status, String told) {
    return switch (status) {
      case 403 ->
          ofRole(told)
              ? "Ask an administrator for a role that may, or sign in as somebody who has it."
              : told;
      case 404 ->
          told.startsWith("Nothing lives")
              ? "The address leads nowhere; it may have been mistyped, or what it showed is gone."
              : told;
      case 405 -> "The address is what a button leads to; open the page that the button is on.";
      default -> told;
    };
  }
}
