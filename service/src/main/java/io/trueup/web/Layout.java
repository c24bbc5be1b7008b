package io.trueup.web;

import io.trueup.platform.http.Permission;
import io.trueup.platform.http.Role;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frame around every page: head, navigation, who is signed in, what was just done. */
public final class Layout {
  /** Nothing but our own files; no script and no style within a page. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'";

  private final Templates templates;
  private final Assets assets;

  public Layout(Templates templates, Assets assets) {
    this.templates = templates;
    this.assets = assets;
  }

  /**
   * What a template sees as {@code frame}.
   *
   * @param title of the page
   * @param section of the navigation that it belongs to; empty for none
   * @param assets where assets are, with the slash
   * @param token what forms carry; empty for strangers
   * @param user what they sign in with; empty for strangers
   * @param name full name; empty for strangers
   * @param audit whether they may see the audit trail
   * @param people whether they may see who signs in
   */
  public record Frame(
      String title,
      String section,
      String assets,
      Look look,
      String token,
      String user,
      String name,
      String initials,
      String role,
      String tenant,
      boolean audit,
      boolean people,
      @Nullable String notice,
      boolean bad) {}

  /**
   * A page for a person.
   *
   * @param section {@code months}, {@code rules} or {@code audit}
   * @param page what the template sees as {@code page}
   */
  public Response show(Visit visit, String template, String title, String section, Object page) {
    return show(visit, template, title, section, page, 200);
  }

  /** As {@link #show(Visit, String, String, String, Object)}, with another status than 200. */
  public Response show(
      Visit visit, String template, String title, String section, Object page, int status) {
    return answer(template, frame(visit, title, section, visit.takeNotice()), page, status);
  }

  /**
   * A part of a page, for a script to put in place; what was just done is left for a page to say.
   */
  public Response part(Visit visit, String template, Object page) {
    return answer(template, frame(visit, "", "", Optional.empty()), page, 200);
  }

  /** A page for somebody who has not signed in. */
  Response stranger(Look look, String template, String title, Object page, int status) {
    Frame frame =
        new Frame(
            title,
            "",
            "/assets/" + assets.hash() + "/",
            look,
            "",
            "",
            "",
            "",
            "",
            "",
            false,
            false,
            null,
            false);
    return answer(template, frame, page, status);
  }

  private Frame frame(Visit visit, String title, String section, Optional<Visit.Notice> notice) {
    Role role = visit.caller().role();
    return new Frame(
        title,
        section,
        "/assets/" + assets.hash() + "/",
        visit.look(),
        visit.token(),
        Shown.person(visit.getName()),
        visit.fullName(),
        initials(visit.fullName()),
        Shown.role(role),
        visit.tenantName(),
        role.may(Permission.AUDIT),
        role.may(Permission.PEOPLE),
        notice.map(Visit.Notice::text).orElse(null),
        notice.map(Visit.Notice::bad).orElse(false));
  }

  private Response answer(String template, Frame frame, Object page, int status) {
    Map<String, Object> model = new HashMap<>();
    model.put("frame", frame);
    model.put("page", page);
    model.put("show", new Shown(frame.look().locale()));
    return Response.status(status)
        .entity(templates.render(template, model))
        .type("text/html; charset=utf-8")
        .header("Content-Security-Policy", POLICY)
        .build();
  }

  /** Leads on to a page after something was done. */
  public static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  private static String initials(String name) {
    String[] words = name.strip().split("\\s+");
    String first = words[0].substring(0, 1);
    return words.length == 1 ? first : first + words[words.length - 1].charAt(0);
  }
}
