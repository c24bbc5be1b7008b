package io.trueup.web;

import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Caller;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Optional;

/** A signed-in person's request for a page. */
public final class Visit implements Principal {
  private static final String NOTICE = Visit.class.getName() + ".notice";

  private final Caller caller;
  private final String fullName;
  private final String tenantName;
  private final String token;
  private final Look look;
  private final HttpSession session;

  Visit(
      Caller caller,
      String fullName,
      String tenantName,
      String token,
      Look look,
      HttpSession session) {
    this.caller = caller;
    this.fullName = fullName;
    this.tenantName = tenantName;
    this.token = token;
    this.look = look;
    this.session = session;
  }

  /** The same, with another page that forms lead back to. */
  Visit back(String path) {
    Look from = new Look(path, look.theme(), look.locale());
    return new Visit(caller, fullName, tenantName, token, from, session);
  }

  /** What is said on the next page: once. */
  record Notice(boolean bad, String text) implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Who it is, for the features. */
  public Caller caller() {
    return caller;
  }

  /** As the audit trail names them. */
  @Override
  public String getName() {
    return caller.getName();
  }

  /** Whose rows they see. */
  public TenantId tenant() {
    return caller.tenant();
  }

  /** Whether their role has a permission. */
  public boolean may(String permission) {
    return caller.role().may(permission);
  }

  /** How pages call them. */
  public String fullName() {
    return fullName;
  }

  String tenantName() {
    return tenantName;
  }

  /** What every form has to carry. */
  public String token() {
    return token;
  }

  /** How the page is to look. */
  public Look look() {
    return look;
  }

  /** Says something on the next page. */
  public void say(String text) {
    session.setAttribute(NOTICE, new Notice(false, text));
  }

  /** Says on the next page that something is not as it should be. */
  public void complain(String text) {
    session.setAttribute(NOTICE, new Notice(true, text));
  }

  Optional<Notice> takeNotice() {
    Notice notice = (Notice) session.getAttribute(NOTICE);
    if (notice != null) {
      session.removeAttribute(NOTICE);
    }
    return Optional.ofNullable(notice);
  }
}
