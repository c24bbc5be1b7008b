package io.trueup.report;

import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.RankedCompany;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The result of {@code trueup match}: at most one {@code auto} row an account, or up to five {@code
 * suggest} rows with the likeliest first. An account that nothing is known of has no row.
 */
public final class MatchesCsv {
  private record Match(
      AccountOutcome outcome,
      String companyId,
      String decision,
      BigDecimal rank,
      BigDecimal score,
      String evidence) {}

  private MatchesCsv() {}

  private static List<Column<Match>> columns() {
    return List.of(
        new Column<>("integration_id", m -> m.outcome().account().integrationId()),
        new Column<>("account_id", m -> m.outcome().account().accountId()),
        new Column<>("company_id", Match::companyId),
        new Column<>("decision", Match::decision),
        new Column<>("rank", Match::rank),
        new Column<>("score", Match::score),
        new Column<>("evidence", Match::evidence));
  }

  /** Writes the file: whole, or not at all. */
  public static void write(Collection<AccountOutcome> outcomes, Path file) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    if (target.getParent() != null) {
      Files.createDirectories(target.getParent());
    }
    Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
        CsvFile<Match> csv = new CsvFile<>(columns(), out);
        for (AccountOutcome outcome : outcomes) {
          if (outcome.link().equals("linked")) {
            csv.write(
                new Match(
                    outcome,
                    outcome.companyId(),
                    "auto",
                    BigDecimal.ONE,
                    outcome.score(),
                    outcome.evidence()));
          } else if (!outcome.link().equals("ignored")) {
            suggest(outcome, csv);
          }
        }
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void suggest(AccountOutcome outcome, CsvFile<Match> csv) throws IOException {
    int rank = 0;
    for (RankedCompany company : outcome.ranked()) {
      rank++;
      csv.write(
          new Match(
              outcome,
              company.companyId(),
              "suggest",
              BigDecimal.valueOf(rank),
              company.score(),
              company.evidence()));
    }
  }
}
