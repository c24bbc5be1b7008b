package io.trueup.user;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.platform.http.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Makes, lists and disables the people of a tenant, and sets their passwords. */
public final class Users {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /** Who makes users that an identity provider vouches for, in the audit trail. */
  private static final String VOUCHED = "oidc";

  private final Passwords passwords;

  public Users(Passwords passwords) {
    this.passwords = passwords;
  }

  /**
   * Adds a person.
   *
   * @throws ProblemException when the name is taken, or a field is not as it must be
   */
  public UserRow add(
      Handle handle, String name, String fullName, Role role, String password, String by) {
    requireNamed(name, fullName);
    requireStrong(name, password);
    return add(handle, name, fullName, role, Optional.of(passwords.hash(password)), by);
  }

  /**
   * Adds a person who chooses a password by a link.
   *
   * @throws ProblemException when the name is taken, or a field is not as it must be
   */
  public UserRow invite(Handle handle, String name, String fullName, Role role, String by) {
    requireNamed(name, fullName);
    return add(handle, name, fullName, role, Optional.empty(), by);
  }

  private static UserRow add(
      Handle handle, String name, String fullName, Role role, Optional<String> hash, String by) {
    if (!UserDao.insert(handle, name, fullName, role, hash.orElse(null), by)) {
      throw new ProblemException(ProblemType.CONFLICT, "There is a user " + name + " already.");
    }
    AuditLog.append(handle, by, "user.created", "user:" + name, Map.of("role", role.name()));
    return UserDao.find(handle, name).orElseThrow();
  }

