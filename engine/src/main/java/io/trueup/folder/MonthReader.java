package io.trueup.folder;

import io.trueup.facts.Account;
import io.trueup.facts.AccountLink;
import io.trueup.facts.AccountSplit;
import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Integration;
import io.trueup.facts.InvoiceLine;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import io.trueup.facts.Product;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.StreamSync;
import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTableBuilder;
import io.trueup.packed.BadPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads every table of a source, in the order in which they refer to each other. */
final class MonthReader {
  private final TableSource source;
  private final ReadOptions options;
  private final Problems problems;
  private final ContentHash hash = new ContentHash();
  private @Nullable UsageReading usageReading;

  MonthReader(TableSource source, ReadOptions options) {
    this.source = source;
    this.options = options;
    this.problems = new Problems(options.maxProblemsPerFile());
  }

  /** Reports something about a file as a whole. */
  void report(InputProblem problem) {
    problems.accept(problem);
  }

  Month read() {
    Files now = new Files(source, "");
    List<Company> companies = now.companies();
    List<Agreement> agreements = now.all(ExportFiles.AGREEMENTS, FactRows::agreement);
    List<Addition> additions = now.all(ExportFiles.ADDITIONS, FactRows::addition);
    List<InvoiceLine> invoiceLines = now.all(ExportFiles.INVOICE_LINES, FactRows::invoiceLine);
    List<Product> products = now.all(ExportFiles.PRODUCTS, FactRows::product);
    List<Integration> integrations = now.all(ExportFiles.INTEGRATIONS, FactRows::integration);
    List<StreamSync> streams = now.all(ExportFiles.SYNC_STREAMS, FactRows::streamSync);
    now.each(ExportFiles.SYNC_PROBLEMS, row -> problems.accept(FactRows.syncProblem(row)));
    List<Account> accounts = now.all(ExportFiles.ACCOUNTS, FactRows::account);
    List<AccountLink> links = now.all(ExportFiles.ACCOUNT_LINKS, FactRows::accountLink);
    SplitColumns splitColumns = new SplitColumns();
    List<AccountSplit> splits =
        now.all(
            ExportFiles.ACCOUNT_SPLITS,
            row -> {
              splitColumns.add(row);
              return FactRows.accountSplit(row);
            });
    List<ServiceMapping> mappings = now.all(ExportFiles.SERVICE_MAPPINGS, FactRows::serviceMapping);
    List<Decision> decisions = now.all(ExportFiles.DECISIONS, FactRows::decision);
    UsageTableBuilder usage = new UsageTableBuilder();
    usage(now, usage).ifPresent(columns -> splitColumns.check(columns, problems));
    now.forgetIds(ExportFiles.USAGE);
    boolean highWater = mappings.stream().anyMatch(m -> m.basis().equals("high_water"));
    Previous previous = source.previous().map(p -> previous(p, highWater)).orElse(Previous.NONE);
    return new Month(
        companies,
        agreements,
        additions,
        invoiceLines,
        integrations,
        streams,
        accounts,
        usage.build(),
        links,
        splits,
        mappings,
        products,
        decisions,
        previous,
        problems.list(),
        hash.hex());
  }

  /** What usage.csv came to, when it was read here. */
  Optional<UsageReading> usage() {
    return Optional.ofNullable(usageReading);
  }

  /** Reads the usage from the file, or from what stands in for it. */
  private Optional<List<String>> usage(Files now, UsageTableBuilder records) {
    Optional<Path> packed = options.packed() ? source.packedUsage() : Optional.empty();
    return packed.isPresent() ? unpacked(packed.get(), records) : read(now, records);
  }

  private Optional<List<String>> unpacked(Path file, UsageTableBuilder records) {
    try {
      UsageReading reading =
          PackedUsage.read(
              file,
              page -> {
                for (int i = 0; i < page.size(); i++) {
                  records.add(page.record(i));
                }
              });
      hash.add(reading.hash());
      records.readFrom(reading.hash());
      reading.problems().forEach(problems);
      problems.acceptFurther(ExportFiles.USAGE.name(), reading.further());
      return Optional.of(reading.columns());
    } catch (IOException | BadPage e) {
      throw FolderSource.unreadable(source.where(PackedUsage.FILE));
    }
  }

