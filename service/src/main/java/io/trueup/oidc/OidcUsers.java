package io.trueup.oidc;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Role;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user that somebody is: made at the first sign-in, its role kept as the groups say. */
final class OidcUsers {
  private static final Logger LOG = LoggerFactory.getLogger(OidcUsers.class);

  private final OidcSettings settings;
  private final TenantDb db;

  OidcUsers(OidcSettings settings, TenantDb db) {
    this.settings = settings;
    this.db = db;
  }

  UserRow find(TenantId tenant, OidcPerson person) throws OidcException {
    Optional<Map.Entry<String, Role>> match =
        settings.roles().entrySet().stream()
            .filter(each -> person.groups().contains(each.getKey()))
            .findFirst();
    if (match.isEmpty()) {
      LOG.warn("oidc sign-in refused: none of {} groups has a role", person.groups().size());
      throw new OidcException(
          "You are known to "
              + settings.name()
              + ", but none of your groups there has a role in Trueup. Ask whoever runs Trueup.");
    }
    Role role = match.get().getValue();
    return db.inTenant(tenant, handle -> find(handle, person, role, match.get().getKey()));
  }

  private static UserRow find(Handle handle, OidcPerson person, Role role, String group) {
    // Twice at once for the first time, from two tabs: the second waits, then finds the user.
    handle
        .createQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('oidc ' || :who, 0))) l")
        .bind("who", person.issuer() + " " + person.subject())
        .mapTo(Integer.class)
        .one();
    Optional<UserRow> known = Users.findByIdentity(handle, person.issuer(), person.subject());
    if (known.isEmpty()) {
      return Users.addVouched(
          handle,
          new Users.Vouched(
              person.issuer(), person.subject(), person.userName(), person.shownName(), role),
          group);
    }
    UserRow user = known.get();
    // Who is disabled stays as they were; signing in says so.
    if (user.enabled()) {
      Users.follow(handle, user, role, person.shownName(), group);
    }
    return user;
  }
}