  private static void requireNamed(String name, String fullName) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "name", "must be small letters, digits, '.', '_' or '-', at most 63", List.of());
    }
    if (fullName.isBlank() || fullName.length() > 100 || fullName.matches("(?s).*\\p{Cc}.*")) {
      throw ProblemException.invalid("full name", "must be 1 to 100 characters", List.of());
    }
  }

  /** All people, by name. */
  public static List<UserRow> list(Handle handle) {
    return UserDao.list(handle);
  }

  /**
   * Some people, by name.
   *
   * @param search part of a name or full name; empty for all
   * @param after the last name before; empty for the first page
   */
  public static List<UserRow> list(
      Handle handle, String search, Optional<Role> role, String after, int limit) {
    return UserDao.list(handle, search, role, after, limit);
  }

  /** How many people there are. */
  public static long count(Handle handle, String search, Optional<Role> role) {
    return UserDao.count(handle, search, role);
  }

  /** One person, disabled or not. */
  public static Optional<UserRow> find(Handle handle, String name) {
    return UserDao.find(handle, name);
  }

  /**
   * Sets a person's password for them; a disabled one may sign in again. All their sessions end.
   *
   * @throws ProblemException when there is no such person, an identity provider vouches for them,
   *     or the password is too weak
   */
  public void setPassword(Handle handle, String name, String password, String by) {
    UserRow user = UserDao.find(handle, name).orElseThrow(() -> ProblemException.notFound("user"));
    if (user.vouched()) {
      throw elsewhere();
    }
    requireStrong(name, password);
    setPassword(handle, name, passwords.hash(password), true, by);
  }

  /**
   * Sets a person's password as they chose it. All their sessions end.
   *
   * @throws ProblemException when they are disabled, or the password is too weak
   */
  public void choosePassword(Handle handle, String name, String password) {
    requireStrong(name, password);
    setPassword(handle, name, passwords.hash(password), false, "user:" + name);
  }

  private static void setPassword(
      Handle handle, String name, String hash, boolean again, String by) {
    if (!UserDao.setPassword(handle, name, hash, again)) {
      throw ProblemException.notFound("user");
    }
    PasswordLinks.end(handle, name);
    AuditLog.append(handle, by, "user.password_set", "user:" + name, Map.of());
  }

  /**
   * Sets the password of whom a link was made for; the link ends.
   *
   * @throws ProblemException when the link is not good any more, or the password is too weak
   */
  public UserRow setPasswordByLink(Handle handle, String token, String password) {
    String name =
        PasswordLinks.find(handle, token)
            .map(UserRow::name)
            .orElseThrow(() -> ProblemException.notFound("link"));
    requireStrong(name, password);
    String hash = passwords.hash(password);
    // Hashing takes its time: from here on nobody else uses the link, and disabling waits.
    UserDao.hold(handle, name);
    if (PasswordLinks.find(handle, token).isEmpty()) {
      throw ProblemException.notFound("link");
    }
    setPassword(handle, name, hash, false, "user:" + name);
    return UserDao.find(handle, name).orElseThrow();
  }

  /** What is said of a password for somebody whom an identity provider vouches for. */
  static ProblemException elsewhere() {
    return new ProblemException(
        ProblemType.CONFLICT, "They sign in by the identity provider and have no password here.");
  }

  /**
   * Gives a person another role.
   *
   * @throws ProblemException when there is no such person, their groups decide, or nobody could
   *     administer any more
   */
  public static void changeRole(Handle handle, String name, Role role, String by) {
    UserRow user = UserDao.find(handle, name).orElseThrow(() -> ProblemException.notFound("user"));
    if (user.vouched()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Their role follows their group at the identity provider; change it there.");
    }
    if (user.role() == role) {
      return;
    }
    requireAnotherAdmin(handle, user);
    UserDao.setRole(handle, name, role);
    AuditLog.append(
        handle,
        by,
        "user.role_changed",
        "user:" + name,
        Map.of("from", user.role().name(), "to", role.name()));
  }

  private static void requireAnotherAdmin(Handle handle, UserRow user) {
    // Whoever else changes an administrator right now is waited for, and what they left counts.
    if (UserDao.admins(handle).equals(List.of(user.name()))) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "They are the last administrator: make somebody else one before that.");
    }
  }

  /**
   * As {@link #disable}, for people who administer in the pages: somebody who can is always left.
   *
   * @throws ProblemException when there is no such person, or nobody could administer any more
   */
  public static void shutOut(Handle handle, String name, String by) {
    UserRow user = UserDao.find(handle, name).orElseThrow(() -> ProblemException.notFound("user"));
    if (user.enabled()) {
      requireAnotherAdmin(handle, user);
      disable(handle, name, by);
    }
  }

  /** Lets a person sign in again, as they did; false when they could. */
  public static boolean enable(Handle handle, String name, String by) {
    boolean done = UserDao.enable(handle, name);
    if (done) {
      AuditLog.append(handle, by, "user.enabled", "user:" + name, Map.of());
    }
    return done;
  }

  /** Keeps a person from signing in and ends their sessions; false when that was so before. */
  public static boolean disable(Handle handle, String name, String by) {
    boolean done = UserDao.disable(handle, name);
    if (done) {
      PasswordLinks.end(handle, name);
      AuditLog.append(handle, by, "user.disabled", "user:" + name, Map.of());
    }
    return done;
  }

  /**
   * Somebody whom an identity provider vouches for.
   *
   * @param name what a user's name begins with
   */
  public record Vouched(String issuer, String subject, String name, String fullName, Role role) {}

  /** The user that somebody of an identity provider is. */
  public static Optional<UserRow> findByIdentity(Handle handle, String issuer, String subject) {
    return UserDao.findByIdentity(handle, issuer, subject);
  }

  /**
   * Adds somebody without a password. A name that is taken gets a number: it is never taken for the
   * same person.
   *
   * @param group that gives them their role
   */
  public static UserRow addVouched(Handle handle, Vouched person, String group) {
    String name = person.name();
    for (int i = 2;
        !UserDao.insert(handle, name, person.fullName(), person.role(), null, VOUCHED);
        i++) {
      name = person.name() + "-" + i;
    }
    UserDao.insertIdentity(handle, person.issuer(), person.subject(), name);
    AuditLog.append(
        handle,
        VOUCHED,
        "user.created",
        "user:" + name,
        Map.of("role", person.role().name(), "issuer", person.issuer(), "group", group));
    return UserDao.find(handle, name).orElseThrow();
  }

  /** Brings role and full name up to what the identity provider says now. */
  public static void follow(Handle handle, UserRow user, Role role, String fullName, String group) {
    if (!user.fullName().equals(fullName)) {
      UserDao.rename(handle, user.name(), fullName);
    }
    if (user.role() != role) {
      UserDao.setRole(handle, user.name(), role);
      AuditLog.append(
          handle,
          VOUCHED,
          "user.role_changed",
          "user:" + user.name(),
          Map.of("from", user.role().name(), "to", role.name(), "group", group));
    }
  }

  private static void requireStrong(String name, String password) {
    if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
      throw ProblemException.invalid(
          "password",
          "must be " + Passwords.SHORTEST + " to " + Passwords.LONGEST + " characters long",
          List.of());
    }
    if (password.chars().distinct().count() < 5 || password.equalsIgnoreCase(name)) {
      throw ProblemException.invalid("password", "is too easy to guess", List.of());
    }
  }
}