  private Optional<List<String>> read(Files now, UsageTableBuilder records) {
    ContentHash own = new ContentHash();
    Problems found = new Problems(options.maxProblemsPerFile());
    Optional<List<String>> columns =
        now.apart(ExportFiles.USAGE, row -> records.add(UsageRows.record(row)), found, own);
    hash.add(own.hex());
    records.readFrom(own.hex());
    columns.ifPresent(
        names -> usageReading = found.reading(ExportFiles.USAGE.name(), own.hex(), names));
    return columns;
  }

  private Previous previous(TableSource then, boolean keepUsage) {
    Files files = new Files(then, ExportFiles.PREVIOUS + "/");
    Map<String, Integration> integrations = new LinkedHashMap<>();
    Map<String, int[]> counts = new HashMap<>();
    List<UsageRecord> usage = new ArrayList<>();
    for (ExportFile file : ExportFiles.list()) {
      if (file.name().equals(ExportFiles.USAGE.name())) {
        files.each(
            file,
            row -> {
              counts.computeIfAbsent(row.text("integration_id"), id -> new int[1])[0]++;
              if (keepUsage) {
                usage.add(UsageRows.record(row));
              }
            });
      } else if (file.name().equals(ExportFiles.INTEGRATIONS.name())) {
        files.all(file, FactRows::integration).forEach(i -> integrations.put(i.integrationId(), i));
      } else {
        files.each(file, row -> {});
      }
    }
    Map<String, Integer> records = new HashMap<>();
    counts.forEach((integration, count) -> records.put(integration, count[0]));
    return new Previous(records, integrations, usage);
  }

  /** The files of one folder: the month's, or the previous run's. */
  private final class Files {
    private final TableSource tables;
    private final String folder;
    private final Keys keys = new Keys();
    private final Reading reading = new Reading(keys, problems, hash, options.presets());

    Files(TableSource tables, String folder) {
      this.tables = tables;
      this.folder = folder;
    }

    /** Reads a file when there is one: names of the columns that it has beside its own. */
    Optional<List<String>> each(ExportFile file, Consumer<Row> sink) {
      return each(file, sink, reading);
    }

    /** As {@link #each}, with a hash of its own, and problems that are seen on their way. */
    Optional<List<String>> apart(
        ExportFile file, Consumer<Row> sink, Consumer<InputProblem> seen, ContentHash own) {
      Consumer<InputProblem> both = seen.andThen(problems);
      return each(file, sink, new Reading(keys, both, own, options.presets()));
    }

    private Optional<List<String>> each(ExportFile file, Consumer<Row> sink, Reading shared) {
      String label = folder + file.name();
      return tables
          .open(file.name())
          .map(
              rows ->
                  new TableReader(file, label, shared).read(rows, tables.where(file.name()), sink));
    }

    /** Lets go of the ids of a file that no other file refers to. */
    void forgetIds(ExportFile file) {
      keys.forget(file.name());
    }

    <T> List<T> all(ExportFile file, Function<Row, T> fact) {
      List<T> facts = new ArrayList<>();
      each(file, row -> facts.add(fact.apply(row)));
      return facts;
    }

    List<Company> companies() {
      Map<String, Integer> lines = new HashMap<>();
      List<Company> companies =
          all(
              ExportFiles.COMPANIES,
              row -> {
                if (row.given("parent_company_id")) {
                  lines.put(row.text("company_id"), row.line());
                }
                return FactRows.company(row);
              });
      Parents parents = new Parents(companies, lines, ExportFiles.COMPANIES.name(), keys, problems);
      return companies.stream().map(parents::checked).toList();
    }
  }
}
