package io.trueup.folder;

import io.trueup.facts.InputProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects problems: the first ones of each file one by one, the rest as a number. */
final class Problems implements Consumer<InputProblem> {
  private final int mostPerFile;
  private final Map<String, List<InputProblem>> byFile = new LinkedHashMap<>();
  private final Map<String, Integer> further = new LinkedHashMap<>();

  Problems(int mostPerFile) {
    this.mostPerFile = mostPerFile;
  }

  @Override
  public void accept(InputProblem problem) {
    List<InputProblem> kept = byFile.computeIfAbsent(problem.file(), f -> new ArrayList<>());
    if (kept.size() < mostPerFile) {
      kept.add(problem);
    } else {
      further.merge(problem.file(), 1, Integer::sum);
    }
  }

  /** Counts problems of a file that are known in number only. */
  void acceptFurther(String file, int count) {
    if (count > 0) {
      byFile.computeIfAbsent(file, f -> new ArrayList<>());
      further.merge(file, count, Integer::sum);
    }
  }

  /** What those of one file say of how it was read. */
  UsageReading reading(String file, String hash, List<String> columns) {
    return new UsageReading(
        hash, columns, byFile.getOrDefault(file, List.of()), further.getOrDefault(file, 0));
  }

  /** All problems: by file as they were read, then by line. */
  List<InputProblem> list() {
    List<InputProblem> all = new ArrayList<>();
    byFile.forEach(
        (file, problems) -> {
          problems.stream().sorted(Comparator.comparingInt(InputProblem::line)).forEach(all::add);
          int rest = further.getOrDefault(file, 0);
          if (rest > 0) {
            all.add(
                new InputProblem(
                    file,
                    0,
                    "",
                    ProblemKind.MORE_PROBLEMS.code(),
                    Integer.toString(rest),
                    "more problems of this file are not listed; correct those above first"));
          }
        });
    return List.copyOf(all);
  }
}
