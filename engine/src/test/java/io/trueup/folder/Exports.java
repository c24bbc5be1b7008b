package io.trueup.folder;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small sound export folder that tests change in one place. */
final class Exports {
  static final String USAGE_HEADER = "integration_id,account_id,record_id,kind,name,quantity\n";

  private final Path folder;

  Exports(Path folder) {
    this.folder = folder;
    with("companies.csv", "company_id,name,parent_company_id\nC1,Acme,\nC2,Bolt,\n");
    with("agreements.csv", "agreement_id,company_id,name,currency\nA1,C1,Managed,USD\n");
    with(
        "additions.csv",
        "addition_id,agreement_id,product_code,quantity,unit_price\nL1,A1,M365-BP,2,22.00\n");
    with(
        "integrations.csv",
        "integration_id,category,vendor,last_success_at\nI1,microsoft365,graph,2026-03-31T00:00:00Z\n");
    with("accounts.csv", "integration_id,account_id,name\nI1,T1,Acme tenant\n");
    with("usage.csv", USAGE_HEADER + "I1,T1,R1,user,Ann,1\nI1,T1,R2,user,Bob,1\n");
  }

  Path path() {
    return folder;
  }

  Exports with(String file, String text) {
    return with(file, text.getBytes(StandardCharsets.UTF_8));
  }

  Exports with(String file, byte[] bytes) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Exports without(String file) {
    try {
      Files.delete(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** usage.csv with these rows under the usual header. */
  Exports usage(String rows) {
    return with("usage.csv", USAGE_HEADER + rows);
  }

  Month read() {
    return ExportFolder.read(folder, ReadOptions.DEFAULTS);
  }

  List<InputProblem> problems() {
    return read().problems();
  }
}
