package io.trueup.app;

import io.trueup.compare.CauseGroup;
import io.trueup.compare.ClientDifferences;
import io.trueup.compare.Difference;
import io.trueup.compare.DifferenceWords;
import io.trueup.compare.Differences;
import io.trueup.compare.Movement;
import io.trueup.compare.RuleChange;
import io.trueup.compare.RuleChange.How;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What an edited bundle would change, as people read it in a terminal. */
final class DifferencesText {
  private static final int CHANGES_SHOWN = 20;
  private static final int GROUPS_SHOWN = 10;
  private static final int DIFFERENCES_SHOWN = 5;
  private static final int CLIENTS_SHOWN = 10;
  private static final String RECLAIMABLE = "reclaimable";
  private static final String NO_CHANGE = "-";

  private final Differences differences;
  private final PrintWriter out;

  DifferencesText(Differences differences, PrintWriter out) {
    this.differences = differences;
    this.out = out;
  }

  /** Prints all that fits a screen or two. */
  void print(String from, String to, LocalDate asOf) {
    out.println("From " + OneLine.clean(from) + " to " + OneLine.clean(to) + ", as of " + asOf);
    out.println();
    incomplete("from", differences.from().stopped());
    incomplete("to", differences.to().stopped());
    changes();
    if (differences.all().isEmpty()) {
      out.println("  Nothing differs.");
      return;
    }
    totals();
    classes();
    groups();
    clients();
  }

  private void incomplete(String side, List<String> stopped) {
    if (!stopped.isEmpty()) {
      out.println("INCOMPLETE: parts of --" + side + " were not evaluated.");
      stopped.forEach(why -> out.println("  " + OneLine.clean(why)));
      out.println();
    }
  }

  private void changes() {
    List<RuleChange> changes = differences.changes();
    if (changes.isEmpty()) {
      out.println("  The rules are the same.");
      out.println();
      return;
    }
    out.println("  " + Counts.many(changes.size(), "change") + " of the rules");
    changes.stream()
        .limit(CHANGES_SHOWN)
        .forEach(
            change ->
                out.println(
                    "    "
                        + OneLine.clean(change.sentence())
                        + (change.how() == How.EDITED && !change.title().isEmpty()
                            ? " (" + OneLine.clean(change.title()) + ")"
                            : "")));
    more(changes.size(), CHANGES_SHOWN, "    ");
    out.println();
  }

  private void more(int all, int shown, String indent) {
    if (all > shown) {
      out.println(indent + "and " + Counts.of(all - shown) + " more");
    }
  }

  private void totals() {
    Movement totals = differences.totals();
    Table table = new Table("lrrrr");
    table.row("", "", "before", "after", "change");
    table.row(
        "Discrepancies",
        "",
        Counts.of(totals.rowsBefore()),
        Counts.of(totals.rowsAfter()),
        signed(totals.rowsAfter() - totals.rowsBefore()));
    for (String currency : totals.currencies()) {
      DifferenceWords.MONEY.forEach(
          (name, amount) -> {
            BigDecimal before = amount.apply(totals.before(currency));
            BigDecimal after = amount.apply(totals.after(currency));
            if (before.signum() != 0 || after.signum() != 0) {
              table.row(
                  capital(name),
                  currency,
                  DifferenceWords.amount(before),
                  DifferenceWords.amount(after),
                  signed(after.subtract(before)));
            }
          });
    }
    table.lines("  ").forEach(out::println);
    out.println();
  }

  private void classes() {
    Table table = new Table("lrrrl");
    differences
        .classes()
        .forEach(
            (name, movement) ->
                table.row(
                    name,
                    Counts.of(movement.rowsBefore()),
                    Counts.of(movement.rowsAfter()),
                    signed(movement.rowsAfter() - movement.rowsBefore()),
                    DifferenceWords.amounts(movement, shown(name))));
    table.lines("  ").forEach(out::println);
    out.println();
    if (differences.accountsChanged() > 0 || differences.recordsChanged() > 0) {
      out.println(
          "  "
              + Counts.many(differences.recordsChanged(), "usage record")
              + " and "
              + Counts.many(differences.accountsChanged(), "account")
              + " go elsewhere");
      out.println();
    }
  }

  private void groups() {
    out.println(
        "  "
            + Counts.many(differences.all().size(), "difference")
            + ": "
            + DifferenceWords.kinds(differences.kinds()));
    List<CauseGroup> groups = differences.groups();
    for (CauseGroup group : groups.subList(0, Math.min(GROUPS_SHOWN, groups.size()))) {
      out.println();
      out.println("  " + OneLine.clean(group.sentence()));
      String amounts = amounts(group.money());
      out.println(
          "    "
              + DifferenceWords.kinds(group.kinds())
              + " at "
              + Counts.many(group.clients(), "client")
              + (amounts.isEmpty() ? "" : "; " + amounts));
      List<Difference> some = group.differences();
      some.stream()
          .limit(DIFFERENCES_SHOWN)
          .forEach(difference -> out.println("    - " + OneLine.clean(difference.effect())));
      more(some.size(), DIFFERENCES_SHOWN, "      ");
    }
    if (groups.size() > GROUPS_SHOWN) {
      out.println();
      more(groups.size(), GROUPS_SHOWN, "  ");
    }
    out.println();
  }

  private void clients() {
    List<ClientDifferences> clients = differences.clients();
    out.println("  " + Counts.many(clients.size(), "client"));
    Table table = new Table("lrll");
    clients.stream()
        .limit(CLIENTS_SHOWN)
        .forEach(
            client ->
                table.row(
                    client.companyId().isEmpty()
                        ? "(nobody's)"
                        : client.companyName().isEmpty()
                            ? client.companyId()
                            : client.companyName(),
                    Counts.of(client.count()),
                    DifferenceWords.kinds(client.kinds()),
                    amounts(client.money())));
    table.lines("    ").forEach(out::println);
    more(clients.size(), CLIENTS_SHOWN, "    ");
    out.println();
  }

  /** The money that a class stands for; what idle seats of other classes cost is told in total. */
  private static Predicate<String> shown(String classification) {
    return name -> classification.equals("INACTIVE_SEATS") || !name.equals(RECLAIMABLE);
  }

  private static String amounts(Movement movement) {
    return DifferenceWords.amounts(movement, name -> true);
  }

  private static String signed(long change) {
    return change == 0 ? NO_CHANGE : String.format(Locale.ROOT, "%+,d", change);
  }

  private static String signed(BigDecimal change) {
    return change.signum() == 0
        ? NO_CHANGE
        : (change.signum() > 0 ? "+" : "") + DifferenceWords.amount(change);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
