package io.trueup.folder;

import java.util.List;
import java.util.Optional;

/** Every file that an export folder may hold, in the order in which they are read. */
public final class ExportFiles {
  public static final ExportFile COMPANIES = PsaFiles.companies();
  public static final ExportFile AGREEMENTS = PsaFiles.agreements();
  public static final ExportFile ADDITIONS = PsaFiles.additions();
  public static final ExportFile INVOICE_LINES = PsaFiles.invoiceLines();
  public static final ExportFile PRODUCTS = PsaFiles.products();
  public static final ExportFile INTEGRATIONS = SystemFiles.integrations();
  public static final ExportFile SYNC_STREAMS = SystemFiles.syncStreams();
  public static final ExportFile SYNC_PROBLEMS = SystemFiles.syncProblems();
  public static final ExportFile ACCOUNTS = SystemFiles.accounts();
  public static final ExportFile USAGE = SystemFiles.usage();
  public static final ExportFile ACCOUNT_LINKS = PolicyFiles.accountLinks();
  public static final ExportFile ACCOUNT_SPLITS = PolicyFiles.accountSplits();
  public static final ExportFile SERVICE_MAPPINGS = PolicyFiles.serviceMappings();
  public static final ExportFile DECISIONS = PolicyFiles.decisions();

  /** Name of the folder inside an export folder that holds the previous run's files. */
  public static final String PREVIOUS = "previous";

  private static final List<ExportFile> ALL =
      List.of(
          COMPANIES,
          AGREEMENTS,
          ADDITIONS,
          INVOICE_LINES,
          PRODUCTS,
          INTEGRATIONS,
          SYNC_STREAMS,
          SYNC_PROBLEMS,
          ACCOUNTS,
          ACCOUNT_LINKS,
          ACCOUNT_SPLITS,
          SERVICE_MAPPINGS,
          DECISIONS,
          USAGE);

  private ExportFiles() {}

  /** All files; a file that another refers to comes first. */
  public static List<ExportFile> list() {
    return ALL;
  }

  /** The file of this name. */
  public static Optional<ExportFile> find(String name) {
    return ALL.stream().filter(file -> file.name().equals(name)).findFirst();
  }
}
