package io.trueup.reconcile;

import io.trueup.client.Matching;
import io.trueup.facts.InputProblem;
import io.trueup.folder.UsageReading;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A finished run, as rows to be stored. Each iterable gives the same rows in the same order every
 * time it is asked, and need not hold them in memory.
 */
public interface RunResult extends AutoCloseable {
  /** The date it was reconciled at. */
  LocalDate asOf();

  /** Which rules it was computed by. */
  String bundleHash();

  /** Which input it was computed from. */
  String inputHash();

  /** The content of summary.json: one JSON object. */
  String summary();

  /**
   * A row a discrepancy, MATCHED ones included, without its evidence; their ids differ within the
   * run.
   */
  Iterable<DiscrepancyRow> discrepancies();

  /** The usage records that it was computed from. */
  UsageRecords usage();

  /** How usage.csv was read, from which the dataset's pages are made; empty when they were read. */
  Optional<UsageReading> usageReading();

  /** What became of all usage records. */
  Iterable<UsageBlock> usageBlocks();

  /** What each discrepancy rests on. */
  Iterable<EvidenceRow> evidence();

  /** Which decisions of people discrepancies rest on. */
  Iterable<DecisionRow> decisions();

  /** How many usage records it is about: of a part, those of the part. */
  default long records() {
    return usage().size();
  }

  /** What there is of rows; that of all parts adds up to the whole month's. */
  default Tally tally() {
    return new Tally(0, 0, 0);
  }

  /**
   * Rows, counted.
   *
   * @param checksum a sum over the discrepancies that does not depend on their order
   */
  record Tally(long discrepancies, long usage, long checksum) {}

  /** Whose account each is, with all that is known of it, and the companies. */
  Matching matching();

  /** A row an integration account. */
  Iterable<AccountRow> accounts();

  /** What could not be used of the input. */
  Iterable<InputProblem> problems();

  /**
   * The result files, named as {@code trueup reconcile} names them; written when they are first
   * asked for.
   */
  List<Path> files();

  /** Lets go of what it holds, the files included. */
  @Override
  void close();
}
