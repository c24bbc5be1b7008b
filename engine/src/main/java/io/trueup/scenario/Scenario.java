package io.trueup.scenario;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One scenario: a small month and what must come of it.
 *
 * @param file the scenario file
 * @param line line of its first word
 * @param name a sentence
 * @param asOf the day on which billed and used are compared
 * @param given tables by file name of the export folder, such as {@code usage.csv} or {@code
 *     previous/usage.csv}; several tables of one file are in the order of the text
 * @param policy thresholds and switches of policy.yml that are different here, by name
 * @param expectations what must come out
 * @param fired ids of exactly the rules that must conclude something; null when the scenario does
 *     not say
 */
public record Scenario(
    String file,
    int line,
    String name,
    LocalDate asOf,
    Map<String, List<ScenarioTable>> given,
    Map<String, String> policy,
    List<Expectation> expectations,
    @Nullable Set<String> fired) {
  public Scenario {
    given = Collections.unmodifiableMap(new TreeMap<>(given));
    policy = Collections.unmodifiableMap(new TreeMap<>(policy));
    expectations = List.copyOf(expectations);
    fired = fired == null ? null : Collections.unmodifiableSet(new TreeSet<>(fired));
  }

  /** {@code file:line}, as an editor can jump to. */
  public String where() {
    return file + ":" + line;
  }
}
