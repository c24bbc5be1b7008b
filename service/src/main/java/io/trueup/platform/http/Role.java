package io.trueup.platform.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** What a key is for. Each role may do what is listed, and nothing more. */
public enum Role {
  /** Looks at datasets, runs and results. */
  VIEWER(Permission.READ),
  /** Brings exports in, syncs, starts runs, and says whose accounts are. */
  BILLER(
      Permission.READ,
      Permission.UPLOAD,
      Permission.RUN,
      Permission.SYNC,
      Permission.ACCEPT,
      Permission.DECIDE),
  /** Works on rules, and tries them in runs. */
  RULE_EDITOR(Permission.READ, Permission.RUN, Permission.RULES_EDIT),
  /** Approves and publishes what others prepared, closes months, reads the audit trail to do so. */
  APPROVER(
      Permission.READ,
      Permission.AUDIT,
      Permission.ACCEPT,
      Permission.CLOSE,
      Permission.RULES_APPROVE,
      Permission.RULES_PUBLISH),
  /** Looks at everything, the audit trail included, and changes nothing. */
  AUDITOR(Permission.READ, Permission.AUDIT),
  /** Everything, the keys included. */
  ADMIN(
      Permission.READ,
      Permission.UPLOAD,
      Permission.RUN,
      Permission.SYNC,
      Permission.ACCEPT,
      Permission.DECIDE,
      Permission.CLOSE,
      Permission.INTEGRATIONS,
      Permission.RULES_EDIT,
      Permission.RULES_APPROVE,
      Permission.RULES_PUBLISH,
      Permission.AUDIT,
      Permission.KEYS,
      Permission.PEOPLE);

  private final String permissions;

  Role(String... permissions) {
    this.permissions = String.join(" ", permissions);
  }

  /** Whether the role has a permission of {@link Permission}. */
  public boolean may(String permission) {
    return permissions().contains(permission);
  }

  /** Its permissions, sorted. */
  public List<String> permissions() {
    return Arrays.stream(permissions.split(" ", -1)).sorted().toList();
  }

  /** All role names. */
  public static List<String> names() {
    return EnumSet.allOf(Role.class).stream().map(Role::name).toList();
  }
}
