package io.trueup.pages;

import io.trueup.user.UserRow;
import io.trueup.user.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Whom findings can be given to: people who can sign in, and the teams that rules name. */
final class Assignees {
  private static final List<String> TEAMS =
      List.of("account manager", "billing", "integration owner", "service desk");

  private Assignees() {}

  /** Their names; anything else can be written too. */
  static List<String> list(Handle handle) {
    TreeSet<String> people = new TreeSet<>();
    Users.list(handle).stream().filter(UserRow::enabled).map(UserRow::name).forEach(people::add);
    List<String> all = new ArrayList<>(people);
    all.addAll(TEAMS);
    return all;
  }
}
