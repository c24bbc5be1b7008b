package io.trueup.platform.http;

/** What an address asks of a caller, for {@code @RolesAllowed}. */
public final class Permission {
  /** See datasets, runs and results. */
  public static final String READ = "read";

  /** Bring in an export folder. */
  public static final String UPLOAD = "upload";

  /** Start a run. */
  public static final String RUN = "run";

  /** Read the audit trail. */
  public static final String AUDIT = "audit";

  /** Create, list and revoke API keys. */
  public static final String KEYS = "keys";

  private Permission() {}
}
