package io.trueup.ruletests;

import java.nio.file.Path;
import java.time.LocalDate;

/** Something that reconciles an export folder: the oracle, or the product under test. */
interface Reconciler {

  OracleResult reconcile(Path folder, LocalDate asOf);
}
