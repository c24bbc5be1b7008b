package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes out {@code or} between patterns: a rule with alternatives is several rules without, which
 * is how DRL defines it.
 */
final class Alternatives {
  private final int limit;
  private final Problems problems;

  Alternatives(int limit, Problems problems) {
    this.limit = limit;
    this.problems = problems;
  }

  /**
   * Lists of conditions that must hold together; one of the lists suffices. No Or and no And is
   * left outside.
   */
  List<List<Condition>> of(List<Condition> together) {
    List<List<Condition>> result = List.of(List.of());
    for (Condition condition : together) {
      List<List<Condition>> branches = of(condition);
      List<List<Condition>> next = new ArrayList<>();
      for (List<Condition> before : result) {
        for (List<Condition> branch : branches) {
          List<Condition> joined = new ArrayList<>(before);
          joined.addAll(branch);
          next.add(joined);
        }
      }
      result = bounded(next, condition.at());
    }
    return result;
  }

  private List<List<Condition>> bounded(List<List<Condition>> branches, Token at) {
    if (branches.size() > limit) {
      throw problems.stop(
          at,
          Fault.TOO_MANY,
          "'or' between patterns makes more than " + limit + " alternatives",
          "write several rules");
    }
    return branches;
  }

  private List<List<Condition>> of(Condition condition) {
    if (condition instanceof Condition.And and) {
      return of(and.of());
    }
    if (condition instanceof Condition.Or or) {
      List<List<Condition>> all = new ArrayList<>();
      or.of().forEach(part -> all.addAll(of(part)));
      return bounded(all, or.at());
    }
    if (condition instanceof Condition.Not not) {
      List<Condition> none = new ArrayList<>();
      of(not.of())
          .forEach(branch -> none.add(new Condition.Not(not.at(), group(not.at(), branch))));
      return List.of(none);
    }
    if (condition instanceof Condition.Exists exists) {
      List<List<Condition>> one = new ArrayList<>();
      of(exists.of())
          .forEach(
              branch ->
                  one.add(List.of(new Condition.Exists(exists.at(), group(exists.at(), branch)))));
      return one;
    }
    return List.of(List.of(condition));
  }

  private static Condition group(Token at, List<Condition> branch) {
    return branch.size() == 1 ? branch.get(0) : new Condition.And(at, branch);
  }
}
