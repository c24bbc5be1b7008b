package io.trueup.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The eleven months before the demo month, made from it and as repeatable: the same estate, seen so
 * many days earlier, before its newest seats came and while lines were still wrong that have been
 * put right since. They are there for what a single month cannot show: a trend, and a finding that
 * comes back.
 */
public final class EarlierMonths {
  /** How many there are. */
  public static final int COUNT = 11;

  private static final YearMonth DEMO = YearMonth.from(Calendar.AS_OF);

  /** Dates from here on belong to the demo month's stories and move with it; older ones stay. */
  private static final String STORIES = "2026-09-01";

  private static final Set<String> COUNTED =
      Set.of("MGD-WS", "MGD-SRV", "MGD-USER", "M365-BP", "M365-BS", "EDR", "MAILSEC", "BKP-M365");

  /** Seats that came one a month, by account: how many, and how their records begin. */
  private static final Map<String, Newcomers> NEW =
      Map.of(
          "m365-1101", new Newcomers(4, "1101-lic-"),
          "ninja-1102", new Newcomers(3, "1102-ws-"),
          "huntress-1102", new Newcomers(3, "1102-agent-"));

  private static final List<String> DAYS =
      List.of(
          "effective_date",
          "cancelled_date",
          "invoice_date",
          "decided_at",
          "last_attempt_at",
          "last_success_at",
          "created_at",
          "last_active_at",
          "commitment_end_date",
          "trial_end_date");

  private record Newcomers(int most, String record) {}

  private final Books books;
  private final int back;
  private final long days;

  private EarlierMonths(int back) {
    this.books = DemoMonth.books();
    this.back = back;
    this.days = Calendar.AS_OF.toEpochDay() - asOf(back).toEpochDay();
  }

  /**
   * The day that a month is judged at.
   *
   * @param back months before the demo month, 1 to {@link #COUNT}
   */
  public static LocalDate asOf(int back) {
    if (back < 1 || back > COUNT) {
      throw new IllegalArgumentException("there is no month " + back + " back");
    }
    return DEMO.minusMonths(back).atEndOfMonth();
  }

  /** Writes the folder of a month, as {@link DemoMonth#write} does. */
  public static void write(int back, Path folder) throws IOException {
    EarlierMonths month = new EarlierMonths(back);
    month.mendSyncs();
    month.takeNewcomers();
    month.drift();
    month.move();
    month.books.write(folder);
  }

  /** What broke, broke in the demo month. */
  private void mendSyncs() {
    for (Row integration : books.list(Sheet.INTEGRATIONS)) {
      integration
          .set("last_success_at", integration.get("last_attempt_at"))
          .set("last_status", "succeeded");
    }
    for (Row agent : books.gone()) {
      if (agent.get("integration_id").equals(Catalogue.SENTINELONE)) {
        books.list(Sheet.USAGE).add(agent);
      }
    }
    books.gone().removeIf(row -> row.get("integration_id").equals(Catalogue.SENTINELONE));
  }

  private void takeNewcomers() {
    NEW.forEach(
        (account, newcomers) -> {
          List<Row> seats = new ArrayList<>();
          for (Row row : books.list(Sheet.USAGE)) {
            if (row.get("account_id").equals(account)
                && row.get("record_id").startsWith(newcomers.record())) {
              seats.add(row);
            }
          }
          int gone = Math.min(back, newcomers.most());
          books.list(Sheet.USAGE).removeAll(seats.subList(seats.size() - gone, seats.size()));
        });
  }

  /** Lines that were wrong: some for as long as can be seen, some for a month or two. */
  private void drift() {
    for (Row line : books.list(Sheet.ADDITIONS)) {
      Dice dice = Dice.named("drift " + line.get("addition_id"));
      int since = dice.between(1, 10);
      boolean fixed = dice.between(0, 1) == 0 ? back >= since : back == since || back == since + 1;
      int units = dice.between(1, 4);
      boolean missed = dice.between(1, 100) <= 72;
      int quantity = Integer.parseInt(line.get("quantity"));
      if (COUNTED.contains(line.get("product_code"))
          && quantity > 2 * units
          && dice.between(1, 100) <= 16
          && fixed) {
        line.set("quantity", missed ? quantity - units : quantity + units);
      }
    }
  }

  /** Everything happened so many days earlier. */
  private void move() {
    for (Sheet sheet : Sheet.values()) {
      books.list(sheet).forEach(row -> move(sheet, row));
    }
    books.gone().forEach(row -> move(Sheet.USAGE, row));
    books.before().forEach(row -> move(Sheet.INTEGRATIONS, row));
  }

  private void move(Sheet sheet, Row row) {
    for (String column : DAYS) {
      if (sheet.columns().contains(column)) {
        String date = row.get(column);
        boolean record = sheet == Sheet.USAGE;
        if (date.length() >= 10 && (record || date.compareTo(STORIES) >= 0)) {
          row.set(
              column, LocalDate.parse(date.substring(0, 10)).minusDays(days) + date.substring(10));
        }
      }
    }
  }
}
