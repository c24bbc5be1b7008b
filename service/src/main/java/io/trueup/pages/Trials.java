package io.trueup.pages;

import io.trueup.pages.EditorPages.Trial;
import io.trueup.scenario.Feature;
import io.trueup.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which scenarios stand beside a file. */
final class Trials {
  private static final int MOST = 60;

  private Trials() {}

  /**
   * Scenarios of a draft that test rules of a file, or the file's own.
   *
   * @param texts all files of the draft
   */
  static List<Trial> of(Map<String, String> texts, String path, List<Outline.Entry> outline) {
    List<Trial> trials = new ArrayList<>();
    if (path.endsWith(".scenario")) {
      for (Scenario scenario :
          Feature.parse(path, texts.getOrDefault(path, "")).feature().scenarios()) {
        trials.add(new Trial(scenario.where(), scenario.name(), List.of(), false));
      }
      return trials;
    }
    Set<String> ids = new TreeSet<>();
    outline.forEach(entry -> ids.add(entry.id()));
    ids.remove("");
    if (ids.isEmpty()) {
      return trials;
    }
    for (Map.Entry<String, String> file : texts.entrySet()) {
      if (file.getKey().endsWith(".scenario") && ids.stream().anyMatch(file.getValue()::contains)) {
        add(trials, Feature.parse(file.getKey(), file.getValue()).feature(), ids);
      }
    }
    trials.sort(Comparator.comparing(Trial::near).thenComparing(Trial::where));
    return trials.size() > MOST ? trials.subList(0, MOST) : trials;
  }

  /** A feature that is about rules of this file alone holds their near misses, too. */
  private static void add(List<Trial> trials, Feature feature, Set<String> ids) {
    boolean own = !feature.rules().isEmpty() && ids.containsAll(feature.rules().keySet());
    for (Scenario scenario : feature.scenarios()) {
      Set<String> fired = scenario.fired();
      List<String> named =
          fired == null ? List.of() : ids.stream().filter(fired::contains).toList();
      if (!named.isEmpty() || own) {
        trials.add(new Trial(scenario.where(), scenario.name(), named, named.isEmpty()));
      }
    }
  }

  /** What a new file begins with. */
  static String beginning(String path) {
    if (path.endsWith(".drl")) {
      return "package trueup." + path.substring(0, path.indexOf('/')).replace("-", "") + "\n";
    }
    return path.endsWith(".scenario") ? "Feature: \nRules: \n" : "";
  }
}
