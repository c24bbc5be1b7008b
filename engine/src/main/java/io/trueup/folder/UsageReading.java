package io.trueup.folder;

import io.trueup.facts.InputProblem;
import java.util.List;

/**
 * What reading {@code usage.csv} came to beside its records: with it and the records, the file need
 * not be read again.
 *
 * @param hash its part of the hash of everything, 64 hexadecimal digits
 * @param columns names of the columns that it has beside its own
 * @param problems the first of its problems, as they were found
 * @param further how many problems more there were
 */
public record UsageReading(
    String hash, List<String> columns, List<InputProblem> problems, int further) {
  public UsageReading {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
  }
}
