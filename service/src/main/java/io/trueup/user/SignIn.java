package io.trueup.user;

import com.github.benmanes.caffeine.cache.Ticker;
import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether somebody is who they say. The seam for other ways to sign in: each ends in a user. */
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

  private final TenantDb db;
  private final Passwords passwords;
  private final Attempts attempts;

  public SignIn(TenantDb db, Passwords passwords) {
    this(db, passwords, Ticker.systemTicker());
  }

  SignIn(TenantDb db, Passwords passwords, Ticker clock) {
    this.db = db;
    this.passwords = passwords;
    this.attempts = new Attempts(clock);
  }

  /** What came of an attempt. */
  public sealed interface Outcome {
    /** Signed in. */
    record Welcome(UserRow user) implements Outcome {}

    /** The name or the password is wrong, or the person is disabled: which is not told. */
    record Refused() implements Outcome {}

    /** Too many failures; the password was not looked at. */
    record Wait(long minutes) implements Outcome {}
  }

  /**
   * Signs in by password.
   *
   * @param address where the attempt comes from
   */
  public Outcome byPassword(TenantId tenant, String name, String password, String address) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    return refused(tenant, wanted, password, address)
        .orElseGet(() -> welcome(tenant, wanted, "password"));
  }

  /** Whether it is a signed-in person's password; attempts count like others. */
  public Outcome confirm(TenantId tenant, String name, String password, String address) {
    return refused(tenant, name, password, address)
        .orElseGet(
            () ->
                db.read(tenant, handle -> UserDao.find(handle, name))
                    .<Outcome>map(Outcome.Welcome::new)
                    .orElseGet(Outcome.Refused::new));
  }

  /** Why a password is not taken; empty when it is right. */
  private Optional<Outcome> refused(
      TenantId tenant, String wanted, String password, String address) {
    String counted = tenant + " " + (wanted.length() > 63 ? wanted.substring(0, 63) : wanted);
    if (!attempts.allowed(counted, address)) {
      LOG.warn("sign-in not looked at: too many failures");
      return Optional.of(new Outcome.Wait(Attempts.WINDOW.toMinutes()));
    }
    Optional<String> hash =
        password.length() > Passwords.LONGEST || wanted.indexOf('\0') >= 0
            ? Optional.empty()
            : db.read(tenant, handle -> UserDao.findPasswordHash(handle, wanted));
    if (hash.isEmpty()) {
      passwords.waste(password.substring(0, Math.min(password.length(), Passwords.LONGEST)));
    }
    if (hash.isEmpty() || !passwords.matches(password, hash.get())) {
      attempts.failed(counted, address);
      LOG.warn("sign-in refused");
      return Optional.of(new Outcome.Refused());
    }
    attempts.succeeded(counted);
    String before = hash.get();
    if (passwords.outdated(before)) {
      String anew = passwords.hash(password);
      db.useTenant(tenant, handle -> UserDao.rehash(handle, wanted, before, anew));
    }
    return Optional.empty();
  }

  /**
   * Signs in somebody whom another authority vouches for.
   *
   * @param way how, for the audit trail
   */
  public Outcome vouched(TenantId tenant, String name, String way) {
    return welcome(tenant, name, way);
  }

  private Outcome welcome(TenantId tenant, String name, String way) {
    return db.inTenant(
        tenant,
        handle ->
            UserDao.find(handle, name)
                .filter(UserRow::enabled)
                .<Outcome>map(
                    user -> {
                      UserDao.signedIn(handle, name);
                      AuditLog.append(
                          handle,
                          "user:" + name,
                          "user.signed_in",
                          "user:" + name,
                          Map.of("by", way));
                      return new Outcome.Welcome(user);
                    })
                .orElseGet(Outcome.Refused::new));
  }
}
