package io.trueup.app;

import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleProblem;
import io.trueup.rulebook.BundleFiles;
import io.trueup.rulebook.BundlePath;
import io.trueup.rulebook.Shipped;
import io.trueup.stage.RuleFacts;
import io.trueup.workbook.UnreadableWorkbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rule bundles as commands use them: checked, or refused with every problem. */
final class Bundles {
  private Bundles() {}

  /**
   * The bundle of a folder, or the shipped one.
   *
   * @throws Refusal when the folder is none, or its rules have problems: a line each
   */
  static RuleBundle load(Optional<Path> folder) {
    return load(texts(folder), folder);
  }

  /** What decides in the bundle of a folder, or in the shipped one: all but the scenarios. */
  static Map<String, String> texts(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return Shipped.content().rules();
    }
    Map<String, String> files = new TreeMap<>(read(folder.get()));
    files.keySet().removeIf(BundlePath::scenario);
    return files;
  }

  /** The bundle of these texts, which were read from {@code folder}. */
  static RuleBundle load(Map<String, String> texts, Optional<Path> folder) {
    RuleBundle.Loaded loaded = RuleFacts.load(texts);
    if (!loaded.problems().isEmpty()) {
      String where = folder.map(path -> path + "/").orElse("");
      throw Refusal.brokenRules(
          loaded.problems().stream().map(p -> text(where, p)).collect(Collectors.joining("\n")),
          loaded.problems().size(),
          folder.map(Path::toString).orElse("shipped rules"));
    }
    presets(texts, folder);
    return loaded.get();
  }

  /**
   * The presets of a bundle, by id.
   *
   * @throws Refusal when one cannot be used: a line each
   */
  static Map<String, Preset> presets(Map<String, String> texts, Optional<Path> folder) {
    try {
      return Presets.load(texts);
    } catch (IllegalArgumentException e) {
      String problems = String.valueOf(e.getMessage());
      throw Refusal.brokenRules(
          problems,
          (int) problems.lines().count(),
          folder.map(Path::toString).orElse("shipped rules"));
    }
  }

  /** The texts of a folder, its scenarios included. */
  static Map<String, String> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Refusal(
          "there is no rule bundle", folder, "name a folder that holds policy.yml and rules");
    }
    Map<String, String> files;
    try {
      files = BundleFiles.read(folder);
    } catch (IOException e) {
      throw unreadable("a rule file cannot be read", e);
    }
    if (files.isEmpty()) {
      throw new Refusal(
          "the folder holds no rules", folder, "name a folder that holds policy.yml and rules");
    }
    return files;
  }

  /**
   * The text of a rule file, or the CSV of a workbook with a table.
   *
   * @throws Refusal when it cannot be read
   */
  static String text(Path file) {
    try {
      return BundleFiles.textOrTable(file);
    } catch (IOException e) {
      throw unreadable("the file cannot be read", e);
    }
  }

  /** A workbook says by itself where and what to do. */
  static Refusal unreadable(String what, IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof UnreadableWorkbook
        ? Refusal.line(message)
        : new Refusal(what, message, "mend it");
  }

  /** {@code file:line:column: id: message}, and its advice on the next line. */
  static String text(String folder, RuleProblem problem) {
    String advice = problem.hint();
    return folder + problem + (advice.isEmpty() ? "" : "\n    " + advice);
  }

  static Optional<Path> optional(@Nullable Path path) {
    return Optional.ofNullable(path);
  }
}
