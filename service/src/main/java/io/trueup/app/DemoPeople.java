package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Role;
import io.trueup.user.Passwords;
import io.trueup.user.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo's invented people: one for each thing that there is to do. */
final class DemoPeople {
  /** Whom the demo's link signs in. */
  static final String FIRST = "ada";

  private static final List<Person> PEOPLE =
      List.of(
          new Person(FIRST, "Ada Admin", Role.ADMIN),
          new Person("bea", "Bea Billing", Role.BILLER),
          new Person("ruth", "Ruth Rules", Role.RULE_EDITOR),
          new Person("abe", "Abe Approver", Role.APPROVER),
          new Person("odo", "Odo Auditor", Role.AUDITOR));

  private DemoPeople() {}

  private record Person(String name, String fullName, Role role) {}

  /**
   * Makes them, each with a new password.
   *
   * @return a line for each: name, full name, role and password
   */
  static List<String> make(TenantDb db, TenantId tenant, Users users, String by) {
    List<String> lines = new ArrayList<>();
    for (Person person : PEOPLE) {
      String password = Passwords.random();
      db.useTenant(
          tenant,
          handle -> {
            if (Users.find(handle, person.name()).isPresent()) {
              users.setPassword(handle, person.name(), password, by);
            } else {
              users.add(handle, person.name(), person.fullName(), person.role(), password, by);
            }
          });
      lines.add(
          "%-5s %-13s %-12s %s"
              .formatted(
                  person.name(),
                  person.fullName(),
                  person.role().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  password));
    }
    return lines;
  }
}
