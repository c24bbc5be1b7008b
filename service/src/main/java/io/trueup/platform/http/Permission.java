package io.trueup.platform.http;

/** What an address asks of a caller, for {@code @RolesAllowed}. */
public final class Permission {
  /** See datasets, runs and results, integrations and their syncs. */
  public static final String READ = "read";

  /** Bring in an export folder. */
  public static final String UPLOAD = "upload";

  /** Start a run. */
  public static final String RUN = "run";

  /** Sync an integration now, stop a sync, replay one. */
  public static final String SYNC = "sync";

  /** Believe a snapshot whose counts are not plausible. */
  public static final String ACCEPT = "accept";

  /** Decide about findings, and whose account of a connected system it is. */
  public static final String DECIDE = "decide";

  /** Close a month. */
  public static final String CLOSE = "close";

  /** Make, change and remove integrations, and set their credentials. */
  public static final String INTEGRATIONS = "integrations";

  /** Make drafts of rules, change, check and test them. */
  public static final String RULES_EDIT = "rules_edit";

  /** Approve or reject a draft that others made. */
  public static final String RULES_APPROVE = "rules_approve";

  /** Put approved rules in force, or older ones again. */
  public static final String RULES_PUBLISH = "rules_publish";

  /** Read the audit trail. */
  public static final String AUDIT = "audit";

  /** Create, list and revoke API keys. */
  public static final String KEYS = "keys";

  /** List, add and disable the people who sign in, and give them roles. */
  public static final String PEOPLE = "people";

  private Permission() {}
}
