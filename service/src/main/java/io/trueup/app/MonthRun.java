package io.trueup.app;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.MonthReading;
import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import io.trueup.folder.ReadOptions;
import io.trueup.report.ResultFolder;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.LastSync;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One export folder in, one result out: what {@code reconcile}, {@code demo} and the service do.
 *
 * @param rules the rules that decide; asked for when the input has been read
 * @param presets mappings that the input may name
 * @param threads companies worked on at once, at least 1
 * @param today the day to judge by when neither the caller nor the input says one
 */
record MonthRun(
    Supplier<RuleBundle> rules,
    Map<String, Preset> presets,
    int threads,
    Supplier<LocalDate> today) {
  /** Steps that {@link #reconcile} and {@link #write} announce. */
  static final int STEPS = 3;

  /** By a bundle that is there. */
  MonthRun(RuleBundle bundle, int threads, Supplier<LocalDate> today) {
    this(() -> bundle, Presets.load(bundle.files()), threads, today);
  }

  /**
   * By the bundle of a folder, or the shipped one. Compiling its rules takes about as long as
   * reading a month and starts at once, beside it.
   *
   * @throws Refusal when the folder is none; what is wrong with its rules is thrown by {@link
   *     #evaluate}
   */
  static MonthRun by(Optional<Path> rules, int threads, Supplier<LocalDate> today) {
    Map<String, String> texts = Bundles.texts(rules);
    Map<String, Preset> presets = Bundles.presets(texts, rules);
    CompletableFuture<RuleBundle> bundle =
        CompletableFuture.supplyAsync(() -> Bundles.load(texts, rules));
    return new MonthRun(() -> await(bundle), presets, threads, today);
  }

  private static RuleBundle await(CompletableFuture<RuleBundle> bundle) {
    try {
      return bundle.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Reads and reconciles.
   *
   * @param asOf the day to judge at; when empty, the last day on which an integration was tried
   * @throws io.trueup.folder.UnusableFolder when nothing can be computed from the folder
   */
  Reconciled reconcile(Path data, Optional<LocalDate> asOf, Steps steps) {
    steps.next("Reading " + data);
    Month month = read(data);
    LocalDate day = asOf.orElseGet(() -> asOf(month));
    steps.next(
        String.format(
            Locale.ROOT,
            "Reconciling %,d companies, %,d lines, %,d usage records as of %s",
            month.companies().size(),
            month.additions().size(),
            month.usage().size(),
            day));
    return evaluate(month, day);
  }

  /**
   * Reads an export folder; its mappings may name the bundle's presets.
   *
   * @throws io.trueup.folder.UnusableFolder when nothing can be computed from it
   */
  Month read(Path data) {
    return ExportFolder.read(data, ReadOptions.DEFAULTS.withPresets(presets));
  }

  /**
   * As {@link #read}, from a folder that the service wrote: {@link io.trueup.folder.PackedUsage}
   * may stand in for its usage.csv.
   */
  MonthReading readWritten(Path data) {
    return ExportFolder.reading(data, ReadOptions.DEFAULTS.withPacked().withPresets(presets));
  }

  /** The last day on which an integration was tried, or today. */
  LocalDate asOf(Month month) {
    return LastSync.day(month).orElseGet(today);
  }

  Reconciled evaluate(Month month, LocalDate day) {
    return Reconciliation.run(month, rules.get(), day, threads);
  }

  /** Writes the result files. */
  static void write(Reconciled result, Path out, Steps steps) throws IOException {
    steps.next("Writing " + out);
    ResultFolder.write(result, out);
  }
}
